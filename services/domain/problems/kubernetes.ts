// What can be wrong with what a plan asks of its cluster, and with the manifests that a bundle brings for it. In words for a technician at a rack.

export const kubernetesProblems = {
  'plan-label-own': ['The label {key} is set by Kubernetes itself, from the machine or its role.', 'Take it out.'],
  'plan-host-gw-routed': [
    'Blade {slot} is behind a DHCP relay, and host-gw leads pods only to blades of the same network.',
    'Write vxlan, or put all blades into one network.',
  ],
  'plan-mirror-twice': [
    'The mirrors of {registry} stand at {other} already.',
    'Write all its addresses there, in the order they are to be asked.',
  ],
  'plan-proxy-empty': ['The proxy has no address, so it is not used.', 'Write its http or https address, or take it out.'],
  'plan-cni-unproved': [
    'Rackstrap fits the manifest of {cni} to the plan, and none of its own tests has ever brought up a cluster with it.',
    'Try it on machines that may fail before it is relied on, or write flannel.',
  ],
  'plan-flannel-unused': ['The pod network is {cni}: what is written of flannel changes nothing.', 'Take it out.'],
  'cni-manifest-unknown': [
    'The manifest of the pod network {cni} in the bundle is not understood: {reason}.',
    'Use a bundle with a release of {cni} that this Rackstrap knows, or a newer Rackstrap.',
  ],
  'addon-manifest-unreadable': [
    'A manifest of {addon} in the bundle cannot be applied: {reason}.',
    'Build the bundle again with its YAML as kubectl would take it.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
