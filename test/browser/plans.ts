// Plan files as a technician brings them along, and the page opened at one of them.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import { planText } from '../../services/app/demo/rack.ts';
import type { Practice } from './practice.ts';

/** A practice plan of so many blades, 16 in a chassis, that can be armed as it is; with these fields changed. */
export const planOf = (blades: number, fields: Readonly<Record<string, unknown>> = {}): string =>
  stringify({ ...parse(planText(blades)), bundle: 'practice', ...fields });

/** Into `directory`, the laptop's own unless given; gives its path. */
export function keepPlan({ planDirectory }: Practice, file: string, text: string | Uint8Array, directory = planDirectory): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, file);
  writeFileSync(path, text);
  return path;
}

export const planAt = (path: string) => parse(readFileSync(path, 'utf8'));

/** The page at a place of its own: `wizard/slots`. */
export const addressOf = (url: string, place: string, path?: string): string =>
  `${url}#/${place}${path ? `?${new URLSearchParams({ plan: path })}` : ''}`;

/** What a technician has on the clipboard, from another program. */
export async function hasCopied(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
}
