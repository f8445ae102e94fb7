// Machines for tests of whatever takes a list: each at a slot of its own, with ports of its own, and whatever else a list may say.

import fc from 'fast-check';
import type { ListedMachine } from '../../services/domain/exchange/machines.ts';

/** Not what people write into a cell that has nothing to say (`na`, `none`): a machine of that name cannot be told from one without. */
const hostname = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/).filter((name) => !/^(na|none|null|nil)$/.test(name));
const labels = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z0-9./-]{0,20}$/),
  fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/),
  {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  },
);
const slot = fc
  .tuple(fc.constantFrom('c1', 'left', 'rack-5-b', 'c10'), fc.integer({ min: 1, max: 40 }))
  .map(([chassis, number]) => `${chassis}/${number}`);

const mac = (machine: number, port: number) => `d0:00:67:00:${machine.toString(16).padStart(2, '0')}:0${port}`;

const machineAt = (place: string, index: number): fc.Arbitrary<ListedMachine> =>
  fc.record(
    {
      line: fc.constant(0),
      slot: fc.constant(place),
      macs: fc.integer({ min: 1, max: 4 }).map((ports) => Array.from({ length: ports }, (_, port) => mac(index, port))),
      ip: fc.ipV4(),
      hostname,
      role: fc.constantFrom('control-plane' as const, 'worker' as const),
      labels,
    },
    { requiredKeys: ['line', 'slot', 'macs'] },
  ) as fc.Arbitrary<ListedMachine>;

export const listedMachines: fc.Arbitrary<ListedMachine[]> = fc
  .uniqueArray(slot, { minLength: 1, maxLength: 20 })
  .chain((slots) => fc.tuple(...slots.map(machineAt)));

/** Lists are compared by what they say, not by where they say it. */
export const withoutLines = (found: readonly ListedMachine[]): ListedMachine[] => found.map((machine) => ({ ...machine, line: 0 }));
