// Edits of a plan that leave the rest of the user's file alone: comments, order and quotes stay.

import { type Document, isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Node, visit } from 'yaml';
import { parsePath } from '../domain/plan/path.ts';

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

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function remove(document: Document, steps: Steps): void {
  const [around, node] = [document.getIn(steps.slice(0, -1), true), document.getIn(steps, true)];
  if (!isNode(node) || isSeq(around) !== (typeof steps.at(-1) === 'number')) return;
  freeAliases(document, node);
  document.deleteIn(steps);
}

/** Longer lists of single values get a line for each. */
const longestOnOneLine = 60;

/** A new part as people write it: fields on lines of their own, a short list of single values on one. */
function newNode(document: Document, value: unknown): Node {
  const node = document.createNode(value);
  visit(node, {
    Seq(_, list) {
      const single = list.items.every((item) => isScalar(item));
      if (single && JSON.stringify(list.toJSON()).length <= longestOnOneLine) list.flow = true;
    },
  });
  return node;
}

/** What is filled is no longer written `[]` or `{}`, unless its entries are single values. */
function openUp(document: Document, steps: Steps, value: unknown): void {
  const around = document.getIn(steps.slice(0, -1), true);
  const single = typeof value !== 'object' || value === null;
  if (isCollection(around) && around.items.length === 0 && !(single && isSeq(around))) around.flow = false;
}

/** Entries that are missing before a new one are there, but empty. */
function fillUp(document: Document, steps: Steps): void {
  const [around, index] = [document.getIn(steps.slice(0, -1), true), steps.at(-1)];
  if (isSeq(around) && typeof index === 'number') while (around.items.length < index) around.add(document.createNode(null));
}

function put(document: Document, steps: Steps, value: unknown): void {
  openUp(document, steps, value);
  fillUp(document, steps);
  document.setIn(steps, newNode(document, value));
}

/** Makes the groups and lists that lead to the last step, also in place of what is neither: an empty field above all. */
function fillWay(document: Document, steps: Steps): void {
  for (let length = 1; length < steps.length; length++) {
    const way = steps.slice(0, length);
    const node = document.getIn(way, true);
    const wantsList = typeof steps[length] === 'number';
    if (!(wantsList ? isSeq(node) : isMap(node))) put(document, way, wantsList ? [] : {});
  }
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
    else put(document, steps, value);
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
