// `rackstrap plan export`: a plan in the form that somebody else needs, on standard output.

import { exportForms, exportPlan } from '../../domain/exchange/exports.ts';
import { languages } from '../../domain/language.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import { readPlan } from '../../store/plan-file.ts';
import type { Output } from '../output.ts';
import type { CommandOptions } from './serving.ts';

/** The word behind `--name`, one of these. Throws a Refusal for any other. */
function choice<Word extends string>(options: CommandOptions, name: string, words: readonly Word[], usual?: Word): Word {
  const given = options[name] ?? usual;
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw new Refusal(
    problem('option-malformed', { option: `--${name}`, given: String(given ?? 'nothing'), expected: `one of ${words.join(', ')}` }),
  );
}

/** Only of a plan without errors: a wrong address in a firewall is worse than none. */
export async function printExport(file: string, options: CommandOptions, output: Output): Promise<number> {
  const form = choice(options, 'as', exportForms);
  const language = choice(options, 'language', languages, 'en');
  const { plan } = orRefuse(await readPlan(file));
  output.line(exportPlan(plan, form, language).text.trimEnd());
  return 0;
}
