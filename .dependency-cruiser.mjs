/**
 * The layer rule as data: arrows only point down
 *   hosts → core → api → services → journal, bundles, reports, jobs → storage, platform → shared
 * Each rule's comment is the sentence printed when it is broken.
 */

/** What each layer of src-main may take from src-main besides itself; shared/ is open to all. */
const layers = [
  { name: 'platform', below: [] },
  { name: 'storage', below: ['platform'] },
  { name: 'journal', below: ['jobs', 'storage', 'platform'] },
  // Worker threads are the far end of heavy work: they stand above what they run, their pool below it.
  { name: 'jobs', except: 'jobs/workers', below: ['storage', 'platform'] },
  { name: 'bundles', below: ['journal', 'jobs', 'storage', 'platform'] },
  { name: 'reports', below: ['journal', 'jobs', 'storage', 'platform'] },
  { name: 'jobs/workers', below: ['jobs', 'reports', 'bundles', 'journal', 'storage', 'platform'] },
  { name: 'services', below: ['journal', 'bundles', 'reports', 'jobs', 'storage', 'platform'] },
  { name: 'api', below: ['services', 'journal', 'bundles', 'reports', 'jobs', 'storage', 'platform'] },
]

const arrowsPointDown = layers.map(({ name, except, below }) => ({
  name: `layer-${name}`,
  severity: 'error',
  comment: `Arrows only point down: src-main/${name} may import ${[...below, 'shared'].join(', ')}, nothing above.`,
  from: { path: `^src-main/${name}/`, ...(except && { pathNot: `^src-main/${except}/` }) },
  to: { path: '^src-main/', pathNot: `^src-main/(${[name, ...below].join('|')})/` },
}))

export default {
  forbidden: [
    ...arrowsPointDown,
    {
      name: 'reports-run-in-threads',
      severity: 'error',
      comment:
        'What draws PDF and writes Excel runs in threads: of src-main/reports take report-jobs.ts and types only.',
      from: { path: '^src-main/(services|api|hosts|core\\.ts)' },
      to: {
        path: '^src-main/reports/',
        pathNot: '^src-main/reports/report-jobs\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'core-knows-no-host',
      severity: 'error',
      comment: 'The core takes its host as a parameter: core.ts may import every part but a host.',
      from: { path: '^src-main/core\\.ts$' },
      to: { path: '^src-main/hosts/' },
    },
    {
      name: 'hosts-see-the-core-only',
      severity: 'error',
      comment: 'A host speaks to the core through core.ts and the api; of the rest it may use only platform.',
      from: { path: '^src-main/hosts/' },
      to: {
        path: '^src-main/(services|journal|bundles|reports|storage)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'hosts-apart',
      severity: 'error',
      comment:
        'A host never imports another host: each door must open alone (hosts/page serves both windows).',
      from: { path: '^src-main/hosts/([^/]+)/' },
      to: { path: '^src-main/hosts/([^/]+)/', pathNot: '^src-main/hosts/($1|page)/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'shared/domain knows no Node, DOM, clock or randomness: it imports only zod and itself.',
      from: { path: '^shared/domain/' },
      to: { pathNot: '^(shared/domain/|node_modules/zod/)' },
    },
    {
      name: 'contract-is-plain',
      severity: 'error',
      comment: 'shared/contract is read by both sides: it imports only zod, shared/domain and itself.',
      from: { path: '^shared/contract/' },
      to: { pathNot: '^(shared/(contract|domain)/|node_modules/zod/)' },
    },
    {
      name: 'shared-looks-nowhere',
      severity: 'error',
      comment: 'shared/ lies under everything: it may not import the core, the window, scripts or tests.',
      from: { path: '^shared/' },
      to: { path: '^(src-main|src-renderer|scripts|tests)/' },
    },
    {
      name: 'only-the-electron-host-knows-electron',
      severity: 'error',
      comment: 'Everything but src-main/hosts/electron must run in plain Node: only it may import electron.',
      from: { pathNot: '^(src-main/hosts/electron|tests)/' },
      to: { path: '(^|node_modules/)electron(/|$)', dependencyTypesNot: ['local'] },
    },
    {
      name: 'only-storage-knows-sql',
      severity: 'error',
      comment:
        'Only src-main/storage (and a test, a script or a fault) opens the database: import its functions.',
      from: { path: '^(src-main|src-renderer|shared)/', pathNot: '^src-main/storage/' },
      to: { path: '(^|node_modules/)(@types/)?better-sqlite3(/|$)' },
    },
    {
      name: 'window-takes-only-types',
      severity: 'error',
      comment: 'The window talks to the core by calls: from src-main it may take only types.',
      from: { path: '^src-renderer/' },
      to: { path: '^src-main/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'window-features-apart',
      severity: 'error',
      comment: 'A page never imports another page: share through src-renderer/ui, app or transport.',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/([^/]+)/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'window-knows-no-node',
      severity: 'error',
      comment: 'The window is sandboxed: it has no Node modules.',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-knows-no-window',
      severity: 'error',
      comment: 'The core never imports the window, scripts or tests.',
      from: { path: '^src-main/' },
      to: { path: '^(src-renderer|scripts|tests)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or miss a third: break the circle.',
      from: {},
      // A circle of types alone disappears at run time.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-missing-file',
      severity: 'error',
      comment: 'This import leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
