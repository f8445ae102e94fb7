// Two pods on two nodes without a cluster: the real agnhost in namespaces of its own, with the programs of its image, and nodes that only route.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckPod } from '../../../services/cluster/acceptance/agnhost.ts';
import { ApiTrouble, type ClusterApi } from '../../../services/cluster/api.ts';
import { cachedCommand } from '../../lab/kubernetes/build.ts';
import { lacks } from '../../setup/skipped.ts';
import { cable, makeNamespace, type Namespace, type Ran } from '../namespace.ts';
import { until } from '../registry-stage.ts';

/** In words, for `skip`. */
export const lacksPods = (): string | undefined =>
  lacks('ip', 'curl', 'busybox') ??
  (['agnhost', 'coredns'] as const)
    .map((name) => (existsSync(cachedCommand(name)) ? undefined : `needs ${name} in the cache: node test/lab/kubernetes/build.ts ${name}`))
    .find((reason) => reason !== undefined);

/** As flannel's VXLAN has it. */
const mtu = 1450;
const http = 8080;
const files = 8082;

export interface PodsStage {
  /** Of c1-1 and c1-2. */
  readonly pods: readonly [CheckPod, CheckPod];
  /** Answers what goes to a pod; there is nothing else of a cluster. */
  readonly ask: ClusterApi['ask'];
  /** How large a packet the network lets through on the way to the second pod: told to whoever sends more, or swallowed. */
  limit(bytes: number, way: 'told' | 'swallowed'): void;
  /** CoreDNS beside the second pod, with these names. */
  answerNames(names: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

/** What lies in agnhost's image, as far as it is called: test/lab/kubernetes/images.ts. */
function rootOf(directory: string, name: string): string {
  const root = join(directory, name);
  for (const path of ['bin', 'dev', 'proc', 'sys', 'etc', 'tmp']) mkdirSync(join(root, path), { recursive: true });
  copyFileSync(cachedCommand('agnhost'), join(root, 'agnhost'));
  const busybox = execFileSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).trim();
  copyFileSync(busybox, join(root, 'bin/busybox'));
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const applet of applets.filter((one) => one !== 'busybox')) symlinkSync('busybox', join(root, 'bin', applet));
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(root, 'etc/resolv.conf'), 'nameserver 10.244.1.2\n');
  return root;
}

/** `ip netns exec` gives each call mounts of its own: these go away with it. */
const inRoot = (root: string, words: string): string[] => [
  '-c',
  `mount --bind /proc ${root}/proc && mount --rbind /sys ${root}/sys && mount --bind /dev ${root}/dev && exec chroot ${root} /bin/env PATH=/bin ${words}`,
];

function startPod(namespace: Namespace, root: string): void {
  for (const words of [`/agnhost netexec --http-port=${http} --udp-port=8081`, `/agnhost test-webserver --port=${files}`])
    namespace.start('sh', inRoot(root, words));
}

/** Status and body of an answer, in curl's own form. */
async function asked({ run }: Namespace, url: string): Promise<Ran> {
  return run('curl', ['--silent', '--show-error', '--globoff', '--max-time', '60', '--write-out', '\n%{http_code}', url], 90);
}

type Two = readonly [Namespace, Namespace];

/** A pod behind each node, and one cable between the nodes. */
async function wire([first, second]: Two, nodes: Two): Promise<void> {
  const between = ['10.20.30.40', '10.20.30.41'] as const;
  const plugs = nodes.map((namespace, index) => ({ namespace, device: 'wire', address: `${between[index]}/24` }));
  cable(plugs[0]!, plugs[1]!);
  for (const [index, pod] of [first, second].entries()) {
    const node = nodes[index]!;
    const [address, gateway] = [`10.244.${index}.2`, `10.244.${index}.1`];
    cable({ namespace: pod, device: 'eth0', address: `${address}/24` }, { namespace: node, device: 'pod', address: `${gateway}/24` });
    resize(pod, 'eth0', mtu);
    pod.ip('route', 'add', 'default', 'via', gateway);
    node.ip('route', 'add', `10.244.${1 - index}.0/24`, 'via', between[1 - index]!);
    await node.run('sh', ['-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward']);
  }
}

const resize = ({ ip }: Namespace, device: string, bytes: number) => ip('link', 'set', device, 'mtu', String(bytes));

export async function startPods(): Promise<PodsStage> {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-pods-'));
  const nodes: Two = [makeNamespace('node-a'), makeNamespace('node-b')];
  const own: Two = [makeNamespace('pod-a'), makeNamespace('pod-b')];
  const stop = async () => {
    await Promise.all([...nodes, ...own].map((one) => one.remove()));
    rmSync(directory, { recursive: true, force: true });
  };

  const ask: PodsStage['ask'] = async (path) => {
    const [, number, port, rest] = /\/pods\/in-pods-([12]):(\d+)\/proxy(.*)$/.exec(path) ?? [];
    if (!number) return { status: 404, body: `no pod at ${path}` };
    const { status, output } = await asked(own[Number(number) - 1]!, `http://127.0.0.1:${port}${rest}`);
    if (status !== 0) throw new ApiTrouble(0, output);
    const end = output.lastIndexOf('\n');
    return { status: Number(output.slice(end + 1)), body: output.slice(0, end) };
  };

  try {
    await wire(own, nodes);
    for (const [index, namespace] of own.entries()) startPod(namespace, rootOf(directory, `pod-${index}`));
    for (const namespace of own)
      for (const path of [`${http}/readyz`, `${files}/etc/passwd`])
        await until(`${path} answers`, async () => (await asked(namespace, `http://127.0.0.1:${path}`)).output.endsWith('\n200'));
  } catch (reason) {
    await stop();
    throw reason;
  }

  const pod = (index: 0 | 1): CheckPod => ({
    name: `in-pods-${index + 1}`,
    node: `c1-${index + 1}`,
    address: `10.244.${index}.2`,
    port: http,
  });
  return {
    pods: [pod(0), pod(1)],
    ask,
    limit(bytes, way) {
      // Who learned of a smaller way before forgets it.
      for (const namespace of own) namespace.ip('route', 'flush', 'cache');
      // A node with a smaller way ahead says so; a device whose other end takes more drops what is too large for it.
      resize(nodes[0], 'wire', way === 'told' ? bytes : mtu);
      resize(nodes[1], 'wire', bytes);
    },
    async answerNames(names) {
      const corefile = join(directory, 'Corefile');
      const lines = Object.entries(names).map(([name, address]) => `    ${address} ${name}`);
      writeFileSync(corefile, `.:53 {\n  hosts {\n${lines.join('\n')}\n  }\n}\n`);
      own[1].start(cachedCommand('coredns'), ['-conf', corefile]);
      const server = async () => (await own[1].run('sh', ['-c', "grep -c ':0035 ' /proc/net/udp6"])).status === 0;
      await until('CoreDNS listens', server);
    },
    stop,
  };
}
