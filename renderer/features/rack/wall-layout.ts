// How large the cells of the wall can be: as many chassis side by side as gives the largest cell that still lets the whole rack fit.

import { type DrawnChassis, slotColumns, slotRows } from '../../../services/domain/plan/chassis-rows.ts';

export interface WallLayout {
  /** Chassis side by side. */
  readonly across: number;
  /** One slot, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** The chassis' name above its slots, and the room around it and between its cells, in pixels. */
export const chassisHead = 26;
export const chassisGap = 10;
export const cellGap = 2;
/** Wider than twice its height a cell looks like a bar, and higher than this, in pixels, it tells no more. */
const widest = 2;
const highest = 200;

/** What decides whether a cell can be read: the smaller side, with some worth for the other. */
const worth = ({ width, height }: WallLayout) => Math.min(width, height * 1.2);

function layoutWith(across: number, count: number, columns: number, rows: number, room: { width: number; height: number }): WallLayout {
  const down = Math.ceil(count / across);
  const width = (room.width / across - chassisGap) / columns - cellGap;
  const height = Math.min(highest, (room.height / down - chassisHead - chassisGap) / rows - cellGap);
  return { across, width: Math.floor(Math.min(width, height * widest)), height: Math.floor(height) };
}

/** The best of all ways to put these chassis into a room of so many pixels. */
export function wallLayout(chassis: readonly DrawnChassis[], room: { readonly width: number; readonly height: number }): WallLayout {
  const columns = Math.max(1, ...chassis.map(slotColumns));
  const rows = Math.max(1, ...chassis.map(slotRows));
  const count = Math.max(1, chassis.length);
  const ways = Array.from({ length: count }, (_, index) => layoutWith(index + 1, count, columns, rows, room));
  return ways.reduce((best, way) => (worth(way) > worth(best) ? way : best));
}
