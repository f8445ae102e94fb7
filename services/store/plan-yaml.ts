// YAML as people write it: parsed with every comment and the place of every part kept.

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { parsePath } from '../domain/plan/path.ts';
import { type Problem, problem, warning } from '../domain/problem.ts';

/** Uses of aliases, each times the aliases inside: every blade may share a disk rule, and no file unfolds to gigabytes. */
const mostAliases = 10_000;
/** A file that is no YAML at all breaks its rules in every line. */
const mostSyntaxProblems = 20;

/** A YAML file as it was written: its parts, and where each of them stands. */
export interface Written {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: string;
  readonly anchors: ReadonlyMap<string, Node>;
  /** Aliases of anchors that do not stand before them. */
  readonly strays: readonly Alias[];
  /** Names of fields that stand in their group already. */
  readonly repeated: readonly Scalar[];
  /** The fields of each group by name. */
  readonly fields: WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>;
}

/** In one walk: asking each alias for its anchor, or each field for others of its name, would walk the file once per line. */
function looked(document: Document): Pick<Written, 'anchors' | 'strays' | 'repeated' | 'fields'> {
  const anchors = new Map<string, Node>();
  const strays: Alias[] = [];
  const repeated: Scalar[] = [];
  const fields = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) strays.push(node);
      } else if (node.anchor) anchors.set(node.anchor, node);
      if (!isMap(node)) return;
      const byName = new Map<unknown, Pair>();
      for (const pair of node.items) {
        if (!isScalar(pair.key)) continue;
        if (byName.has(pair.key.value)) repeated.push(pair.key);
        else byName.set(pair.key.value, pair);
      }
      fields.set(node, byName);
    },
  });
  return { anchors, strays, repeated, fields };
}

/** Names that stand twice are found here: YAML's own way compares each with all before it. */
const options = { version: '1.2', schema: 'core', stringKeys: true, prettyErrors: false, uniqueKeys: false } as const;

/** As YAML 1.2, where `10:20` is no base-60 number and `no` no boolean; undefined when it is nested deeper than the stack. */
export function parseYaml(text: string, file: string): Written | undefined {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { ...options, lineCounter: lines });
    return { document, lines, file, ...looked(document) };
  } catch (reason) {
    if (reason instanceof RangeError) return undefined;
    throw reason;
  }
}

export function atOffset({ lines, file }: Written, offset: number, found: Problem): Problem {
  const { line, col } = lines.linePos(offset);
  return { ...found, source: { file, line, column: col } };
}

/** Where the last step of a path is written, or the nearest of those before it: a missing field has no place of its own. */
function offsetOf({ document, anchors, fields }: Written, steps: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of steps) {
    const whole = isAlias(node) ? anchors.get(node.source) : node;
    const pair = isMap(whole) ? fields.get(whole)?.get(step) : undefined;
    const next = isSeq(whole) && typeof step === 'number' ? whole.items[step] : pair?.value;
    const place = pair ? pair.key : next;
    if (!isNode(place)) return offset;
    offset = place.range?.[0] ?? offset;
    node = next;
  }
  return offset;
}

/** The problem with the line and column of its path. */
export const placed = (written: Written, found: Problem): Problem =>
  atOffset(written, offsetOf(written, parsePath(found.where ?? '')), found);

/** Everything that YAML itself finds wrong or doubtful. */
export function syntaxProblems(written: Written): Problem[] {
  const tell = (code: 'plan-yaml' | 'plan-yaml-doubtful') => (error: YAMLError) =>
    atOffset(written, error.pos[0], problem(code, { reason: error.message }));
  const stray = (alias: Alias) =>
    atOffset(written, alias.range?.[0] ?? 0, problem('plan-yaml', { reason: `no &${alias.source} stands before *${alias.source}` }));
  const twice = (name: Scalar) =>
    atOffset(written, name.range?.[0] ?? 0, problem('plan-yaml', { reason: `${String(name.value)} is written twice here` }));
  return [
    ...written.document.errors.slice(0, mostSyntaxProblems).map(tell('plan-yaml')),
    ...written.strays.slice(0, mostSyntaxProblems).map(stray),
    ...written.repeated.slice(0, mostSyntaxProblems).map(twice),
    ...written.document.warnings.map(tell('plan-yaml-doubtful')).map(warning),
  ];
}

/** The plain data; undefined when aliases unfold to too much. */
export function plain(document: Document): { data: unknown } | undefined {
  try {
    return { data: document.toJS({ maxAliasCount: mostAliases }) };
  } catch (reason) {
    if (reason instanceof ReferenceError) return undefined;
    throw reason;
  }
}

/** With a field written twice the rest can still be read. */
export const readable = ({ document, strays }: Written): boolean => strays.length === 0 && document.errors.length === 0;
