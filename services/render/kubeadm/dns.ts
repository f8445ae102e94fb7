// CoreDNS in a rack where nobody answers for names outside of the cluster.

import { clusterDomain } from '../../domain/kubernetes/endpoint.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { yamlOf } from './documents.ts';

/** kubeadm's own (1.37) without `forward`, and so without the `loop` that it needs. */
const corefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes ${clusterDomain} in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    cache 30
    reload
    loadbalance
}
`;

/**
 * What takes the place of kubeadm's settings where the plan has no resolver. A node then has none either, CoreDNS takes itself for the one to
 * ask, finds the loop and ends, over and over. Undefined with a resolver: kubeadm's are right.
 */
export const dnsManifest = ({ network }: Plan): string | undefined =>
  network.dns.length > 0
    ? undefined
    : yamlOf({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'coredns', namespace: 'kube-system' },
        data: { Corefile: corefile },
      });
