// The manifests of an add-on as objects of the API, read as kubectl reads them.

import { parseAllDocuments } from 'yaml';
import { failed, ok, type Problem, problem, type Result } from '../../domain/problem.ts';
import type { ClusterObject } from '../api.ts';
import { fittedObject } from './fit.ts';

export interface AddonManifests {
  /** As the plan calls it. */
  readonly name: string;
  /** Kubernetes YAML, each text of as many documents as it has. */
  readonly manifests: readonly string[];
}

/** An add-on that can be applied. */
export interface Addon {
  readonly name: string;
  /** In the order of its manifests. */
  readonly objects: readonly ClusterObject[];
}

/** kubectl's library takes YAML 1.1, `0644` for an octal and `on` for true; but it leaves times of day and dates as text. */
const asKubectl = { version: '1.1', without: ['TIME', 'tag:yaml.org,2002:timestamp'] } as const;

function documentsIn(text: string) {
  const isKept = (words: readonly (string | undefined)[]) => !asKubectl.without.some((word) => words.includes(word));
  return parseAllDocuments(text, {
    version: asKubectl.version,
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || isKept([tag.tag, 'format' in tag ? tag.format : undefined])),
  });
}

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of objects is what is in it; an empty document is nothing. */
function flattened(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  return isMap(value) && /List$/.test(String(value.kind)) && Array.isArray(value.items) ? value.items.flatMap(flattened) : [value];
}

function isObject(value: unknown): value is ClusterObject {
  if (!isMap(value) || !isMap(value.metadata)) return false;
  return [value.apiVersion, value.kind, value.metadata.name].every((text) => typeof text === 'string' && text !== '');
}

/** As much of what is no object as a line takes. */
const shownLength = 120;

/** What is in it; or, as a text, what keeps it from being read. */
function read(text: string): ClusterObject[] | string {
  const documents = documentsIn(text);
  const [error] = 'empty' in documents ? [] : documents.flatMap(({ errors }) => errors);
  if (error) return error.message.split('\n')[0]!;
  const values = [...documents].flatMap((one) => flattened(one.toJS()));
  const strange = values.find((value) => !isObject(value));
  if (strange !== undefined) return `something in it has no apiVersion, kind or name: ${JSON.stringify(strange).slice(0, shownLength)}`;
  return values as ClusterObject[];
}

/** Every object of an add-on, as it is applied; `addon-manifest-unreadable` for each manifest that holds something else, and when all hold nothing. */
export function addonOf({ name, manifests }: AddonManifests): Result<Addon> {
  const reads = manifests.map(read);
  const problems = reads.flatMap((one): Problem[] =>
    typeof one === 'string' ? [problem('addon-manifest-unreadable', { addon: name, reason: one })] : [],
  );
  const objects = reads.flatMap((one) => (typeof one === 'string' ? [] : one.map(fittedObject)));
  if (problems.length > 0) return failed(...problems);
  return objects.length > 0 ? ok({ name, objects }) : failed(problem('addon-manifest-unreadable', { addon: name, reason: 'it is empty' }));
}
