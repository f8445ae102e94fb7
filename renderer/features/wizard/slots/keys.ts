// What a key means in the grid of slots: plain data, so that every key can be read here and tested.

import type { Move } from './geometry.ts';

export type Brush = 'control-plane' | 'worker' | 'none';

export type KeyAction =
  | { readonly kind: 'move'; readonly move: Move; readonly extend: boolean }
  /** Opens the MAC editor; with the character that was typed, or on what is there. */
  | { readonly kind: 'edit'; readonly typed?: string }
  | { readonly kind: 'paint'; readonly brush?: Brush }
  | { readonly kind: 'empty' | 'chassis' | 'undo' | 'redo' | 'fill' | 'give-up' | 'brush' };

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'home',
  End: 'end',
};

const withControl: Readonly<Record<string, KeyAction>> = {
  a: { kind: 'chassis' },
  d: { kind: 'fill' },
  y: { kind: 'redo' },
};

const brushes: Readonly<Record<string, Brush>> = { c: 'control-plane', w: 'worker', x: 'none' };

function controlled(key: string, shiftKey: boolean): KeyAction | undefined {
  if (key === 'Home' || key === 'End') return { kind: 'move', move: key === 'Home' ? 'first' : 'last', extend: shiftKey };
  if (key.toLowerCase() === 'z') return { kind: shiftKey ? 'redo' : 'undo' };
  return withControl[key.toLowerCase()];
}

/** With a brush in hand the letters are roles; without, hexadecimal digits are a MAC address, as a barcode reader types one. */
function letter(key: string, painting: boolean): KeyAction | undefined {
  if (painting && brushes[key.toLowerCase()]) return { kind: 'paint', brush: brushes[key.toLowerCase()]! };
  if (key.toLowerCase() === 'p') return { kind: 'brush' };
  if (painting) return key === ' ' ? { kind: 'paint' } : undefined;
  return /^[0-9a-f]$/i.test(key) ? { kind: 'edit', typed: key } : undefined;
}

/** Undefined for keys that are not the grid's: Tab goes on to the next part of the page, copy and paste are the clipboard's own events. */
export function keyAction({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed, painting: boolean): KeyAction | undefined {
  if (ctrlKey || metaKey) return altKey ? undefined : controlled(key, shiftKey);
  if (altKey) return brushes[key.toLowerCase()] ? { kind: 'paint', brush: brushes[key.toLowerCase()]! } : undefined;
  if (moves[key]) return { kind: 'move', move: moves[key], extend: shiftKey };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'empty' };
  if (key === 'Escape') return { kind: 'give-up' };
  if (key === 'Enter' || key === 'F2') return painting && key === 'Enter' ? { kind: 'paint' } : { kind: 'edit' };
  return letter(key, painting);
}
