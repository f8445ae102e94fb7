// containerd as the kubelet wants it: cgroups by systemd, the sandbox image that the bundle carries, plugins in a place that can be written.

import type { NodeSystem } from '../family/family.ts';
import { modes, type SystemParts } from '../system/parts.ts';

/** Where containerd listens on every family, and kubeadm looks. */
export const containerdSocket = '/run/containerd/containerd.sock';
/** /usr cannot be written. */
export const cniDirectory = '/opt/cni/bin';

/** Version 2 is read by containerd 1.3 and later, and translated by 2.x. References have no quotes or backslashes. */
const settings = (sandbox: string | undefined, selinux: boolean): string => `version = 2

[grpc]
  address = "${containerdSocket}"

[plugins."io.containerd.grpc.v1.cri"]
${sandbox ? `  sandbox_image = "${sandbox}"\n` : ''}  enable_selinux = ${selinux}

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${cniDirectory}"
    conf_dir = "/etc/cni/net.d"

  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = true
`;

/** The service is enabled, and reads settings of ours. */
export const containerdParts = ({ containerd, selinux }: NodeSystem, sandbox: string | undefined): SystemParts => {
  const [own] = containerd.units ?? [];
  return {
    files: [{ path: '/etc/containerd/config.toml', mode: modes.readable, text: settings(sandbox, selinux) }],
    units: [{ name: 'containerd.service', enabled: true, ...own }],
  };
};
