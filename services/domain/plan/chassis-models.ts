// How the slots of a chassis are arranged at its front, by model, so that a drawing looks like what the technician stands before.

export interface ChassisModel {
  readonly name: string;
  /** As a person calls it. */
  readonly title: string;
  /** Slots side by side in a row; rows follow from the number of slots. */
  readonly columns: number;
  /** Whether slot 2 is right of slot 1, or below it. */
  readonly numbering: 'across' | 'down';
  /** As many as the real one has; undefined where it varies. */
  readonly slots?: number;
}

/** Half-height slots where a model has several; numbering as on the chassis' own label. */
export const chassisModels: readonly ChassisModel[] = [
  { name: 'generic', title: 'Chassis', columns: 8, numbering: 'across' },
  { name: 'servers', title: 'Rack servers, one below the other', columns: 1, numbering: 'down' },
  { name: 'hpe-c7000', title: 'HPE BladeSystem c7000', columns: 8, numbering: 'across', slots: 16 },
  { name: 'dell-m1000e', title: 'Dell PowerEdge M1000e', columns: 8, numbering: 'across', slots: 16 },
  { name: 'cisco-5108', title: 'Cisco UCS 5108', columns: 2, numbering: 'across', slots: 8 },
  { name: 'supermicro-14', title: 'Supermicro SuperBlade, 14 blades', columns: 14, numbering: 'across', slots: 14 },
  { name: '2u4n', title: 'Four nodes in two units', columns: 2, numbering: 'across', slots: 4 },
  { name: 'laptop', title: 'This laptop', columns: 1, numbering: 'down', slots: 1 },
];

/** The model of this name; an unknown one is drawn as the generic one. */
export const chassisModel = (name: string): ChassisModel => chassisModels.find((model) => model.name === name) ?? chassisModels[0]!;

/** Row and column of slot `number`, from 1, in a chassis of `slots` slots. */
export function placeOfSlot({ columns, numbering }: ChassisModel, slots: number, number: number): { row: number; column: number } {
  const wide = Math.min(columns, slots);
  const rows = Math.ceil(slots / wide);
  const index = number - 1;
  return numbering === 'across'
    ? { row: Math.floor(index / wide) + 1, column: (index % wide) + 1 }
    : { row: (index % rows) + 1, column: Math.floor(index / rows) + 1 };
}
