// The import boundaries, as an allow-list: a file that no room below names may import nothing and be imported by nobody.

const room = (path) => `^services/${path}/`;
const npm = (...names) => ({ path: names.map((name) => `(^|/)node_modules/(@types/)?${name}/`) });
const rooms = (...paths) => ({ path: paths.map(room) });
const node = { dependencyTypes: ['core'] };
const inside = [
  'domain',
  'contract',
  'protocol',
  'render',
  'platform',
  'store',
  'bundle',
  'pki',
  'boot',
  'cluster',
  'vm',
  'simulator',
  'app',
];

/** room → what it may import besides its own files. */
const allowed = {
  [room('domain')]: [npm('zod', 'ipaddr\\.js', 'papaparse')],
  [room('contract')]: [rooms('domain'), npm('zod')],
  [room('protocol')]: [],
  [room('render')]: [rooms('domain'), npm('yaml')],
  [room('platform')]: [node, npm('koffi', 'undici')],
  [room('store')]: [rooms('domain', 'platform'), npm('yaml')],
  [room('bundle')]: [rooms('domain', 'platform'), npm('openpgp', 'tar', 'yaml', 'zod', '@scure/bip39', '@cyclonedx/cyclonedx-library')],
  [room('pki')]: [rooms('domain', 'platform'), npm('@peculiar/x509', 'reflect-metadata')],
  [room('boot')]: [rooms('domain', 'protocol', 'platform'), npm('express')],
  [room('cluster')]: [rooms('domain', 'platform'), npm('@kubernetes/client-node', 'yaml')],
  [room('vm')]: [rooms('domain', 'platform')],
  [room('simulator')]: [rooms('domain', 'protocol', 'platform')],
  [room('app')]: [rooms(...inside), node, npm('express', 'zod', 'yaml')],
  '^services/cli\\.ts$': [rooms('app'), node],
  '^renderer/vite\\.config\\.ts$': [npm('vite'), node],
  '^renderer/': [
    rooms('domain', 'contract'),
    npm(
      'react',
      'react-dom',
      'zustand',
      '@patternfly/[^/]+',
      'uplot',
      'i18next',

      '@tanstack/react-virtual',
      'diff',
      'zod',
    ),
  ],
  '^test/': [rooms(...inside), { path: '^renderer/' }, node, { path: 'node_modules' }],
};
/** Unit tests sit beside their file and may use the test tools, files and processes as well. */
const unitTest = '\\.test\\.tsx?$';
const unitTestMay = [
  rooms(...inside),
  { path: '^(test/setup|renderer)/' },
  node,
  npm(
    'vitest',
    'fast-check',
    'zod',
    'yaml',
    'openpgp',
    'tar',
    '@cyclonedx/cyclonedx-library',
    'ajv',
    'ajv-formats',
    'ajv-formats-draft2019',
  ),
];
const known = [...Object.keys(allowed), unitTest];

module.exports = {
  forbidden: [
    { name: 'file-without-a-rule', severity: 'error', from: { pathNot: known }, to: {} },
    { name: 'orphan-without-a-rule', severity: 'error', from: { orphan: true, pathNot: known }, to: {} },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'must-resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  allowedSeverity: 'error',
  allowed: [
    ...Object.entries(allowed).flatMap(([from, list]) =>
      [{ path: from }, ...list].map((to) => ({ from: { path: from, pathNot: unitTest }, to })),
    ),
    ...unitTestMay.map((to) => ({ from: { path: unitTest }, to })),
    // What crosses rooms may use a browser as well.
    { from: { path: `^test/.*${unitTest}` }, to: { path: '^test/|(^|/)node_modules/playwright-core/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types'],
    },
  },
};
