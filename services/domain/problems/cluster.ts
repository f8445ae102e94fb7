// What can be wrong with the cluster a plan describes: its roles, its place in the rack, its own ranges. In words for a technician at a rack.

export const clusterProblems = {
  // roles
  'plan-blade-count': [
    'The number of blades for the architecture {architecture} is {allowed}; the plan has {count}.',
    'Add blades or take some out, or choose another architecture.',
  ],
  'plan-control-plane-count': [
    'The number of control-plane blades for the architecture {architecture} is {allowed}; the plan has {count}.',
    'Correct the roles of the blades, or choose another architecture.',
  ],
  'plan-worker-count': [
    'The architecture {architecture} takes {least} to {most} workers; the plan has {count}.',
    'Add workers or take some out, or choose another architecture.',
  ],
  'plan-role-contradicts': [
    'In the architecture {architecture} every blade is {role}; this one is to be {said}.',
    'Take the role out, or choose another architecture.',
  ],
  'plan-etcd-even': [
    '{members} etcd members survive the loss of {mayFail}: no more than {fewer} would, with one more that can fail.',
    'Use {fewer} or {more} of them, or write into etcd.evenReason why it has to be {members}.',
  ],
  'plan-etcd-even-wanted': [
    '{members} etcd members survive the loss of {mayFail}, no more than {fewer} would. The plan gives its reason: {reason}.',
    'Go on with {fewer} or {more} when the reason is gone.',
  ],
  // the address of the control plane
  'plan-vip-missing': [
    'The control plane of the architecture {architecture} is on several blades, and no address leads to whichever of them is up.',
    'Write a free address of the subnet as network.vip.',
  ],
  'plan-vip-useless': ['There is one control-plane blade only: the VIP {vip} has none to move to.', 'Take network.vip out.'],
  'plan-vip-out-of-reach': [
    'Blade {slot} is behind a DHCP relay, so the VIP {vip} can never move to it.',
    'Put all control-plane blades into {subnet}.',
  ],
  // placement
  'plan-chassis-shared': [
    'The control-plane blades {other} and {slot} share the chassis {chassis}: both fail with it.',
    'Give the role to a blade of another chassis, or set placement.controlPlane to anywhere.',
  ],
  // ranges of the cluster
  'plan-range-unaligned': ['{value} does not begin where a network of this length begins.', 'Write {aligned}.'],
  'plan-ranges-same-family': ['{range} and {other} are of one family.', 'Write one network, or one of IPv4 and one of IPv6.'],
  'plan-families-differ': [
    'Pods have {pods} and services {services}: what has only one of the two cannot be reached over the other.',
    'Give both the same families.',
  ],
  'plan-services-family': [
    'The blades have IPv4 addresses, and the API server does not start when the first range of services ({range}) is IPv6.',
    'Write an IPv4 network first; an IPv6 one may follow.',
  ],
  'plan-pod-prefix': [
    'A /{podPrefix} of each node is no usable part of {range}: it has to be from /{shortest} to /{longest}.',
    'Correct network.podPrefix, or choose another range.',
  ],
  'plan-pods-few-nodes': [
    '{range} in parts of /{podPrefix} is enough for {nodes} nodes; the plan has {planned}.',
    'Choose a larger range (a smaller number behind the slash) or smaller parts (a larger network.podPrefix).',
  ],
  'plan-pods-no-growth': [
    '{range} in parts of /{podPrefix} is enough for {nodes} nodes; with {planned} planned there is hardly room for more.',
    'Choose a larger range now: it cannot be changed once the cluster runs.',
  ],
  'plan-services-large': [
    '{range} is too large for services: a /{shortest} is the largest.',
    'Choose a smaller range; a /20 has room for 4094 services.',
  ],
  'plan-services-small': [
    '{range} is too small for services: a /{longest} is the smallest.',
    'Choose a larger range; a /20 has room for 4094 services.',
  ],
  'plan-address-in-range': [
    '{address} is inside {range} at {other}: the cluster would keep what is sent there to itself.',
    'Choose a range that none of your servers is in.',
  ],
  'plan-overlaps-adapter': [
    '{range} overlaps {net}, which this laptop has on its adapter {adapter}.',
    'Unplug or switch off {adapter} (Wi-Fi, dock), or choose another range.',
  ],
  // labels
  'plan-label': [
    '{label} is no label that Kubernetes takes.',
    'Write name or prefix/name and a value, each of letters, digits, hyphens, dots and underscores, at most 63, for example example.org/cabinet: A7.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
