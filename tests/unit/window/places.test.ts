import { describe, expect, it } from 'vitest'
import { permissionsOf, type Role } from '../../../shared/domain/permissions.ts'
import {
  leadsTo,
  pageAt,
  placesFor,
  routesFor,
  type PageKey,
  type Viewer,
} from '../../../src-renderer/app/places.ts'
import { paths } from '../../../src-renderer/app/paths.ts'

function viewer(level: Viewer['level'], changes: Partial<Viewer> & { roles?: readonly Role[] } = {}): Viewer {
  const { roles = ['admin', 'scorer', 'appraiser', 'approver'], ...others } = changes
  return {
    level,
    permissions: permissionsOf(roles),
    appraises: level !== 'commune',
    differences: 0,
    ...others,
  }
}

function shown(who: Viewer, open: PageKey | null = null): Record<string, readonly string[]> {
  return Object.fromEntries(placesFor(who, open).map(({ key, tabs }) => [key, tabs.map(({ page }) => page)]))
}

const foot = ['criteria', 'cycles', 'units', 'officers', 'settings', 'system']
const aboveCommunes = {
  overview: ['overview'],
  scoring: ['sheet', 'appraisal', 'byCriterion', 'documents', 'review'],
  results: ['results'],
  papers: ['papers'],
  exchange: ['receive', 'send', 'startFiles', 'devices', 'exchangeLog'],
  admin: foot,
  history: ['history'],
}

describe('places by level', () => {
  it('a commune sees four, none of them a dead end', () => {
    expect(shown(viewer('commune'))).toEqual({
      overview: ['overview'],
      sheet: ['sheet'],
      documents: ['documents'],
      exchange: ['receive', 'send', 'devices', 'exchangeLog'],
      admin: foot.filter((page) => page !== 'units'),
      history: ['history'],
    })
  })

  it('a district and a province see the same places', () => {
    expect(shown(viewer('district'))).toEqual(aboveCommunes)
    expect(shown(viewer('province'))).toEqual(aboveCommunes)
  })

  it.each(['commune', 'district', 'province'] as const)('a %s has at most seven in its list', (level) => {
    const most = level === 'commune' ? 5 : 7
    const inList = placesFor(viewer(level)).filter(({ corner }) => corner === 'list')
    expect(inList.length).toBeLessThanOrEqual(most)
  })

  it('a level that neither appraises nor verifies in this cycle sees no appraisal', () => {
    expect(shown(viewer('province', { appraises: false }))['scoring']).toEqual([
      'sheet',
      'documents',
      'review',
    ])
  })

  it('differing values bring their tab to a commune; it stays in sight while it is open', () => {
    const commune = viewer('commune')
    expect(shown({ ...commune, differences: 1 })['sheet']).toEqual(['sheet', 'review'])
    expect(shown(commune, 'review')['sheet']).toEqual(['sheet', 'review'])
  })

  it('who may only look is offered nothing to send and no units to change', () => {
    const looks = shown(viewer('district', { roles: ['viewer'] }))
    expect(looks['exchange']).toEqual(['devices', 'exchangeLog'])
    expect(looks['admin']).not.toContain('units')
  })
})

/** Every address that a version had, and where it leads for each level. */
const addresses: readonly [address: string, commune: string, above: string][] = [
  ['/', '/', '/'],
  ['/sheet', '/sheet', '/sheet'],
  ['/sheet/vn2024.c.1%3Aa', '/sheet/vn2024.c.1%3Aa', '/sheet/vn2024.c.1%3Aa'],
  ['/sheet/vn2024.c.1%3Aa/1.1', '/sheet/vn2024.c.1%3Aa/1.1', '/sheet/vn2024.c.1%3Aa/1.1'],
  ['/appraisal', '/sheet', '/appraisal'],
  ['/appraisal/criterion', '/sheet', '/by-criterion'],
  ['/documents', '/documents', '/documents'],
  ['/documents/vn2024.c.1%3Ad', '/documents/vn2024.c.1%3Ad', '/documents/vn2024.c.1%3Ad'],
  ['/exchange', '/exchange/receive', '/exchange/receive'],
  ['/exchange/receive', '/exchange/receive', '/exchange/receive'],
  ['/exchange/send', '/exchange/send', '/exchange/send'],
  ['/exchange/start', '/exchange/receive', '/exchange/start'],
  ['/exchange/devices', '/exchange/devices', '/exchange/devices'],
  ['/exchange/history', '/exchange/history', '/exchange/history'],
  ['/review', '/review', '/review'],
  ['/review/differences', '/review', '/review'],
  ['/review/checks', '/review', '/review'],
  ['/results', '/sheet', '/results'],
  ['/results/groups', '/sheet', '/results/groups'],
  ['/reports', '/sheet', '/papers'],
  ['/as-of', '/as-of', '/as-of'],
  ['/history', '/history', '/history'],
  ['/admin', '/admin/criteria', '/admin/criteria'],
  [
    '/admin/criteria/vn2024.p.24%3Aab',
    '/admin/criteria/vn2024.p.24%3Aab',
    '/admin/criteria/vn2024.p.24%3Aab',
  ],
  ['/admin/cycles/new', '/admin/cycles/new', '/admin/cycles/new'],
  ['/admin/units', '/admin/criteria', '/admin/units'],
  ['/admin/officers', '/admin/officers', '/admin/officers'],
  ['/admin/settings', '/admin/settings', '/admin/settings'],
  ['/admin/system', '/admin/system', '/admin/system'],
  ['/never-was', '/', '/'],
]

/** What wouter matches, for the few forms that patterns here have. */
function matches(pattern: string, address: string): boolean {
  const expression = pattern.replaceAll(/\/:\w+\?/g, '(?:/[^/]+)?')
  return new RegExp(`^${expression}/?$`).test(address)
}

/** Follows an address as the window does: it opens, or leads on. */
function opens(address: string, who: Viewer): string {
  let at = address
  for (let step = 0; step < 5; step += 1) {
    if (routesFor(who).some(({ pattern }) => matches(pattern, at))) return at
    at = leadsTo(at, who)
  }
  throw new Error(`${address} leads round in a circle`)
}

describe('addresses', () => {
  it.each(addresses)('%s', (address, commune, above) => {
    expect(opens(address, viewer('commune'))).toBe(commune)
    expect(opens(address, viewer('district'))).toBe(above)
    expect(opens(address, viewer('province'))).toBe(above)
  })

  it('every page that is opened stands in a place', () => {
    for (const level of ['commune', 'district', 'province'] as const) {
      const who = viewer(level)
      for (const { page, place } of routesFor(who)) {
        const path = page === 'sheet' ? paths.sheets : paths[page]
        expect(pageAt(path, who)).toEqual({ page, place })
      }
    }
  })

  it('an officer without the right to exchange is led to what he may see', () => {
    const looks = viewer('commune', { roles: ['viewer'] })
    expect(opens('/exchange/send', looks)).toBe('/exchange/devices')
    expect(opens('/exchange', looks)).toBe('/exchange/devices')
  })
})
