// What can keep a bundle from fitting a plan, or its parts from fitting each other.

export const bundleFitProblems = {
  'bundle-none-of-name': [
    'There is no bundle {bundle}: neither a directory of that path nor, in {directory}, a bundle of that name.',
    'Check the path, or import the bundle first.',
  ],
  // the operating system
  'os-live-mixed': [
    'The live system for {arch} blades is put together from different releases: {parts}. It does not start.',
    'Build the bundle again with all of one release.',
  ],
  'os-image-other': [
    'For {arch} blades the live system is of release {live} and the image of release {image}: release {live} installs what it does not know.',
    'Build the bundle again with both of one release, unless this is meant.',
  ],
  'signing-key-newer': [
    'The image is signed by {image}, made after the live system, which knows {live}: its own installer, run by hand, refuses the image.',
    'Rackstrap installs it all the same, by its SHA-256. Put the signing key into the bundle when it is built again.',
  ],
  'ignition-too-old': [
    'The system in the bundle has Ignition {ignition}, which takes configs up to {takes}; they are written as {written}.',
    'Choose a bundle with a newer release.',
  ],
  'secure-boot-os-unsigned': [
    'With Secure Boot on, firmware starts the signed loader and then refuses the kernel of {os}: it is not signed with a key that firmware knows.',
    'Turn Secure Boot off in the firmware of these blades, or put the key that signs {os} into it (db) before they are installed.',
  ],
  // the cluster
  'kubernetes-absent': [
    'The plan brings up Kubernetes, and the bundle {bundle} carries none.',
    'Choose a bundle that does, or take kubernetes out of the plan to install the operating system only.',
  ],
  'cluster-part-absent': [
    'The bundle {bundle} carries no {part} for {arch} blades, which is needed for {need}.',
    'Build the bundle again with it, or choose another bundle.',
  ],
  'kubernetes-version-other': [
    'The plan asks for Kubernetes {wanted}; the bundle {bundle} carries {found}.',
    'Write {found} into the plan, or choose a bundle with {wanted}.',
  ],
  'kubernetes-too-old': [
    'Kubernetes {version} is older than {oldest}, the oldest that Rackstrap brings up.',
    'Build the bundle with a version from {oldest} to {newest}.',
  ],
  'kubernetes-too-new': [
    'Kubernetes {version} is newer than this Rackstrap, which knows {oldest} to {newest}: it may want to be set up differently.',
    'Use a newer Rackstrap, or build the bundle with a version from {oldest} to {newest}.',
  ],
  'kubernetes-skew': [
    '{program} {version} does not work with a control plane of Kubernetes {kubernetes}.',
    'Build the bundle again with all programs of one version.',
  ],
  'kubernetes-needs-cgroup2': [
    'Kubernetes {kubernetes} does not start on {family}, which has cgroup version 1.',
    'Choose a bundle with another operating system, or with Kubernetes before 1.35.',
  ],
  'containerd-refused': [
    'Kubernetes {kubernetes} does not work with containerd {containerd} of the system in the bundle.',
    'Choose a newer release of the operating system, with containerd 2, or an older Kubernetes.',
  ],
  'containerd-untested': [
    'Kubernetes {kubernetes} is not tested with containerd {containerd} of the system in the bundle, but with {wanted} or newer of each.',
    'Prefer a newer release of the operating system when the bundle is built again.',
  ],
  'containerd-ended': [
    'containerd {containerd} of the system in the bundle gets no security fixes since {ends}, before the bundle was built.',
    'Prefer a newer release of the operating system when the bundle is built again.',
  ],
  'sandbox-image-absent': [
    'containerd {containerd} starts every pod with {image}, which the bundle does not carry; another one is named to it in its configuration.',
    'Nothing has to be done. Whoever replaces that configuration has to name an image that is carried.',
  ],
  // room
  'laptop-space-small': [
    'The bundle takes {needed} on this laptop when it is imported, and {free} are free in {directory}.',
    'Free some space before the import, or use the bundle from where it lies.',
  ],
  'disk-rule-small': [
    'The rule takes disks of at most {largest} GiB, and about {needed} GiB are written to each.',
    'Allow larger disks, or check that what is carried really fits.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
