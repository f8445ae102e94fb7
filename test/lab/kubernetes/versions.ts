// The versions of everything that the lab's cluster is made of: the newest whose Go modules the proxy hands out.

export const versions = {
  /** Its own images follow it; those of etcd, CoreDNS and pause are what its kubeadm lists. */
  kubernetes: '1.37.1',
  etcd: '3.7.0',
  coredns: '1.14.6',
  pause: '3.10.2',
  flannel: '0.28.10',
  /** As flannel's manifest names it. */
  flannelCniPlugin: '1.9.1-flannel3',
  cniPlugins: '1.9.1',
  kubeVip: '1.2.2',
  metricsServer: '0.9.0',
  /** As this Kubernetes' own tests name it. */
  agnhost: '2.66.1',
} as const;
