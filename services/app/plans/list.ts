// The list of plans: of each file its name, what it is a plan of, and how many problems it has. One bad file is one line, never the end of it.

import { basename } from 'node:path';
import type { PlanListed } from '../../contract/index.ts';
import { isMap } from '../../domain/plan/schema.ts';
import { type FileStamp, fileStamp } from '../../platform/files.ts';
import { draftOf, type PlanDraft, readPlanText } from '../../store/plan-draft.ts';
import { withoutEnding } from './file-name.ts';
import { type Place, type PlacesOptions, planPlaces } from './places.ts';
import { isSettled } from './stamp.ts';

/** Checked files that are remembered, so that the next look at the list costs nothing. */
const mostRemembered = 1000;

/** A stick holds other YAML too; a plan says what it is, even an unfinished one. */
const saysItIsAPlan = /^["']?apiVersion["']?\s*:\s*["']?rackstrap\//m;

type Told = Omit<PlanListed, 'path' | 'changedAt' | 'removable'>;

function tell({ path, data, problems }: PlanDraft): Told {
  const { name, architecture, blades } = isMap(data) ? data : {};
  const errors = problems.filter(({ level }) => level === 'error').length;
  return {
    name: typeof name === 'string' && name !== '' ? name : withoutEnding(basename(path)),
    ...(typeof architecture === 'string' ? { architecture } : {}),
    ...(Array.isArray(blades) ? { blades: blades.length } : {}),
    errors,
    warnings: problems.length - errors,
  };
}

/** Undefined for what is no plan. A file that cannot be read is a plan with an error where only plans are. */
async function read({ path, certain }: Place): Promise<Told | undefined> {
  const found = await readPlanText(path);
  if (!found.ok) return certain ? { name: withoutEnding(basename(path)), errors: found.problems.length, warnings: 0 } : undefined;
  return certain || saysItIsAPlan.test(found.value.text) ? tell(draftOf(found.value.text, path)) : undefined;
}

interface Remembered {
  readonly stamp: FileStamp;
  readonly told: Told | undefined;
}

/** The plans that are there now, the one changed last first. */
export function planList(options: PlacesOptions): () => Promise<PlanListed[]> {
  const remembered = new Map<string, Remembered>();

  async function told(place: Place, stamp: FileStamp): Promise<Told | undefined> {
    const known = remembered.get(place.path);
    if (known?.stamp.mark === stamp.mark && isSettled(known.stamp)) return known.told;
    const found = await read(place);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(place.path, { stamp, told: found });
    return found;
  }

  async function line(place: Place): Promise<PlanListed | undefined> {
    const stamp = await fileStamp(place.path).catch(() => undefined);
    const found = stamp && (await told(place, stamp));
    return found && { path: place.path, ...found, changedAt: Math.round(stamp.changedAt), removable: place.removable };
  }

  return async () => {
    const lines: PlanListed[] = [];
    for (const place of await planPlaces(options)) lines.push(...[await line(place)].filter((found) => found !== undefined));
    return lines.toSorted((one, other) => other.changedAt - one.changedAt);
  };
}
