// How to go on with the cluster: the commands that are right for one that kubeadm made.

import { firstBlade } from '../../../domain/kubernetes/endpoint.ts';
import { usualNodePorts } from '../../../domain/network/propose.ts';
import type { Piece } from './markup.ts';
import { commands, paragraph, type Section, sentences } from './parts.ts';
import type { Telling } from './telling.ts';

/** Beside the report. */
export const kubectl = 'kubectl --kubeconfig kubeconfig';

/** Whoever logs in on an installed system. */
const user = 'core';
/** Root's own search path lacks where a system that cannot be written keeps programs of others. */
const searchPath = 'PATH=$PATH:/opt/bin:/usr/local/bin';

/** `ssh core@10.20.30.40` */
export const loginTo = (address: string, { forwardedSsh }: Pick<Telling, 'forwardedSsh'>): string =>
  forwardedSsh === undefined ? `ssh ${user}@${address}` : `ssh -p ${forwardedSsh} ${user}@127.0.0.1`;

/** A root shell on a blade, where kubeadm is found. */
export const onBlade = (login: string): readonly string[] => [login, 'sudo -i', searchPath];

/** As kubeadm's etcd pod has its certificates; the directory of the data is the only one that it shares with its node. */
const pki = '/etc/kubernetes/pki/etcd';
const etcdctl = (host: string, words: string): readonly string[] => [
  `${kubectl} -n kube-system exec etcd-${host} -- etcdctl \\`,
  `  --endpoints=https://127.0.0.1:2379 --cacert=${pki}/ca.crt \\`,
  `  --cert=${pki}/server.crt --key=${pki}/server.key \\`,
  `  ${words}`,
];
const copy = '/var/lib/etcd/copy.db';

const backup = (host: string, login: string): readonly string[] => [
  ...etcdctl(host, `snapshot save ${copy}`),
  `${login} sudo cat ${copy} > etcd-$(date +%F).db`,
  `${login} sudo rm ${copy}`,
];

function moreBlades({ say, plan, isOnRack }: Telling, login: string): Piece {
  if (!isOnRack) return undefined;
  return [
    commands(say.goOn.worker, ...onBlade(login), 'kubeadm token create --print-join-command'),
    sentences(say, say.goOn.workerMore),
    sentences(say, say.goOn.nodePorts(plan.network.nodePorts ?? usualNodePorts)),
  ];
}

export function goOnSection(telling: Telling): Section {
  const { say, plan, rows } = telling;
  const { hostname, address } = firstBlade(rows.map(({ planned }) => planned));
  const login = loginTo(address, telling);
  const { encryptSecrets, audit } = plan.kubernetes ?? {};
  const body = [
    paragraph(say.goOn.intro),
    commands(say.goOn.look, `${kubectl} get nodes -o wide`, `${kubectl} get pods -A -o wide`, `${kubectl} get --raw '/readyz?verbose'`),
    commands(say.goOn.etcd, ...etcdctl(hostname, 'endpoint health --cluster')),
    commands(say.goOn.backup, ...backup(hostname, login)),
    sentences(say, say.goOn.backupMore(hostname), encryptSecrets && say.goOn.backupKey),
    moreBlades(telling, login),
    audit && paragraph(say.goOn.log),
  ];
  return { id: 'go-on', title: say.goOn.title, body: body.filter((piece) => piece !== false) };
}
