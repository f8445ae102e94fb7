// A state as a shape of its own: told apart in grey, on paper, from two metres, and by every kind of eye.

import type { BladeState } from './state.ts';

/** A path on 16 × 16: filled, drawn as a ring, or cut out of what lies below it. */
export interface ShapePart {
  readonly part: 'fill' | 'ring' | 'cut';
  readonly path: string;
}

const fill = (path: string): ShapePart => ({ part: 'fill', path });
const ring = (path: string): ShapePart => ({ part: 'ring', path });
const cut = (path: string): ShapePart => ({ part: 'cut', path });

/** Around the middle, as a path draws it: two halves. */
const circle = (radius: number): string =>
  `M${8 - radius} 8a${radius} ${radius} 0 1 1 ${2 * radius} 0a${radius} ${radius} 0 1 1 ${-2 * radius} 0z`;

/** Each has another outline: octagon, square, diamond, triangle, ring, disc, barred ring. */
export const stateShapes: Readonly<Record<BladeState, readonly ShapePart[]>> = {
  failed: [fill('M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z'), cut('M5 5l6 6M11 5l-6 6')],
  held: [
    fill('M2.5 1h11a1.5 1.5 0 0 1 1.5 1.5v11a1.5 1.5 0 0 1-1.5 1.5h-11a1.5 1.5 0 0 1-1.5-1.5v-11a1.5 1.5 0 0 1 1.5-1.5z'),
    cut('M5.8 4.5v7M10.2 4.5v7'),
  ],
  silent: [fill('M8 0l8 8-8 8-8-8z'), cut('M8 3.8v5M8 11.2v.6')],
  working: [fill('M2.5 1l12 7-12 7z')],
  waiting: [ring(circle(6))],
  done: [fill(circle(8)), cut('M4 8.4l2.8 2.8L12 5.6')],
  excluded: [ring(circle(6.5)), ring('M3.4 12.6l9.2-9.2')],
};
