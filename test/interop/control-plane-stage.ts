// A control plane of one blade, as its documents ask for it: the real etcd and API server with the flags that kubeadm gives them, in a network of its own.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { PlannedBlade } from '../../services/domain/plan/plan.ts';
import { type Cluster, type KubeadmNode, kubeadmNode, vipInterfaceMark } from '../../services/render/kubeadm/index.ts';
import { cachedCommand } from '../lab/kubernetes/build.ts';
import type { ProgramName } from '../lab/kubernetes/programs.ts';
import { cable, makeNamespace, type Namespace, type Ran } from './namespace.ts';
import { until } from './registry-stage.ts';

export const stagePrograms = ['kubeadm', 'etcd', 'etcdctl', 'kube-apiserver', 'kubectl', 'kube-vip'] as const satisfies ProgramName[];

/** A control plane starts within a minute where nothing else runs. */
const startSeconds = 300;

/** The blade's NIC on the cable, and the other end. */
const nic = 'blade0';

/** kubeadm and the programs it starts look for these; the stage has them below its own directory. */
const places = ['/etc/kubernetes', '/var/lib/etcd', '/var/log/kubernetes'];

export interface ControlPlaneStage {
  /** `kubectl` with the rights of this file, past any VIP. */
  kubectl(who: 'admin' | 'super-admin', ...words: string[]): Promise<Ran>;
  /** The raw bytes that etcd keeps under a key. */
  stored(key: string): string;
  readonly auditLog: () => string;
  /** Starts kube-vip with this manifest, as the kubelet would; what it prints goes to `output`. */
  startVip(manifest: string): { readonly output: () => string; stop(): Promise<void> };
  /** What answers for the API at this address, asked from beyond the cable. */
  answerAt(address: string): Promise<Ran>;
  /** Addresses of the blade's NIC. */
  addresses(): string;
  stop(): Promise<void>;
}

const program = (name: ProgramName, words: readonly string[], environment: NodeJS.ProcessEnv = {}): string =>
  execFileSync(cachedCommand(name), words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });

/** The blade's files below `directory`, with every path in them leading there. */
function layOut(directory: string, { files }: KubeadmNode): string {
  const moved = (text: string) => places.reduce((all, place) => all.replaceAll(place, join(directory, place)), text);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), moved(text));
  }
  const config = join(directory, files[0]!.path);
  const pki = `certificatesDir: ${join(directory, '/etc/kubernetes/pki')}\nclusterName`;
  writeFileSync(config, readFileSync(config, 'utf8').replace('clusterName', pki));
  return config;
}

/** Certificates, the administrators' files, and static pods: what `kubeadm init` makes before it starts a kubelet. */
function prepare(directory: string, config: string): (pod: string) => string[] {
  const phase = (...words: string[]) =>
    program('kubeadm', ['init', 'phase', ...words, '--config', config], { KUBEADM_INIT_DRYRUN_DIR: join(directory, 'pods') });
  mkdirSync(join(directory, 'pods'));
  phase('certs', 'all');
  for (const who of ['admin', 'super-admin']) phase('kubeconfig', who, '--kubeconfig-dir', join(directory, '/etc/kubernetes'));
  phase('etcd', 'local', '--dry-run');
  phase('control-plane', 'apiserver', '--dry-run');
  mkdirSync(join(directory, '/var/log/kubernetes/audit'), { recursive: true });
  return (pod) => parse(readFileSync(join(directory, 'pods', `${pod}.yaml`), 'utf8')).spec.containers[0].command.slice(1);
}

function wire(blade: Namespace, outside: Namespace, { address }: PlannedBlade): void {
  cable({ namespace: blade, device: nic, address: `${address}/24` }, { namespace: outside, device: 'out0', address: '10.20.30.242/24' });
}

interface VipPod {
  readonly spec: {
    readonly containers: readonly [
      { readonly args: string[]; readonly env: readonly { readonly name: string; readonly value?: string }[] },
    ];
    readonly volumes: readonly [{ readonly hostPath: { readonly path: string } }];
    readonly hostAliases: readonly [{ readonly ip: string; readonly hostnames: readonly string[] }];
  };
}

/** What its container would see of /etc: the file that it is given as admin.conf, and the host alias. */
function vipScript(directory: string, { spec }: VipPod): string {
  const [overlay, alias] = [join(directory, 'overlay'), spec.hostAliases[0]];
  const layers = `lowerdir=/etc,upperdir=${overlay}/upper,workdir=${overlay}/work`;
  rmSync(overlay, { recursive: true, force: true });
  for (const layer of ['upper/kubernetes', 'work']) mkdirSync(join(overlay, layer), { recursive: true });
  writeFileSync(join(overlay, 'upper/kubernetes/admin.conf'), readFileSync(join(directory, spec.volumes[0].hostPath.path)));
  writeFileSync(join(overlay, 'upper/hosts'), `${alias.ip} ${alias.hostnames.join(' ')}\n`);
  return `mount -t overlay overlay -o ${layers} /etc && exec ${cachedCommand('kube-vip')} ${spec.containers[0].args.join(' ')}`;
}

export async function startControlPlane(cluster: Cluster): Promise<ControlPlaneStage> {
  const [blade] = cluster.blades as [PlannedBlade];
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-control-plane-'));
  const [inside, outside] = [makeNamespace('cp'), makeNamespace('out')];
  const stop = async () => {
    await inside.remove();
    await outside.remove();
    rmSync(directory, { recursive: true, force: true });
  };
  const pki = (name: string) => join(directory, '/etc/kubernetes/pki/etcd', name);
  const start = (name: ProgramName, flags: readonly string[]) => {
    const child = inside.start(cachedCommand(name), flags);
    for (const stream of [child.stdout, child.stderr]) stream?.resume();
  };
  const kubectl: ControlPlaneStage['kubectl'] = (who, ...words) => {
    const file = join(directory, `/etc/kubernetes/${who}.conf`);
    return inside.run(cachedCommand('kubectl'), ['--kubeconfig', file, '--server', `https://${blade.address}:6443`, ...words], 60);
  };
  try {
    wire(inside, outside, blade);
    const flagsOf = prepare(directory, layOut(directory, kubeadmNode(blade, cluster)));
    start('etcd', flagsOf('etcd'));
    start('kube-apiserver', flagsOf('kube-apiserver'));
    await until(
      'the API server is ready',
      async () => (await kubectl('super-admin', 'get', '--raw', '/readyz')).output === 'ok',
      startSeconds,
    );
  } catch (reason) {
    await stop();
    throw reason;
  }
  return {
    kubectl,
    stop,
    auditLog: () => readFileSync(join(directory, '/var/log/kubernetes/audit/audit.log'), 'utf8'),
    stored(key) {
      const trust = ['--cacert', pki('ca.crt'), '--cert', pki('server.crt'), '--key', pki('server.key')];
      const words = ['netns', 'exec', inside.name, cachedCommand('etcdctl'), ...trust, 'get', key, '--print-value-only'];
      return execFileSync('ip', words, { encoding: 'latin1' });
    },
    startVip(manifest) {
      const pod = parse(manifest.replace(vipInterfaceMark, nic)) as VipPod;
      const environment = pod.spec.containers[0].env.map(({ name, value = blade.hostname }) => `${name}=${value}`);
      const child = inside.start('unshare', ['-m', 'env', ...environment, 'sh', '-c', vipScript(directory, pod)]);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
      return {
        output: () => output,
        async stop() {
          child.kill('SIGTERM');
          await until('kube-vip has ended', () => child.exitCode !== null || child.signalCode !== null);
        },
      };
    },
    answerAt: (address) => outside.run('curl', ['-sk', '--max-time', '5', `https://${address}:6443/readyz`]),
    addresses: () => inside.ip('-brief', 'address', 'show', nic),
  };
}
