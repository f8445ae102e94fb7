// What this room offers: the virtual machine of a laptop cluster, and the acceleration that really runs a system here.

export { accelerators, chooseAccelerator } from './accelerator.ts';
export type { PlannedMachine, Started, StartOrder, Status, Stopped } from './machine.ts';
export { type Place, placeOf, type Settings } from './place.ts';
export type { Size } from './size.ts';
export { lastWords } from './start.ts';
export { type Vm, vmAt } from './vm.ts';
export type { BootFrom } from './words.ts';
export { realWorld, type World } from './world.ts';
