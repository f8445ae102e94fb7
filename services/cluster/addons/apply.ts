// The objects of an add-on are brought into the cluster, stage by stage; what the API refuses keeps nothing else from being there.

import type { Clock } from '../../platform/clock.ts';
import { ApiTrouble, type ClusterApi, type ClusterObject } from '../api.ts';
import { type Conditioned, conditionOf } from '../conditions.ts';
import { byStage, titleOf } from './order.ts';

export interface Refused {
  readonly object: ClusterObject;
  /** Which object, and the API's words. */
  readonly words: string;
}

/** The API server makes a definition's paths within a second or two; one that takes longer is tried again with what it defines. */
const establishedMilliseconds = 15_000;
const lookMilliseconds = 500;

/** Nobody answered: no fault of an object. */
export const isSilence = (reason: unknown): boolean => reason instanceof ApiTrouble && reason.status === 0;

async function applied(api: ClusterApi, object: ClusterObject): Promise<Refused[]> {
  try {
    await api.apply(object);
    return [];
  } catch (reason) {
    if (!(reason instanceof ApiTrouble) || isSilence(reason)) throw reason;
    return [{ object, words: `${titleOf(object)}: ${reason.message}` }];
  }
}

const isDefinition = ({ kind }: ClusterObject): boolean => kind === 'CustomResourceDefinition';
const definitionPath = ({ metadata: { name } }: ClusterObject): string => `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`;

/** Objects of a definition can be made from then on. */
async function established(api: ClusterApi, definition: ClusterObject, clock: Clock, signal: AbortSignal): Promise<Refused[]> {
  const until = clock.monotonic() + establishedMilliseconds;
  while (!signal.aborted) {
    const condition = conditionOf(await api.get<Conditioned>(definitionPath(definition)), 'Established');
    if (condition?.status === 'True') return [];
    if (clock.monotonic() >= until)
      return [{ object: definition, words: `${titleOf(definition)}: ${condition?.message ?? 'not established'}` }];
    await clock.sleep(lookMilliseconds, signal);
  }
  return [];
}

/** What the API would not take, of these; all else is there. Rejects with an ApiTrouble of status 0 when it does not answer. */
export async function applyAll(api: ClusterApi, objects: readonly ClusterObject[], clock: Clock, signal: AbortSignal): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const stage of byStage(objects)) {
    for (const object of stage) if (!signal.aborted) refused.push(...(await applied(api, object)));
    const made = stage.filter((object) => isDefinition(object) && !refused.some((one) => one.object === object));
    for (const definition of made) refused.push(...(await established(api, definition, clock, signal)));
  }
  return refused;
}
