// The laptop cluster's machine, for the appliance and the command line.

export { apiUrl, bladeOf, machineOf, notForVm, portInside, vmOf } from './machine.ts';
export { type LaptopOptions, type LaptopParts, laptopParts, type Reached, reachedAt } from './parts.ts';
