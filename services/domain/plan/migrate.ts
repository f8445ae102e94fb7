// The versions of the plan format: one schema each, and one step up from each to the next.

import type { z } from 'zod';
import { isMap } from './schema.ts';
import { planV1 } from './v1.ts';

interface Version {
  readonly schema: z.ZodType;
  /** A plan of this version as one of the next; the newest stays as it is. */
  readonly up: (plan: unknown) => unknown;
}

/** Version n stands at n − 1. */
const versions: readonly Version[] = [{ schema: planV1, up: (plan) => plan }];

export const newestNumber = versions.length;

/** As a plan's apiVersion says it: `rackstrap/v1`. */
export const versionName = (number: number): string => `rackstrap/v${number}`;

/** How a plan's apiVersion is to be taken. */
export type FoundVersion =
  | { readonly kind: 'known'; readonly number: number }
  | { readonly kind: 'too-new'; readonly apiVersion: string }
  | { readonly kind: 'unknown' };

export function versionOf(data: unknown): FoundVersion {
  const apiVersion = isMap(data) ? data.apiVersion : undefined;
  const [, digits] = typeof apiVersion === 'string' ? (/^rackstrap\/v([1-9]\d{0,5})$/.exec(apiVersion) ?? []) : [];
  if (digits === undefined) return { kind: 'unknown' };
  const number = Number(digits);
  return number <= newestNumber ? { kind: 'known', number } : { kind: 'too-new', apiVersion: String(apiVersion) };
}

export const schemaOf = (number: number): z.ZodType => versions[number - 1]!.schema;

/** A valid plan of version `number`, brought up to the newest. */
export const toNewest = (plan: unknown, number: number): unknown => versions.slice(number - 1).reduce((older, { up }) => up(older), plan);
