// The kubelet as kubeadm expects it, from the directory where its program may lie.

import type { OsFamily } from '../family/family.ts';
import { modes, type SystemParts } from '../system/parts.ts';

/** kubeadm writes its settings and starts it; before that there is nothing for it to do. */
const service = (program: string): string => `[Unit]
Description=kubelet: the Kubernetes node agent
Documentation=https://kubernetes.io/docs/
Wants=network-online.target
After=network-online.target containerd.service
ConditionPathExists=/var/lib/kubelet/config.yaml
StartLimitIntervalSec=0

[Service]
ExecStart=${program}
Restart=always
RestartSec=10

[Install]
WantedBy=multi-user.target
`;

/** As kubeadm's own packages have it, but for the paths. */
const kubeadmDropin = (program: string): string => `[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
# kubeadm writes this file at init and join.
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=${program} $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`;

export function kubeletParts({ programs }: OsFamily): SystemParts {
  const program = `${programs}/kubelet`;
  const dropins = [{ name: '10-kubeadm.conf', contents: kubeadmDropin(program) }];
  return { units: [{ name: 'kubelet.service', enabled: true, contents: service(program), dropins }] };
}

const modules = '# For containers and the pod network.\noverlay\nbr_netfilter\n';

/** A node that forwards takes no routes from advertisements; ours have static ones. */
const forwarding = (
  sixToo: boolean,
): string => `# For the pod network: what crosses a bridge is seen by the rules, and nodes pass packets on.
net.bridge.bridge-nf-call-iptables = 1
net.bridge.bridge-nf-call-ip6tables = 1
net.ipv4.ip_forward = 1
${sixToo ? 'net.ipv6.conf.all.forwarding = 1\n' : ''}`;

/** What the kernel has to do for pods. */
export const kernelParts = (podsSpeakSix: boolean): SystemParts => ({
  files: [
    { path: '/etc/modules-load.d/10-rackstrap-kubernetes.conf', mode: modes.readable, text: modules },
    { path: '/etc/sysctl.d/90-rackstrap-kubernetes.conf', mode: modes.readable, text: forwarding(podsSpeakSix) },
  ],
});
