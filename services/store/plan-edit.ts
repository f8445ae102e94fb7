// Edits of a plan that leave the rest of the user's file alone: comments, order and quotes stay.

import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Node, visit } from 'yaml';
import { parsePath } from '../domain/plan/path.ts';
import { failed, ok, problem, type Result } from '../domain/problem.ts';
import { fileTrouble, readFileNow, replaceFile } from '../platform/files.ts';
import { digestOf } from './plan-draft.ts';
import type { OpenPlan } from './plan-file.ts';

type Steps = readonly (string | number)[];

/** A copy that is nobody's anchor. */
function copyOf(node: Node): Node {
  const copy = node.clone() as Node;
  visit(copy, {
    Node: (_, part) => {
      if (!isAlias(part)) delete part.anchor;
    },
  });
  return copy;
}

/** Gives every alias of something inside `node` a copy of its own: the coming change is meant for this place only. */
function freeAliases(document: Document, node: Node): void {
  const anchors = new Set<string>();
  visit(node, {
    Node: (_, part) => {
      if (!isAlias(part) && part.anchor) anchors.add(part.anchor);
    },
  });
  if (anchors.size === 0) return;
  visit(document, {
    Alias: (_, alias) => {
      const meant = anchors.has(alias.source) ? alias.resolve(document) : undefined;
      return meant && copyOf(meant);
    },
  });
}

/** Makes the way to the last step lead through this place alone: an alias on it becomes a copy. */
function ownWay(document: Document, steps: Steps): void {
  for (let length = 1; length < steps.length; length++) {
    const way = steps.slice(0, length);
    const node = document.getIn(way, true);
    if (isAlias(node)) document.setIn(way, copyOf(node.resolve(document)!));
  }
}

/** Makes an empty field on the way to the last step the group or list that the next step needs. */
function fillWay(document: Document, steps: Steps): void {
  for (let length = 1; length < steps.length; length++) {
    const way = steps.slice(0, length);
    const node = document.getIn(way, true);
    if (isNode(node) && !isCollection(node)) document.setIn(way, document.createNode(typeof steps[length] === 'number' ? [] : {}));
  }
}

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function remove(document: Document, steps: Steps): void {
  const node = document.getIn(steps, true);
  if (!isNode(node)) return;
  freeAliases(document, node);
  document.deleteIn(steps);
}

/** Field by field where both are groups or lists, so that comments between unchanged fields stay. */
function assign(document: Document, steps: Steps, value: unknown): void {
  const node = document.getIn(steps, true);
  if (isMap(node) && isGroup(value)) {
    const names = node.items.map(({ key }) => String(isScalar(key) ? key.value : key));
    for (const name of names) if (!Object.hasOwn(value, name)) remove(document, [...steps, name]);
    for (const [name, part] of Object.entries(value)) assign(document, [...steps, name], part);
  } else if (isSeq(node) && Array.isArray(value)) {
    for (let index = node.items.length - 1; index >= value.length; index--) remove(document, [...steps, index]);
    value.forEach((part, index) => {
      assign(document, [...steps, index], part);
    });
  } else {
    if (isNode(node)) freeAliases(document, node);
    if (isScalar(node) && !isGroup(value) && !Array.isArray(value)) node.value = value;
    else document.setIn(steps, document.createNode(value));
  }
}

/** Writes `value` at the path `where` (`blades[2].ip`) into the document; undefined takes the field out. */
export function editPlan(document: Document, where: string, value: unknown): void {
  const steps = parsePath(where);
  ownWay(document, steps);
  if (value === undefined) remove(document, steps);
  else {
    fillWay(document, steps);
    assign(document, steps, value);
  }
}

/** The document as it is saved: no line is folded, `[a, b]` stays as it is usually written. */
export const planText = (document: Document): string => document.toString({ lineWidth: 0, flowCollectionPadding: false });

/**
 * Saves an edited plan in place of the file it was read from, whole or not at all; gives what was written.
 * Fails with `plan-changed-on-disk` when somebody else saved meanwhile, and with `plan-not-written`.
 */
export function savePlan({
  path,
  document,
  sha256,
}: Pick<OpenPlan, 'path' | 'document' | 'sha256'>): Result<Pick<OpenPlan, 'text' | 'sha256'>> {
  const text = planText(document);
  try {
    if (digestOf(readFileNow(path)) !== sha256) return failed(problem('plan-changed-on-disk', { file: path }));
    replaceFile(path, text);
    return ok({ text, sha256: digestOf(new TextEncoder().encode(text)) });
  } catch (error) {
    return failed(problem('plan-not-written', { file: path, reason: fileTrouble(error) }));
  }
}
