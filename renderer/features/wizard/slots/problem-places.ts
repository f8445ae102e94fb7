// The slots and chassis that problems are about, in the order of the rack.

import type { ProblemView } from '../../../../services/contract/index.ts';
import type { Rack } from './rack.ts';

export function placesOf(rack: Rack, problems: readonly ProblemView[]): { readonly slots: string[]; readonly chassis: number[] } {
  const wanted = new Set(problems.map(({ where }) => /^(?:blades|chassis)\[\d+\]/.exec(where ?? '')?.[0]));
  return {
    slots: rack.order.filter((slot) => wanted.has(`blades[${rack.cells[slot]!.blade}]`)),
    chassis: rack.chassis.map(({ index }) => index).filter((index) => wanted.has(`chassis[${index}]`)),
  };
}
