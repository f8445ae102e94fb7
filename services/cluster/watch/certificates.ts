// Until when the certificates of the cluster hold, those that end its work when they end.
//
// Seen are the administrator's and the authorities', which lie here, and by a handshake those that the API servers and the members of etcd show.
// The client certificates beside them (of the API server for etcd and kubelets, front-proxy, the managers' files) show themselves to nobody here:
// kubeadm makes them in the same minute and for the same time. Kubelets renew their own, and the API server asks no authority about what they show.

import type { SeenCertificate } from '../../domain/cluster/events.ts';
import { apiPort } from '../../domain/kubernetes/endpoint.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { expiryOf } from '../../platform/served-certificate.ts';
import type { OwnCertificates, WatchOptions } from './options.ts';

/** kubeadm's names of them (`kubeadm certs check-expiration`), and where they are shown; etcd's ports are its own (2379 for clients, 2380 for members). */
const shown = [
  { name: 'apiserver', port: apiPort, authority: 'cluster' },
  { name: 'etcd-server', port: 2379, authority: 'etcd' },
  { name: 'etcd-peer', port: 2380, authority: 'etcd' },
] as const satisfies readonly { readonly name: string; readonly port: number; readonly authority: keyof OwnCertificates }[];

/** Milliseconds for a handshake with a slow blade. */
const patience = 10_000;

export const ownCertificates = ({ administrator, cluster, frontProxy, etcd }: OwnCertificates): SeenCertificate[] => [
  { name: 'admin', expires: expiryOf(administrator) },
  { name: 'ca', expires: expiryOf(cluster) },
  { name: 'front-proxy-ca', expires: expiryOf(frontProxy) },
  { name: 'etcd-ca', expires: expiryOf(etcd) },
];

/** Those of one control-plane blade; what it does not show now is as it was `known`. */
async function shownBy(
  { slot, address }: PlannedBlade,
  { certificates, servedUntil }: Pick<WatchOptions, 'certificates' | 'servedUntil'>,
  known: readonly SeenCertificate[],
): Promise<SeenCertificate[]> {
  const looked = await Promise.all(
    shown.map(async ({ name, port, authority }) => {
      const expires = await servedUntil({ address, port, authority: certificates[authority], patience });
      return expires === undefined ? known.find((one) => one.slot === slot && one.name === name) : { name, slot, expires };
    }),
  );
  return looked.filter((one) => one !== undefined);
}

export async function certificatesOf(
  blades: readonly PlannedBlade[],
  options: Pick<WatchOptions, 'certificates' | 'servedUntil'>,
  known: readonly SeenCertificate[],
): Promise<SeenCertificate[]> {
  const controlPlane = blades.filter(({ role }) => role === 'control-plane');
  const served = await Promise.all(controlPlane.map((blade) => shownBy(blade, options, known)));
  return [...ownCertificates(options.certificates), ...served.flat()];
}
