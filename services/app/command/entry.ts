// One command as it is typed: its words, its options, and how many words stand behind it.

import type { parseArgs } from 'node:util';
import type { Wire } from '../appliance.ts';
import type { Output } from '../output.ts';
import type { CommandOptions } from './options.ts';

export interface Command {
  readonly words: readonly string[];
  readonly usage: string;
  readonly options: NonNullable<Parameters<typeof parseArgs>[0]>['options'];
  /** How many words stand behind the command; `many` takes what is left after an option such as --consent-wipe, `any` none too. */
  readonly positionals: number | 'none or one' | 'many' | 'any';
  run(positionals: string[], options: CommandOptions, output: Output, wire?: Wire): Promise<number>;
}

export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;
