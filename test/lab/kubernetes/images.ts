// The images of the lab's cluster: the real programs, at the paths, with the entry points and by the users that their projects' own images have.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { agnhostImage } from '../../../services/domain/kubernetes/images.ts';
import { builtCommand } from './build.ts';
import type { Entry, Layer } from './layer.ts';
import type { Image, Settings } from './layout.ts';
import { pauseProgram } from './pause.ts';
import type { ProgramName } from './programs.ts';
import { versions } from './versions.ts';

/** Users by name, as every image has them that is made from nothing. */
const people: Layer = [
  {
    path: 'etc/passwd',
    text: 'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  },
  { path: 'etc/group', text: 'root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n' },
];

const program = async (name: ProgramName, path: string, capabilities?: string): Promise<Entry> => ({
  path,
  program: await builtCommand(name),
  ...(capabilities ? { capabilities } : {}),
});

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const apache = 'Apache-2.0';
/** With programs of Debian beside it. */
const mixed = `${apache} AND GPL-2.0-or-later`;

const image = (reference: string, layers: readonly Layer[], settings: Settings, licence = apache): Image => ({
  reference,
  layers,
  settings: { Env: [path], WorkingDir: '/', Labels: { 'org.opencontainers.image.licenses': licence }, ...settings },
});

/** Below 1024 without being root: their containers add the capability and forbid to gain any, so the file has to have it. */
const lowPorts = 'cap_net_bind_service=+ep';

/** kubernetes/build/server-image */
async function controlPlane(): Promise<Image[]> {
  const runner: Layer = [await program('go-runner', 'go-runner')];
  const one = async (name: ProgramName, capabilities?: string) =>
    image(
      `registry.k8s.io/${name}:v${versions.kubernetes}`,
      [people, runner, [await program(name, `usr/local/bin/${name}`, capabilities)]],
      { Entrypoint: ['/go-runner'] },
    );
  return [await one('kube-apiserver', lowPorts), await one('kube-controller-manager'), await one('kube-scheduler')];
}

/** `tools` is a tree with what these two call. */
async function networking(tools: Layer): Promise<Image[]> {
  const proxy: Layer = [await program('kube-proxy', 'usr/local/bin/kube-proxy')];
  const flannel: Layer = [await program('flanneld', 'opt/bin/flanneld'), await program('install-conf', 'opt/bin/install-conf')];
  const plugin: Layer = [await program('flannel', 'flannel')];
  const { kubernetes, flannel: version, flannelCniPlugin } = versions;
  return [
    image(`registry.k8s.io/kube-proxy:v${kubernetes}`, [people, tools, proxy], {}, mixed),
    image(`ghcr.io/flannel-io/flannel:v${version}`, [people, tools, flannel], { Entrypoint: ['/opt/bin/flanneld'] }, mixed),
    // Its manifest calls `cp`.
    image(`ghcr.io/flannel-io/flannel-cni-plugin:v${flannelCniPlugin}`, [people, tools, plugin], {}, mixed),
  ];
}

async function others(): Promise<Image[]> {
  const etcd: Layer = [await program('etcd', 'usr/local/bin/etcd'), await program('etcdctl', 'usr/local/bin/etcdctl')];
  const coredns: Layer = [await program('coredns', 'coredns', lowPorts)];
  const pause: Layer = [{ path: 'pause', program: await pauseProgram() }];
  const vip: Layer = [await program('kube-vip', 'kube-vip')];
  return [
    image(`registry.k8s.io/etcd:${versions.etcd}-0`, [people, etcd], {}),
    image(`registry.k8s.io/coredns/coredns:v${versions.coredns}`, [people, coredns], { Entrypoint: ['/coredns'], User: 'nonroot:nonroot' }),
    image(`registry.k8s.io/pause:${versions.pause}`, [pause], { Entrypoint: ['/pause'], User: '65535:65535' }),
    image(`ghcr.io/kube-vip/kube-vip:v${versions.kubeVip}`, [vip], { Entrypoint: ['/kube-vip'] }),
  ];
}

/** Every program of it by its name, as the system has them that the published image is made on. */
function busybox(tools: string): Layer {
  const program = join(tools, 'bin/busybox');
  const names = execFileSync(program, ['--list'], { encoding: 'utf8' }).trim().split('\n');
  const links = names.filter((name) => name !== 'busybox').map((name) => ({ path: `bin/${name}`, link: 'busybox' }));
  return [{ path: 'bin/busybox', program }, ...links];
}

/** test/images/agnhost of Kubernetes, with a shell and its kin and without the data of tests that nobody runs here. */
async function testImage(tools: string): Promise<Image> {
  const own: Layer = [await program('agnhost', 'agnhost')];
  const settings = { Entrypoint: ['/agnhost'], Cmd: ['pause'] };
  return image(agnhostImage(versions.agnhost), [people, busybox(tools), own], settings, mixed);
}

/** Its Dockerfile. */
async function metricsServer(): Promise<Image> {
  const own: Layer = [await program('metrics-server', 'metrics-server')];
  const settings = { Entrypoint: ['/metrics-server'], User: '65534' };
  return image(`registry.k8s.io/metrics-server/metrics-server:v${versions.metricsServer}`, [people, own], settings);
}

/** Every image that kubeadm, flannel, the VIP, the add-ons and the acceptance test name; `tools` is the tree of what kube-proxy and flannel call. Builds the programs that are not in the cache. */
export const clusterImages = async (tools: string): Promise<Image[]> => [
  ...(await controlPlane()),
  ...(await networking({ tree: tools })),
  ...(await others()),
  await metricsServer(),
  await testImage(tools),
];
