// The plan file: read with its comments kept, every problem with its line.

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
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { checkPlan } from '../domain/plan/check.ts';
import { parsePath } from '../domain/plan/path.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { failed, ok, type Problem, problem, type Result, warning } from '../domain/problem.ts';
import { fileTrouble, readAtMost } from '../platform/files.ts';
import { sha256 } from '../platform/sha256.ts';

/** A valid plan as it was read: `document` keeps the comments and the order for edits. */
export interface OpenPlan {
  readonly path: string;
  readonly plan: Plan;
  readonly document: Document;
  readonly warnings: readonly Problem[];
  readonly text: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/** 512 blades with everything filled in take about 200 KiB. */
const largestPlan = 1024 * 1024;
/** Uses of aliases, each times the aliases inside: every blade may share a disk rule, and no file unfolds to gigabytes. */
const mostAliases = 10_000;
/** A file that is no YAML at all breaks its rules in every line. */
const mostSyntaxProblems = 20;

interface Written {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: string;
  readonly anchors: ReadonlyMap<string, Node>;
  /** Aliases of anchors that do not stand before them. */
  readonly strays: readonly Alias[];
}

/** In one walk: asking each alias for its anchor would walk the file once per alias. */
function anchorsIn(document: Document): Pick<Written, 'anchors' | 'strays'> {
  const anchors = new Map<string, Node>();
  const strays: Alias[] = [];
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        if (!anchors.has(node.source)) strays.push(node);
      } else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return { anchors, strays };
}

/** As YAML 1.2, where `10:20` is no base-60 number and `no` no boolean; undefined when it is nested deeper than the stack. */
function parse(text: string, file: string): Written | undefined {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { version: '1.2', schema: 'core', stringKeys: true, prettyErrors: false, lineCounter: lines });
    return { document, lines, file, ...anchorsIn(document) };
  } catch (reason) {
    if (reason instanceof RangeError) return undefined;
    throw reason;
  }
}

function atOffset({ lines, file }: Written, offset: number, found: Problem): Problem {
  const { line, col } = lines.linePos(offset);
  return { ...found, source: { file, line, column: col } };
}

/** Where the last step of a path is written, or the nearest of those before it: a missing field has no place of its own. */
function offsetOf({ document, anchors }: Written, steps: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of steps) {
    const whole = isAlias(node) ? anchors.get(node.source) : node;
    const pair = isMap(whole) ? whole.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const next = isSeq(whole) && typeof step === 'number' ? whole.items[step] : pair?.value;
    const place = pair ? pair.key : next;
    if (!isNode(place)) return offset;
    offset = place.range?.[0] ?? offset;
    node = next;
  }
  return offset;
}

const placed = (written: Written, found: Problem): Problem => atOffset(written, offsetOf(written, parsePath(found.where ?? '')), found);

function syntaxProblems(written: Written): Problem[] {
  const tell = (code: 'plan-yaml' | 'plan-yaml-doubtful') => (error: YAMLError) =>
    atOffset(written, error.pos[0], problem(code, { reason: error.message }));
  const stray = (alias: Alias) =>
    atOffset(written, alias.range?.[0] ?? 0, problem('plan-yaml', { reason: `no &${alias.source} stands before *${alias.source}` }));
  return [
    ...written.document.errors.slice(0, mostSyntaxProblems).map(tell('plan-yaml')),
    ...written.strays.slice(0, mostSyntaxProblems).map(stray),
    ...written.document.warnings.map(tell('plan-yaml-doubtful')).map(warning),
  ];
}

/** The plain data; undefined when aliases unfold to too much. */
function plain(document: Document): { data: unknown } | undefined {
  try {
    return { data: document.toJS({ maxAliasCount: mostAliases }) };
  } catch (reason) {
    if (reason instanceof ReferenceError) return undefined;
    throw reason;
  }
}

const byPlace = (one: Problem, other: Problem): number =>
  (one.source?.line ?? 0) - (other.source?.line ?? 0) || (one.source?.column ?? 0) - (other.source?.column ?? 0);

/** A field written twice is a syntax problem too, but the rest can be read beside it. */
const readable = ({ document, strays }: Written) => strays.length === 0 && document.errors.every(({ code }) => code === 'DUPLICATE_KEY');

function checkWritten(written: Written): { plan?: Plan; problems: readonly Problem[] } {
  const syntax = syntaxProblems(written);
  if (!readable(written)) return { problems: syntax };
  const read = plain(written.document);
  if (!read) return { problems: [...syntax, atOffset(written, 0, problem('plan-aliases'))] };
  const { plan, problems } = checkPlan(read.data);
  const all = [...syntax, ...problems.map((found) => placed(written, found))].toSorted(byPlace);
  return plan && all.every(({ level }) => level === 'warning') ? { plan, problems: all } : { problems: all };
}

/** The plan that `text` holds; `file` is its name in problems. Fails with every problem, warnings too. */
export function parsePlan(text: string, file: string): Result<Pick<OpenPlan, 'plan' | 'document' | 'warnings'>> {
  const written = parse(text, file);
  if (!written) return failed(problem('plan-yaml', { reason: 'it is nested too deeply' }));
  const { plan, problems } = checkWritten(written);
  return plan ? ok({ plan, document: written.document, warnings: problems }) : failed(...problems);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function digestOf(bytes: Uint8Array): string {
  const hash = sha256();
  hash.update(bytes);
  return hash.digest();
}

/** Reads and checks the plan file at `path`. Fails with every problem, warnings too, each with its line (`plan-unreadable`, `plan-too-large`, `plan-not-text`, `plan-yaml` …). */
export async function readPlan(path: string): Promise<Result<OpenPlan>> {
  const read = await readAtMost(path, largestPlan).catch((error) => ({ trouble: fileTrouble(error) }));
  if (read === undefined) return failed(problem('plan-too-large', { file: path, limit: largestPlan / 1024 }));
  if ('trouble' in read) return failed(problem('plan-unreadable', { file: path, reason: read.trouble }));
  const text = decode(read);
  if (text === undefined) return failed(problem('plan-not-text', { file: path }));
  const parsed = parsePlan(text, path);
  return parsed.ok ? ok({ path, text, sha256: digestOf(read), ...parsed.value }) : parsed;
}
