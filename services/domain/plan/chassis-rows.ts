// Which chassis stand side by side in a drawing: narrow ones share a row, so that a slot is about as wide everywhere.

import { chassisModel } from './chassis-models.ts';

export interface DrawnChassis {
  readonly name: string;
  readonly model: string;
  readonly slots: number;
}

/** Slots side by side that can be read on a screen of 1280 pixels, and on A4 across. */
export const slotsAcross = 8;

export const slotColumns = ({ model, slots }: DrawnChassis): number => Math.min(chassisModel(model).columns, slots);
export const slotRows = (chassis: DrawnChassis): number => Math.ceil(chassis.slots / slotColumns(chassis));

const width = (row: readonly DrawnChassis[]) => row.reduce((sum, chassis) => sum + slotColumns(chassis), 0);

/** In the plan's order; a chassis wider than a row has one to itself. */
export function drawingRows(rack: readonly DrawnChassis[]): readonly (readonly DrawnChassis[])[] {
  const rows: DrawnChassis[][] = [];
  for (const chassis of rack) {
    const row = rows.at(-1);
    if (row && width(row) + slotColumns(chassis) <= slotsAcross) row.push(chassis);
    else rows.push([chassis]);
  }
  return rows;
}
