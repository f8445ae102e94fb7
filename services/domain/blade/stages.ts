// The stages of a blade, in order. Each is reached only on evidence from the blade itself.

export const stages = [
  'waiting', // planned, nothing heard
  'dhcp', // its firmware asked for an address
  'loader', // it asked for the loader
  'script', // iPXE or PXELINUX asked for its script
  'kernel', // it asked for the kernel
  'config', // its live system asked for its Ignition config
  'installing', // its agent was given the go and writes the disk
  'rebooting', // its agent said that the disk is written
  'booted', // the installed system called home from its own address
  'joining',
  'ready',
  'sealed',
] as const;

export type Stage = (typeof stages)[number];

/** Below zero when `one` comes before `other`. */
export const compareStages = (one: Stage, other: Stage): number => stages.indexOf(one) - stages.indexOf(other);
