// What each blade would be served by a plan and a bundle, for reading: the very documents of a run, but with no secret in them.

import { readBundle } from '../../bundle/index.ts';
import type { CallInput, CallOutput, DocumentView } from '../../contract/index.ts';
import type { TableBlade } from '../../domain/boot-table.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import { renderBootTable } from '../../render/index.ts';
import type { PlanDraft } from '../../store/plan-draft.ts';
import { bladePrograms, httpBaseOf, otherBundle } from '../boot-table.ts';

/** Stands where a run has the token of a blade. */
export const secretMask = 'SECRET-OF-THE-RUN';
const masked = { live: secretMask, installed: secretMask };
const menuType = 'text/plain; charset=utf-8';

/** What is served to a blade by HTTP and by TFTP. */
export const documentsOf = ({ documents, tftp }: TableBlade): DocumentView[] => [
  ...Object.entries(documents).map(([name, { contentType, body }]) => ({ name, contentType, body })),
  ...Object.entries(tftp).map(([name, body]) => ({ name, contentType: menuType, body })),
];

/** Throws a Refusal: `plan-has-errors`, `slot-unknown`, `bundle-unreadable`, `bundle-manifest`. Nothing of the bundle is hashed. */
export async function renderedDocuments(
  { plan, path, problems: found }: PlanDraft,
  { bundle: directory, slots }: Pick<CallInput<'renderPlan'>, 'bundle' | 'slots'>,
  httpPort: number,
): Promise<CallOutput<'renderPlan'>> {
  if (!plan) throw new Refusal(problem('plan-has-errors', { file: path, errors: found.filter(({ level }) => level === 'error').length }));
  const known = plan.blades.map(({ slot }) => slot);
  const unknown = slots.filter((slot) => !known.includes(slot));
  if (unknown.length > 0) throw new Refusal(...unknown.map((slot) => problem('slot-unknown', { slot, known: known.join(' ') })));
  const bundle = orRefuse(await readBundle(directory));
  const { table, report } = renderBootTable({
    plan,
    manifest: bundle.manifest,
    piecesOf: bundle.piecesOf,
    permissions: () => 'armed',
    tokens: () => masked,
    httpBase: httpBaseOf(plan, httpPort),
    revision: 1,
    programs: await bladePrograms(),
  });
  const blades = table.blades
    .filter(({ slot }) => slots.includes(slot))
    .map((blade) => ({ slot: blade.slot, documents: documentsOf(blade) }));
  return { blades, problems: [...otherBundle(plan, bundle), ...bundle.problems, ...report] };
}
