// The YAML of a specification, and where in it each of its fields stands.

import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { parsePath } from '../../domain/plan/path.ts';
import { type Problem, problem } from '../../domain/problem.ts';

export interface SpecYaml {
  readonly data: unknown;
  /** The problem with line and column of its path. */
  placed(found: Problem): Problem;
}

/** No specification has reason to repeat itself more often. */
const mostAliases = 100;

type Steps = readonly (string | number)[];

/** The key of a field, or the entry of a list. */
function nodeAt(document: Document, steps: Steps): Node | undefined {
  const last = steps.at(-1)!;
  const held = steps.length === 1 ? document.contents : document.getIn(steps.slice(0, -1), true);
  const parent = isAlias(held) ? held.resolve(document) : held;
  const found = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === last)?.key
    : isSeq(parent) && typeof last === 'number'
      ? parent.items[last]
      : undefined;
  return isNode(found) ? found : undefined;
}

/** Of a field that is missing, where the one stands that it belongs to. */
function offsetOf(document: Document, steps: Steps): number {
  if (steps.length === 0) return 0;
  return nodeAt(document, steps)?.range?.[0] ?? offsetOf(document, steps.slice(0, -1));
}

/** YAML 1.2, where `no` is no boolean; a field written twice is refused. */
export function parseSpecYaml(content: string, file: string): SpecYaml | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(content, { version: '1.2', schema: 'core', stringKeys: true, prettyErrors: false, lineCounter: lines });
  const atOffset = (offset: number, found: Problem): Problem => {
    const { line, col } = lines.linePos(offset);
    return { ...found, source: { file, line, column: col } };
  };
  const wrong = document.errors.map(({ pos, message }) => atOffset(pos[0], problem('spec-yaml', { reason: message })));
  if (wrong.length > 0) return { problems: wrong };
  try {
    return {
      data: document.toJS({ maxAliasCount: mostAliases }),
      placed: (found) => atOffset(offsetOf(document, parsePath(found.where ?? '')), found),
    };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { problems: [atOffset(0, problem('spec-yaml', { reason: error.message }))] };
  }
}
