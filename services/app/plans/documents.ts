// What each blade would be served by a plan and a bundle, for reading: the very documents of a run, but with no secret in them.

import { readBundle } from '../../bundle/index.ts';
import type { CallInput, CallOutput, DocumentView } from '../../contract/index.ts';
import type { TableBlade } from '../../domain/boot-table.ts';
import { type ClusterSecrets, keyAlgorithms } from '../../domain/kubernetes/secrets.ts';
import type { Role } from '../../domain/plan/v1.ts';
import { orRefuse, problem, Refusal } from '../../domain/problem.ts';
import { type ClusterKeys, renderBootTable } from '../../render/index.ts';
import type { PlanDraft } from '../../store/plan-draft.ts';
import { bladePrograms, httpBaseOf, otherBundle } from '../boot-table.ts';
import { hasCluster } from '../cluster/secrets.ts';

/** Stands where a run has the token of a blade. */
export const secretMask = 'SECRET-OF-THE-RUN';
const masked = { live: secretMask, installed: secretMask };

/** As many files as a run gives, in the same places, with nothing in them. */
async function maskedKeys(): Promise<ClusterKeys> {
  const { filesFor } = await import('../../pki/index.ts');
  const key = { certificate: `${secretMask}\n`, privateKey: `${secretMask}\n` };
  const secrets: ClusterSecrets = {
    clusterName: secretMask,
    keyAlgorithm: keyAlgorithms[0],
    authorities: { cluster: key, frontProxy: key, etcd: key },
    serviceAccount: { privateKey: key.privateKey, publicKey: key.certificate },
    bootstrap: { token: secretMask, lifeSeconds: 86_400 },
    admin: key,
    encryptionKey: secretMask,
  };
  const { bootstrap, keyAlgorithm, encryptionKey } = secrets;
  const files = (role: Role) => filesFor(role, secrets);
  return { bootstrap, keyAlgorithm, encryptionKey, authorityHash: secretMask, filesFor: files, begun: false };
}
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
    releases: () => true,
    ...(hasCluster(plan, bundle.manifest) ? { keys: await maskedKeys() } : {}),
    httpBase: httpBaseOf(plan, httpPort),
    revision: 1,
    programs: await bladePrograms(),
  });
  const blades = table.blades
    .filter(({ slot }) => slots.includes(slot))
    .map((blade) => ({ slot: blade.slot, documents: documentsOf(blade) }));
  return { blades, problems: [...otherBundle(plan, bundle), ...bundle.problems, ...report] };
}
