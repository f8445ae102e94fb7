// What a diagnosis looks at, and how several are asked in their order.

import type { Problem } from '../problem.ts';
import type { Blade, Boot } from './blade.ts';

export interface Look {
  readonly blade: Blade;
  readonly boot: Boot;
  /** How long the blade has not got any further, in milliseconds. */
  readonly waited: number;
}

export type Finding = (look: Look) => Problem | undefined;

/** The first finding of several. */
export const firstOf =
  (...findings: Finding[]): Finding =>
  (look) => {
    for (const finding of findings) {
      const found = finding(look);
      if (found) return found;
    }
  };
