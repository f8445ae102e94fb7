// The import of container images for real, with a containerd of shell: every step once, again after trouble, and nothing left at the end.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentFile } from '../../services/render/system/environment.ts';
import { type BladeChanges, BladeOfFiles, shells } from './blade-of-files.ts';
import { type Answers, laptopOfAnswers } from './laptop-of-answers.ts';

const program = new URL('../../resources/agent/rackstrap-images', import.meta.url).pathname;
const patiently = { timeout: 120_000 };
const unit = 'rackstrap-images.service';
const archives = { 'pause_3.10.2': 'registry.k8s.io/pause:3.10.2', 'kube-proxy_v1.37.1': 'registry.k8s.io/kube-proxy:v1.37.1' };
const directory = 'var/lib/rackstrap';

/** Keeps a file per image; knows a label only of an image that it has. An archive is the name of its image. */
const ctr = `case "$*" in
  *' images import '*) for archive; do :; done; name=$(cat "$archive"); mkdir -p "$STORE"; : >"$STORE/$(echo "$name" | tr / _)" ;;
  *' images label '*) [ -e "$STORE/$(echo "$9" | tr / _)" ] || { echo "ctr: image \\"$9\\": not found"; exit 1; } ;;
esac`;

const tools = (root: string, changed: BladeChanges['tools'] = {}): BladeChanges['tools'] => ({
  ctr: `STORE='${root}'/store\n${ctr}`,
  ...changed,
});

const settings = {
  UNIT: unit,
  LIST: '/etc/rackstrap/images.list',
  CONTAINERD: '/run/containerd/containerd.sock',
  CNI_ARCHIVE: `/${directory}/cni-plugins.tgz`,
  CNI_DIRECTORY: '/opt/cni/bin',
};

/** A real archive of one plugin. */
function plugins(blade: BladeOfFiles): void {
  blade.write('plugins/bridge', '#!/bin/sh\n');
  mkdirSync(blade.path(directory), { recursive: true });
  execFileSync('tar', ['-czf', blade.path(`${directory}/cni-plugins.tgz`), '-C', blade.path('plugins'), '.']);
}

/** A blade as its first boot leaves it. */
function prepare(blade: BladeOfFiles, laptop: Readonly<Record<string, string | number>>): { script: string; env: string } {
  plugins(blade);
  for (const [name, reference] of Object.entries(archives)) blade.write(`${directory}/${name}.tar`, reference);
  const list = Object.entries(archives).map(([name, reference]) => `/${directory}/${name}.tar ${reference}\n`);
  blade.write('etc/rackstrap/images.list', list.join(''));
  blade.write(`etc/systemd/system/${unit}`, '[Unit]\n');
  const script = blade.write('opt/bin/rackstrap-images', '');
  copyFileSync(program, script);
  return { script, env: blade.write('etc/rackstrap/images.env', environmentFile({ ...laptop, ...settings })) };
}

async function bringIn(
  answers: Answers = {},
  changed: BladeChanges['tools'] = {},
  before = (_: BladeOfFiles) => {},
  shell?: readonly string[],
) {
  using blade = new BladeOfFiles();
  for (const [name, text] of Object.entries(tools(blade.root, changed)!)) blade.tool(name, text!);
  await using laptop = await laptopOfAnswers(answers, (line) => blade.note(line));
  const { script, env } = prepare(blade, laptop.settings);
  before(blade);
  const { code, said } = await blade.run(script, [env], shell);
  const left = ['opt/bin/rackstrap-images', 'etc/rackstrap', `etc/systemd/system/${unit}`, directory, 'run/rackstrap-images'].filter(
    (path) => blade.has(path),
  );
  const log = blade.log.map((line) =>
    line
      .split(blade.root)
      .join('')
      .replace(/^ctr .* k8s\.io /, ''),
  );
  return { code, said, left, log, steps: laptop.bodies.step ?? [], plugin: blade.has('opt/cni/bin/bridge') };
}

const importOf = (name: keyof typeof archives) => [
  `images import /${directory}/${name}.tar`,
  `images label ${archives[name]} io.cri-containerd.pinned=pinned`,
];

test.each(shells)('imports, pins and reports each image, and leaves nothing, under %s %s', patiently, async (...shell) => {
  const { code, said, log, steps, left, plugin } = await bringIn({}, {}, undefined, shell);
  expect(code, said).toBe(0);
  expect(log).toEqual([
    'step',
    'version',
    ...importOf('pause_3.10.2'),
    'step',
    ...importOf('kube-proxy_v1.37.1'),
    'step',
    `systemctl disable ${unit}`,
  ]);
  expect(steps).toEqual(['step=cni-plugins\ndone=1\nof=1\n', 'step=images\ndone=1\nof=2\n', 'step=images\ndone=2\nof=2\n']);
  expect(plugin).toBe(true);
  expect(left).toEqual([]);
});

test('waits for containerd, and tells that it does', patiently, async () => {
  const late = `[ -e "$LOG.up" ] || { : >"$LOG.up"; echo 'ctr: connection refused'; exit 1; }\n`;
  const { steps, left } = await bringIn({}, { ctr: `STORE="$LOG.store"\n${late}${ctr}` });
  expect(steps[1]).toBe('step=images\ndone=0\nof=2\nerror=containerd does not answer: ctr: connection refused\n');
  expect(steps.at(-1)).toBe('step=images\ndone=2\nof=2\n');
  expect(left).toEqual([]);
});

test('goes on where it was after a restart: nothing is imported twice', patiently, async () => {
  using blade = new BladeOfFiles();
  const dies = `case "$*" in *' images label '*kube-proxy*) [ -e "$LOG.died" ] || { : >"$LOG.died"; kill -9 $PPID; } ;; esac\n`;
  blade.tool('ctr', `STORE="$LOG.store"\n${dies}${ctr}`);
  await using laptop = await laptopOfAnswers({}, () => {});
  const { script, env } = prepare(blade, laptop.settings);
  expect((await blade.run(script, [env])).code).not.toBe(0);
  expect((await blade.run(script, [env])).code).toBe(0);
  const imports = blade.log.filter((line) => line.includes(' images import '));
  expect(imports.filter((line) => line.includes('pause'))).toHaveLength(1);
  expect(laptop.bodies.step?.at(-1)).toBe('step=images\ndone=2\nof=2\n');
  expect(blade.has(directory)).toBe(false);
});

test('waits for an archive that is not here yet, and names the image', patiently, async () => {
  const hide = (blade: BladeOfFiles) =>
    blade.tool('sleep', `printf '%s' '${archives['pause_3.10.2']}' >"${blade.path(directory)}/pause_3.10.2.tar"`);
  const { steps, left } = await bringIn({}, {}, (blade) => {
    hide(blade);
    execFileSync('rm', [blade.path(`${directory}/pause_3.10.2.tar`)]);
  });
  expect(steps[1]).toMatch(/^step=images\ndone=0\nof=2\nerror=registry\.k8s\.io\/pause:3\.10\.2: ctr: image .* not found\n$/);
  expect(left).toEqual([]);
});

test('a damaged archive of plugins is told with what tar says of it', patiently, async () => {
  const { steps } = await bringIn({}, { sleep: 'kill -9 $PPID' }, (blade) => blade.write(`${directory}/cni-plugins.tgz`, 'damaged'));
  expect(steps).toEqual([expect.stringMatching(/^step=cni-plugins\ndone=0\nof=1\nerror=cni-plugins\.tgz: .*gzip.*\n$/)]);
});

test('imports all without the laptop, then gives up telling for good, and keeps nothing', patiently, async () => {
  const sleep = 'echo "$1" >>"$LOG"; exec "$REAL_SLEEP" 0.01';
  const { code, said, log, left, plugin } = await bringIn({ step: () => ({ status: 503 }) }, { sleep });
  const total = log.map(Number).reduce((sum, pause) => sum + (pause || 0), 0);
  expect(total).toBeGreaterThanOrEqual(3600);
  expect(total).toBeLessThan(3600 + 200);
  expect({ code, said, plugin }).toEqual({ code: 0, said: '', plugin: true });
  expect(log.filter((line) => line.startsWith('images import'))).toHaveLength(2);
  expect(left).toEqual([]);
});

test('takes away what a cloud-config fetched the files with', patiently, async () => {
  const { log, left } = await bringIn({}, {}, (blade) => {
    for (const name of ['rackstrap-fetch.timer', 'rackstrap-fetch.service']) blade.write(`etc/systemd/system/${name}`, '');
    blade.write('etc/rackstrap/fetch.list', '');
    blade.write('opt/bin/rackstrap-fetch', '');
  });
  expect(log.slice(-3)).toEqual([
    'systemctl disable rackstrap-fetch.timer',
    'systemctl disable rackstrap-fetch.service',
    `systemctl disable ${unit}`,
  ]);
  expect(left).toEqual([]);
});
