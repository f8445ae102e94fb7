// The address of the control plane that moves between its nodes: kube-vip as a static pod on each of them.

import { apiPort, movingVip } from '../../domain/kubernetes/endpoint.ts';
import { bitsOf, familyOf } from '../../domain/network/address.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Cluster } from './cluster-input.ts';
import { yamlOf } from './documents.ts';
import { patienceOf } from './patience.ts';

/** Where the kubelet finds it. */
export const vipManifestPath = '/etc/kubernetes/manifests/kube-vip.yaml';

/**
 * Stands in the manifest for the interface that has the node's own address, and is replaced by its name at each boot: kernels call a NIC otherwise
 * after an update, and without a name kube-vip takes the NIC of the default route (v1.2.2, cmd/kube-vip.go), which an isolated network has not got.
 */
export const vipInterfaceMark = '@VIP_INTERFACE@';

/**
 * Seconds. A holder whose power is cut loses the address after the lease at the latest, and the next one asks for it once in a retry: within
 * 12 s, with time for etcd to find a leader before the 30 s that a user notices. Shorter ones (5, 3, 1) are lost whenever a slow disk holds etcd up.
 */
const lease = { duration: 10, renewal: 7, retry: 2 };
/** However slow the blades are: twice the time still leaves the 30 s. */
const mostPatience = 2;

const leaseOf = (plan: Plan) => {
  const factor = Math.min(mostPatience, patienceOf(plan));
  return { duration: lease.duration * factor, renewal: lease.renewal * factor, retry: lease.retry * factor };
};

const adminConfig = '/etc/kubernetes/admin.conf';
/** Only on the node that `kubeadm init` runs on. */
const superAdminConfig = '/etc/kubernetes/super-admin.conf';

/**
 * `kubernetes_addr`: its own node's API server, by the name that server's certificate has and the host alias below leads to. The file names the VIP
 * itself as the server, and since 1.2 kube-vip goes there unless told otherwise: it would wait for the address that it is to raise. So a node
 * whose API server is gone loses the address as well.
 */
const environment = (vip: string, { duration, renewal, retry }: typeof lease): Readonly<Record<string, string>> => ({
  vip_arp: 'true',
  port: String(apiPort),
  vip_interface: vipInterfaceMark,
  vip_subnet: String(bitsOf(familyOf(vip))),
  cp_enable: 'true',
  cp_namespace: 'kube-system',
  kubernetes_addr: `https://kubernetes:${apiPort}`,
  vip_leaderelection: 'true',
  vip_leasename: 'plndr-cp-lock',
  vip_leaseduration: String(duration),
  vip_renewdeadline: String(renewal),
  vip_retryperiod: String(retry),
  address: vip,
  // Not for the network: nobody asked for another open port.
  prometheus_server: '127.0.0.1:2112',
});

const nodeName = { name: 'vip_nodename', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } };

/** `File`: until kubeadm has written it the pod waits; without a type the kubelet would make a directory of that name. */
const kubeconfigVolume = (path: string) => ({ name: 'kubeconfig', hostPath: { path, type: 'File' } });

const pod = (vip: string, times: typeof lease, image: string, kubeconfig: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kube-vip', namespace: 'kube-system' },
  spec: {
    containers: [
      {
        name: 'kube-vip',
        image,
        imagePullPolicy: 'IfNotPresent',
        args: ['manager'],
        env: [...Object.entries(environment(vip, times)).map(([name, value]) => ({ name, value })), nodeName],
        securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'], drop: ['ALL'] } },
        volumeMounts: [{ name: 'kubeconfig', mountPath: adminConfig }],
      },
    ],
    hostAliases: [{ ip: '127.0.0.1', hostnames: ['kubernetes'] }],
    hostNetwork: true,
    volumes: [kubeconfigVolume(kubeconfig)],
  },
});

export interface VipManifests {
  /**
   * While `kubeadm init` runs: admin.conf has no rights before the API answers at the VIP, and that needs rights to be raised
   * (kube-vip/kube-vip #684).
   */
  readonly during: string;
  /** On that node from then on, and on all others from the start. */
  readonly lasting: string;
}

/** Both still with `vipInterfaceMark` in them; undefined where no VIP moves. */
export function vipManifests({ plan, vipImage }: Cluster): VipManifests | undefined {
  const vip = movingVip(plan);
  if (!vip) return undefined;
  const times = leaseOf(plan);
  return { during: yamlOf(pod(vip, times, vipImage, superAdminConfig)), lasting: yamlOf(pod(vip, times, vipImage, adminConfig)) };
}
