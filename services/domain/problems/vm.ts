// What can keep the virtual machine of a laptop cluster from running, in words for whoever sits at that laptop.

export const vmProblems = {
  'vm-program-missing': [
    '{program} is not on this laptop, and without it there is no virtual machine.',
    'Install QEMU ({command}) and try again.',
  ],
  'vm-arch': [
    'The virtual machine of a laptop is an amd64 machine, and the plan wants {arch}.',
    'Write arch: amd64 into the plan, with a bundle for it. A laptop with another processor emulates that, slowly.',
  ],
  'vm-memory': [
    'The virtual machine needs {needs} MiB of memory, and {has} MiB is what this laptop can give.',
    'Use a laptop with more memory, or a bundle with a smaller image.',
  ],
  'vm-memory-wanted': [
    'The virtual machine cannot have {wanted} MiB of memory.',
    'Choose from {least} to {most} MiB: less is not enough for a node, and more this laptop does not have.',
  ],
  'vm-disk': [
    'The virtual machine needs {needs} GB on the disk of {directory}, and {has} GB are free there.',
    'Free some space, or keep the state on another disk (--state).',
  ],
  'vm-subnet': [
    'The subnet {subnet} has no two free addresses for the router and the resolver that QEMU puts into it.',
    'Write a larger subnet, a /24 for example; it exists only inside the virtual machine.',
  ],
  'vm-not-started': ['The virtual machine did not start: {reason}.', 'Look at {log}; correct what it names, then start it again.'],
  'vm-busy': ['The virtual machine is being started or stopped by {holder}.', 'Wait for that, then try again.'],
  'vm-none': [
    'There is no virtual machine of the plan {plan} on this laptop yet.',
    'Install it first: rackstrap provision, with this plan and a bundle.',
  ],
  'vm-other-plan': [
    'The plan {plan} is of the architecture {architecture}: its blades are no virtual machines.',
    'Name a plan of the architecture laptop.',
  ],
  'vm-runs': ['The virtual machine runs.', 'Stop it first: rackstrap vm stop.'],
  'vm-silent': [
    'The virtual machine runs, and QEMU does not answer.',
    'Wait a little. If it stays so, rackstrap vm stop ends it as if its power were cut.',
  ],
  'vm-died': ['The virtual machine ended by itself: {reason}.', 'Look at {log}, then start it again: rackstrap vm start.'],
  'vm-off': ['The virtual machine is off.', 'Start it again: rackstrap vm start.'],
  'vm-paused': [
    'The virtual machine stands still ({status}): QEMU could not go on, most often because the disk of {directory} is full.',
    'Free some space, then stop it and start it again: rackstrap vm stop, rackstrap vm start.',
  ],
  'vm-emulated': [
    'The virtual machine is emulated, many times slower than the laptop: hardware acceleration ({tried}) does not run a system here.',
    'Switch virtualization on in the firmware set-up (Intel VT-x, AMD-V), and let this user use it (on Linux: group kvm). Or be patient.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
