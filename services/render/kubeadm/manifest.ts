// A pod network's own manifest, taken apart, fitted to a plan and put together again: its comments, its order and all that is not touched stay.

import { type Document, isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap, type YAMLSeq } from 'yaml';
import { failed, ok, problem, type Result } from '../../domain/problem.ts';

/** Ends the fitting with a reason in words; nowhere else. */
class NotUnderstood extends Error {}

export function understood<Value>(value: Value | null | undefined | false, reason: string): Value {
  if (value === null || value === undefined || value === false) throw new NotUnderstood(reason);
  return value;
}

/** The one among these; none and several are both not what is known. */
export function only<Value>(found: readonly Value[], what: string): Value {
  return understood(found.length === 1 && found[0], `it has ${found.length} ${what}, not one`);
}

export const ofKind = (documents: readonly Document[], kind: string): Document[] => documents.filter((one) => one.get('kind') === kind);

/** The one ConfigMap that has this among its data. */
export const configMapWith = (documents: readonly Document[], key: string): Document =>
  only(
    ofKind(documents, 'ConfigMap').filter((one) => one.hasIn(['data', key])),
    `ConfigMaps with ${key}`,
  );

export const textsOf = (list: unknown): string[] =>
  isSeq(list) ? list.items.map((item) => String(isScalar(item) ? item.value : item)) : [];

/** A list inside a container; made when it is not there. */
export function listIn(map: YAMLMap, name: string, document: Document): YAMLSeq {
  if (!map.has(name)) map.set(name, document.createNode([]));
  const list = map.get(name);
  return understood(isSeq(list) && list, `its ${name} is no list`);
}

/** Where a DaemonSet describes its pods. */
export const podSpec = ['spec', 'template', 'spec'];

export interface Daemon {
  readonly document: Document;
  readonly container: YAMLMap;
}

/** The one container among those of all DaemonSets that is meant, and the DaemonSet it is in. */
export function daemonThat(documents: readonly Document[], runs: string, isIt: (container: YAMLMap) => boolean): Daemon {
  const containersOf = (one: Document): YAMLMap[] => {
    const containers = one.getIn([...podSpec, 'containers']);
    return isSeq(containers) ? containers.items.filter((item): item is YAMLMap => isMap(item) && isIt(item)) : [];
  };
  const document = only(
    ofKind(documents, 'DaemonSet').filter((one) => containersOf(one).length > 0),
    `DaemonSets that run ${runs}`,
  );
  return { document, container: only(containersOf(document), `containers that run ${runs}`) };
}

function read(manifest: string): Document[] {
  const documents = parseAllDocuments(manifest);
  const [wrong] = 'empty' in documents ? [] : documents.flatMap(({ errors }) => errors);
  understood(!wrong, wrong?.message ?? '');
  return [...documents].filter(({ contents }) => contents !== null);
}

const written = (documents: readonly Document[]): string =>
  documents.map((one) => one.toString({ directives: false, lineWidth: 0, indentSeq: false, flowCollectionPadding: false })).join('---\n');

/** The manifest after `change` was made to its documents; `cni-manifest-unknown` with the reason for which it could not. */
export function fittedManifest(cni: string, manifest: string, change: (documents: readonly Document[]) => void): Result<string> {
  try {
    const documents = read(manifest);
    change(documents);
    return ok(written(documents));
  } catch (reason) {
    if (!(reason instanceof NotUnderstood || reason instanceof SyntaxError)) throw reason;
    return failed(problem('cni-manifest-unknown', { cni, reason: reason.message }));
  }
}
