import { z } from 'zod'

/**
 * Imported before anything that declares a schema: zod makes faster checks out of text where it may, finds out by trying, and the
 * browser would report the attempt as a breach of the page's policy.
 */
z.config({ jitless: true })
