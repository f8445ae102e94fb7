// What one program of a booting blade leaves to the next.

import type { VirtualDisk } from './disk.ts';

/** A kernel in memory, about to run. */
export interface Kernel {
  readonly args: string;
  /** Names of the initrds in memory. */
  readonly initrds: readonly string[];
}

/** How a network boot ends. */
export type NetworkEnding =
  | { readonly to: 'kernel'; readonly kernel: Kernel }
  | { readonly to: 'disk'; readonly disk: VirtualDisk }
  /** The firmware's next boot entry. */
  | { readonly to: 'next' }
  | { readonly to: 'reboot' }
  | { readonly to: 'stuck'; readonly why: string };
