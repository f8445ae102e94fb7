// The way to a node for real, with a kubeadm of shell: it waits, tries again, undoes half a join, never a cluster, and forgets its secrets.

import { chmodSync, copyFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentFile } from '../../services/render/system/environment.ts';
import { BladeOfFiles, shells } from './blade-of-files.ts';
import { type Answers, laptopOfAnswers } from './laptop-of-answers.ts';

const programs = ['rackstrap-cluster', 'rackstrap-vip'] as const;
const source = (name: string) => new URL(`../../resources/agent/${name}`, import.meta.url).pathname;
const patiently = { timeout: 120_000 };
const unit = 'rackstrap-cluster.service';
const endpoint = '10.20.30.9:6443';
const manifests = 'etc/kubernetes/manifests';

const settings = {
  UNIT: unit,
  CONFIG: '/etc/rackstrap/kubeadm.yaml',
  KEPT: '/etc/rackstrap/kubernetes',
  BEGUN: '/etc/rackstrap/kubeadm.begun',
  ENDPOINT: endpoint,
  BEFORE: '',
  IMAGES: '/etc/rackstrap/images.env',
  CONTAINERD: '/run/containerd/containerd.sock',
  VIP_PROGRAM: '',
  VIP_DURING: '/etc/rackstrap-vip/during.yaml',
};

const leftovers = [
  'opt/bin/rackstrap-cluster',
  'etc/rackstrap/cluster.env',
  'etc/rackstrap/kubeadm.yaml',
  'etc/rackstrap/kubeadm.begun',
  'etc/rackstrap/kubernetes',
  'etc/rackstrap',
  'etc/rackstrap-vip/during.yaml',
  `etc/systemd/system/${unit}`,
  'run/rackstrap-cluster',
];

/** The laptop is asked for real; whoever has `$LOG.<address>` answers that all is well. */
const curl = (real: string) => `for address; do :; done
case "$address" in https://*)
  address=\${address#https://}
  [ -e "$LOG.\${address%%/*}" ] && printf ok
  exit 0 ;;
esac
exec ${real} "$@"`;

/** Does what a kubeadm leaves behind; `$FAIL` files make it fail that often. */
const kubeadm = `case "$1" in
  reset) rm -rf "$ROOT/etc/kubernetes/pki" "$ROOT/${manifests}"; exit 0 ;;
esac
[ ! -e "$ROOT/etc/kubernetes/pki/ca.key" ] || echo "has the key" >>"$LOG"
if [ -e "$LOG.fails" ]; then rm "$LOG.fails"; echo '[preflight] checking'; echo "error: $1 did not work"; exit 1; fi
mkdir -p "$ROOT/${manifests}"
[ "$1" = join ] || : >"$ROOT/${manifests}/kube-apiserver.yaml"
echo "This node is there"`;

interface Given {
  readonly answers?: Answers;
  readonly settings?: Partial<Record<keyof typeof settings | 'VERB', string>>;
  /** Of the rack, before the program starts. */
  readonly before?: (blade: BladeOfFiles) => void;
  /** How often the blade is started. */
  readonly starts?: number;
  readonly tools?: Readonly<Record<string, string>>;
  readonly shell?: readonly string[];
}

async function becomesNode({ answers = {}, settings: changed = {}, before = () => {}, tools = {}, shell, starts = 1 }: Given = {}) {
  using blade = new BladeOfFiles();
  await using laptop = await laptopOfAnswers(answers, () => {});
  const rooted = (text: string) => `ROOT='${blade.root}'\n${text}`;
  blade.tool('kubeadm', rooted(kubeadm));
  blade.write('bin/curl.real', '');
  const real = blade.path('bin/curl.real');
  copyFileSync('/usr/bin/curl', real);
  blade.write('etc/rackstrap/kubeadm.yaml', 'the token');
  blade.write('etc/rackstrap/kubernetes/pki/ca.key', 'the key');
  blade.write(`etc/systemd/system/${unit}`, '[Unit]\n');
  for (const name of programs) copyFileSync(source(name), blade.write(`opt/bin/${name}`, ''));
  // Not noted: it is called at every look.
  blade.replace('curl', curl(real));
  for (const [name, text] of Object.entries(tools)) blade.tool(name, rooted(text));
  before(blade);
  const env = blade.write('etc/rackstrap/cluster.env', environmentFile({ ...laptop.settings, VERB: 'join', ...settings, ...changed }));
  const start = () => blade.run(blade.path('opt/bin/rackstrap-cluster'), [env], shell);
  for (let before = 1; before < starts; before += 1) await start();
  const { code, said } = await start();
  const left = leftovers.filter((path) => blade.has(path));
  const log = blade.log.map((line) => line.split(blade.root).join(''));
  return { code, said, left, log, steps: (laptop.bodies.cluster ?? []).map(stepOf) };
}

/** `waiting 1: the cluster` of what is told; what kubeadm says meanwhile is told or not, as time allows. */
function stepOf(body: string): string {
  const said = Object.fromEntries(body.split('\n').map((line) => line.split(/=(.*)/)));
  return `${said.step} ${said.attempt}${said.detail ? `: ${said.detail}` : ''}`;
}
const decisive = (steps: readonly string[]) => steps.filter((step) => !/^running \d+: /.test(step));

const answersAt = (address: string) => (blade: BladeOfFiles) => void blade.write(`log.${address}`, '');

test.each(shells)('joins, reports each step and leaves no secret, under %s %s', patiently, async (...shell) => {
  const { code, said, log, steps, left } = await becomesNode({ before: answersAt(endpoint), shell });
  expect(code, said).toBe(0);
  expect(log).toEqual(['kubeadm join --config /etc/rackstrap/kubeadm.yaml', 'has the key', `systemctl disable ${unit}`]);
  expect(decisive(steps)).toEqual(['running 1', 'done 1']);
  expect(left).toEqual([]);
});

test('begins the cluster where nobody answers yet', patiently, async () => {
  const { steps, log, left } = await becomesNode({ settings: { VERB: 'init' } });
  expect(log[0]).toBe('kubeadm init --config /etc/rackstrap/kubeadm.yaml');
  expect(decisive(steps)).toEqual(['running 1', 'done 1']);
  expect(left).toEqual([]);
});

test('never begins a second cluster while another answers', patiently, async () => {
  const goesAway = `[ ! -e "$LOG.${endpoint}" ] || { echo 'it went away' >>"$LOG"; rm "$LOG.${endpoint}"; }\nexec "$REAL_SLEEP" 0.01`;
  const { log, steps } = await becomesNode({ settings: { VERB: 'init' }, before: answersAt(endpoint), tools: { sleep: goesAway } });
  expect(log.slice(0, 2)).toEqual(['it went away', 'kubeadm init --config /etc/rackstrap/kubeadm.yaml']);
  expect(decisive(steps)[0]).toBe(`waiting 1: whoever answers at ${endpoint} already to go away`);
});

test('waits for its images, the endpoint, and the blades before it', patiently, async () => {
  const comes = `echo sleep >>"$LOG.sleeps"
case $(grep -c . "$LOG.sleeps") in
  3) rm -f "$ROOT/etc/rackstrap/images.env" ;;
  6) : >"$LOG.${endpoint}" ;;
  9) : >"$LOG.10.20.30.40:6443" ;;
esac
exec "$REAL_SLEEP" 0.01`;
  const { steps } = await becomesNode({
    settings: { BEFORE: '10.20.30.40:6443' },
    before: (blade) => void blade.write('etc/rackstrap/images.env', ''),
    tools: { sleep: comes },
  });
  expect(decisive(steps)).toEqual([
    'waiting 1: its container images',
    `waiting 1: the cluster at ${endpoint}`,
    'waiting 1: the control-plane blades before it',
    'running 1',
    'done 1',
  ]);
});

test('a blade before it that is gone for good does not keep it for ever', patiently, async () => {
  const { steps } = await becomesNode({ settings: { BEFORE: '10.20.30.40:6443' }, before: answersAt(endpoint) });
  expect(decisive(steps).at(-1)).toBe('done 1');
});

test('images that are in while the laptop is silent are good enough', patiently, async () => {
  const { steps } = await becomesNode({
    before(blade) {
      answersAt(endpoint)(blade);
      blade.write('etc/rackstrap/images.env', '');
      blade.write('run/rackstrap-images.complete', '');
    },
  });
  expect(decisive(steps)).toEqual(['running 1', 'done 1']);
});

test('half a join is undone, and the next attempt has its secrets again', patiently, async () => {
  const { log, steps } = await becomesNode({
    before(blade) {
      answersAt(endpoint)(blade);
      blade.write('log.fails', '');
    },
  });
  expect(log).toEqual([
    'kubeadm join --config /etc/rackstrap/kubeadm.yaml',
    'has the key',
    'kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock',
    'kubeadm join --config /etc/rackstrap/kubeadm.yaml',
    'has the key',
    `systemctl disable ${unit}`,
  ]);
  expect(decisive(steps)).toEqual(['running 1', 'failed 1: error: join did not work', 'running 2', 'done 2']);
});

test('a begun cluster is gone on with, never reset', patiently, async () => {
  const { log, steps } = await becomesNode({
    settings: { VERB: 'init' },
    before(blade) {
      // Its own API server answers from the last attempt.
      answersAt(endpoint)(blade);
      blade.write(`${manifests}/kube-apiserver.yaml`, '');
      blade.write('etc/rackstrap/kubeadm.begun', '');
    },
  });
  expect(log.some((line) => line.includes('reset'))).toBe(false);
  expect(log[0]).toMatch(
    /^kubeadm init --config \S+ --ignore-preflight-errors=FileAvailable--etc-kubernetes-manifests-kube-apiserver\.yaml,/,
  );
  expect(decisive(steps)).toEqual(['running 1', 'done 1']);
});

test('a start in the middle of a join begins the join anew', patiently, async () => {
  const { log } = await becomesNode({
    before(blade) {
      answersAt(endpoint)(blade);
      blade.write('etc/rackstrap/kubeadm.begun', '');
    },
  });
  expect(log.map((line) => line.split(' ')[1])).toEqual(['reset', 'join', 'the', 'disable']);
});

test('a start after the work only says so', patiently, async () => {
  const { log, steps, left } = await becomesNode({ before: (blade) => blade.remove('etc/rackstrap/kubeadm.yaml') });
  expect(log).toEqual([`systemctl disable ${unit}`]);
  expect(steps).toEqual(['done 1']);
  expect(left).toEqual([]);
});

test('a half member of etcd is kept until the cluster answers: its data may be what brings the quorum back', patiently, async () => {
  const comes = `[ -e "$LOG.${endpoint}" ] || { echo 'the cluster is back' >>"$LOG"; : >"$LOG.${endpoint}"; }
exec "$REAL_SLEEP" 0.01`;
  const { log, steps } = await becomesNode({
    before(blade) {
      blade.write(`${manifests}/etcd.yaml`, '');
      blade.write('etc/rackstrap/kubeadm.begun', '');
    },
    tools: { sleep: comes },
  });
  expect(steps[0]).toBe(`waiting 1: the cluster at ${endpoint}, to leave its etcd`);
  expect(log.slice(0, 3)).toEqual([
    'the cluster is back',
    expect.stringContaining('kubeadm reset'),
    expect.stringContaining('kubeadm join'),
  ]);
});

test.each([1, 2, 3, 4])('a cut after removal %i of its secrets leaves a finished node as it is', patiently, async (removal) => {
  const rm = `/bin/rm "$@"
case "$*" in *"$RACKSTRAP_ROOT"/etc/rackstrap*) echo "$*" >>"$LOG.removed" ;; *) exit 0 ;; esac
[ "$(grep -c . "$LOG.removed")" != ${removal} ] || kill -9 $PPID`;
  const { log, left } = await becomesNode({
    starts: 2,
    settings: { VIP_PROGRAM: '/opt/bin/vip' },
    before(blade) {
      answersAt(endpoint)(blade);
      blade.write('etc/rackstrap-vip/during.yaml', '');
      blade.replace('rm', rm);
      chmodSync(blade.write('opt/bin/vip', '#!/bin/sh\n'), 0o755);
    },
  });
  expect(log.filter((line) => line.startsWith('kubeadm'))).toEqual(['kubeadm join --config /etc/rackstrap/kubeadm.yaml']);
  expect(log).toContain(`systemctl disable ${unit}`);
  expect(left).toEqual([]);
});

test('a node whose secrets came back with a config of every boot only loses them again', patiently, async () => {
  const { log, left } = await becomesNode({ before: (blade) => void blade.write('etc/kubernetes/kubelet.conf', '') });
  expect(log).toEqual([`systemctl disable ${unit}`]);
  expect(left).toEqual([]);
});

test('a cut while it goes leaves no token, and nobody waits for it', patiently, async () => {
  const { left } = await becomesNode({ before: answersAt(endpoint), tools: { systemctl: 'kill -9 $PPID' } });
  expect(left).toEqual(['opt/bin/rackstrap-cluster', 'etc/rackstrap', `etc/systemd/system/${unit}`, 'run/rackstrap-cluster']);
});

test.each(shells)('what kubeadm said last is not told after the end, under %s %s', patiently, async (...shell) => {
  const late = `for body; do case "$body" in @*/body.running) ! grep -q detail= "\${body#@}" || { : >"$LOG.telling"; "$REAL_SLEEP" 1; } ;; esac; done
`;
  const untilTold = 'look=0; while [ ! -e "$LOG.telling" ] && [ "$look" -lt 1000 ]; do look=$((look + 1)); "$REAL_SLEEP" 0.02; done';
  const { steps } = await becomesNode({
    shell,
    before(blade) {
      answersAt(endpoint)(blade);
      blade.replace('curl', late + curl(blade.path('bin/curl.real')));
    },
    tools: {
      kubeadm: `echo 'This takes long'
${untilTold}
`,
    },
  });
  expect(steps).toEqual(['running 1', 'running 1: This takes long', 'done 1']);
});

test('joins without the laptop, gives up telling, and has nothing left', patiently, async () => {
  const { code, left } = await becomesNode({
    answers: { cluster: () => ({ status: 503 }) },
    before: answersAt(endpoint),
    tools: { sleep: 'exec "$REAL_SLEEP" 0.001' },
  });
  expect(code).toBe(0);
  expect(left).toEqual([]);
});

test('the pod of the moving address takes the interface of this boot, and the lasting one after the beginning', patiently, async () => {
  using found = new BladeOfFiles();
  found.write(
    'etc/rackstrap-vip/settings.env',
    environmentFile({ ADDRESS: '10.20.30.40', MARK: '@VIP_INTERFACE@', MANIFEST: `/${manifests}/kube-vip.yaml` }),
  );
  found.write('etc/rackstrap-vip/during.yaml', 'during @VIP_INTERFACE@\n');
  found.write('etc/rackstrap-vip/lasting.yaml', 'lasting @VIP_INTERFACE@\n');
  const program = found.write('opt/bin/rackstrap-vip', '');
  copyFileSync(source('rackstrap-vip'), program);
  expect(await found.run(program, [])).toEqual({ code: 0, said: '' });
  expect(found.read(`${manifests}/kube-vip.yaml`)).toBe('during eth0\n');
  found.remove('etc/rackstrap-vip/during.yaml');
  await found.run(program, []);
  expect(found.read(`${manifests}/kube-vip.yaml`)).toBe('lasting eth0\n');
  found.tool('ip', 'exit 0');
  expect(await found.run(program, [])).toMatchObject({ code: 1, said: 'Rackstrap: no interface has the address 10.20.30.40\n' });
});
