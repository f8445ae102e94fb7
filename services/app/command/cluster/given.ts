// What the options of a command say about a cluster: where it is handed over, and by which kubeconfig a run goes on with one.

import { resolve } from 'node:path';
import { longestAdminDays, usualAdminDays } from '../../../contract/cluster.ts';
import { languages } from '../../../domain/language.ts';
import { problem, Refusal } from '../../../domain/problem.ts';
import type { HandOverTo } from '../../cluster/hand-over.ts';
import { type CommandOptions, numberOption } from '../serving.ts';

/** Throws a Refusal (`handover-not-given`, `option-malformed`). */
export function handOverGiven(options: CommandOptions): HandOverTo {
  const directory = options['hand-over'];
  if (typeof directory !== 'string') throw new Refusal(problem('handover-not-given'));
  const adminDays = numberOption(options, 'admin-days', { least: 1, most: longestAdminDays }) ?? usualAdminDays;
  const given = options.language ?? 'en';
  const language = languages.find((one) => one === given);
  if (!language)
    throw new Refusal(problem('option-malformed', { option: '--language', given: String(given), expected: languages.join(' or ') }));
  return { directory: resolve(directory), adminDays, language };
}
