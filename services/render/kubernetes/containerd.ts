// containerd as the kubelet wants it: cgroups by systemd, the sandbox image that the bundle carries, plugins in a place that can be written.

import type { Plan } from '../../domain/plan/plan.ts';
import type { NodeSystem } from '../family/family.ts';
import { modes, type SystemParts } from '../system/parts.ts';
import { mirrorFiles, proxyDropin, registriesDirectory } from './mirrors.ts';

/** Where containerd listens on every family, and kubeadm looks. */
export const containerdSocket = '/run/containerd/containerd.sock';
/** /usr cannot be written. */
export const cniDirectory = '/opt/cni/bin';

/** Only where there are mirrors: a directory that lacks a registry leaves it as it is. */
const registries = `
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${registriesDirectory}"
`;

/** Version 2 is read by containerd 1.3 and later, and translated by 2.x. References have no quotes or backslashes. */
const settings = (sandbox: string | undefined, selinux: boolean, mirrored: boolean): string => `version = 2

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
${mirrored ? registries : ''}`;

/** The service is enabled, reads settings of ours, and fetches as the plan says once the laptop is gone. */
export function containerdParts({ containerd, selinux }: NodeSystem, sandbox: string | undefined, plan: Plan): SystemParts {
  const [own] = containerd.units ?? [];
  const mirrors = mirrorFiles(plan);
  const proxy = proxyDropin(plan);
  const dropins = [...(own?.dropins ?? []), ...(proxy ? [proxy] : [])];
  return {
    files: [
      { path: '/etc/containerd/config.toml', mode: modes.readable, text: settings(sandbox, selinux, mirrors.length > 0) },
      ...mirrors,
    ],
    units: [{ name: 'containerd.service', enabled: true, ...own, ...(dropins.length > 0 ? { dropins } : {}) }],
  };
}
