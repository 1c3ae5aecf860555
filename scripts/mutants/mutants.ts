/** A bug, planted by replacing text that stands exactly once in a file, and the tests that must notice. */
export type Mutant = {
  readonly what: string
  readonly file: string
  readonly edits: readonly { readonly from: string; readonly to: string }[]
  readonly tests: readonly string[]
}

export const mutants: readonly Mutant[] = [
  {
    what: 'accept a bundle that nobody signed',
    file: 'src-main/bundles/bundle-head.ts',
    edits: [
      {
        from: `if (!isSignedBy('bundle', manifestBytes, signature.signature, signature.key))`,
        to: `if (signature.signature.length === 0)`,
      },
    ],
    tests: ['tests/core/bundles/refusals.test.ts', 'tests/core/bundles/damage.test.ts'],
  },
  {
    what: 'skip the fsync of an evidence file',
    file: 'src-main/storage/vault-intake.ts',
    edits: [
      {
        from: `    await handle.sync().catch((error: unknown) => {
      throw explainWriteError(error, vault.incoming, size)
    })
    await handle.close()
    options.signal?.throwIfAborted()`,
        to: `    await handle.close()
    options.signal?.throwIfAborted()`,
      },
    ],
    tests: ['tests/faults/durable-before-told.test.ts'],
  },
  {
    what: 'ignore a gap in a stream',
    file: 'src-main/journal/receiving.ts',
    edits: [{ from: `if (prev === null) return true`, to: `if (prev === null || seq > 0) return true` }],
    tests: ['tests/core/journal/receiving.test.ts', 'tests/core/journal/rule-07-streams.test.ts'],
  },
  {
    what: 'give a file its name before it is written',
    file: 'src-main/platform/atomic-write.ts',
    edits: [
      {
        from: `      writeFileSync(handle, bytes)
      fsyncSync(handle)`,
        to: `      renameWhenFreeSync(temporary, file)
      writeFileSync(handle, bytes)
      fsyncSync(handle)`,
      },
      {
        from: `    renameWhenFreeSync(temporary, file)
    syncFolder(folder)`,
        to: `    syncFolder(folder)`,
      },
    ],
    tests: ['tests/faults/durable-before-told.test.ts'],
  },
  {
    what: 'take an older trust list for the newest',
    file: 'src-main/journal/trust-standing.ts',
    edits: [
      {
        from: `const effective = tipsOf(ofPresent, new Map(valid.map((one) => [one.hash, one])))`,
        to: `const effective = tipsOf(ofPresent, new Map(valid.map((one) => [one.hash, one]))) && ofPresent.filter(({ list }) => list.number === 1)`,
      },
    ],
    tests: ['tests/core/trust/lists.test.ts'],
  },
  {
    what: 'drop a difference: the latest value wins',
    file: 'shared/domain/journal/merge.ts',
    edits: [
      { from: `differing: heads.some((head) => head.value !== first.value),`, to: `differing: false,` },
    ],
    tests: ['tests/unit/domain/journal/merge.test.ts', 'tests/core/differences.test.ts'],
  },
  {
    what: 'apply a bundle twice',
    file: 'src-main/journal/receiving.ts',
    edits: [
      {
        from: `      stream.last = entry
      if (num === undefined) {
        known++
        continue
      }`,
        to: `      stream.last = entry
      if (num === undefined) {
        stored++
        continue
      }`,
      },
      {
        from: `if (arrival === null && entryNumber(database, entry.id) !== undefined) {`,
        to: `if (stored < 0) {`,
      },
    ],
    tests: ['tests/core/journal/receiving.test.ts', 'tests/core/exchange/main-job.test.ts'],
  },
  {
    what: 'trust the name of a file',
    file: 'src-main/storage/vault-intake.ts',
    edits: [
      {
        from: `const type = await contentType(handle, path, size)`,
        to: `const type = name.endsWith('.pdf') ? 'application/pdf' : await contentType(handle, path, size)`,
      },
    ],
    tests: ['tests/core/documents.test.ts', 'tests/core/storage/vault.test.ts'],
  },
  {
    what: 'skip the addressee',
    file: 'src-main/bundles/bundle-head.ts',
    edits: [
      {
        from: `if (manifest.addressee.unit !== trust.ownUnit)`,
        to: `if (manifest.addressee.unit.length === 0)`,
      },
    ],
    tests: ['tests/core/bundles/refusals.test.ts', 'tests/core/exchange/refusals.test.ts'],
  },
  {
    what: 'stop hashing what a bundle carries',
    file: 'src-main/bundles/reader.ts',
    edits: [{ from: `if (read.sha256 !== sha256)`, to: `if (read.sha256 === '')` }],
    tests: ['tests/core/bundles/damage.test.ts'],
  },
]
