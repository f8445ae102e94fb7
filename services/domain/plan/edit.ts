// Edits of a plan as plain data: what the page shows at once, and what the appliance writes into the file with comments kept.

import { parsePath } from './path.ts';
import { isMap } from './schema.ts';

/** `where` is a path into the plan (`blades[2].ip`); without a value the field or the entry of a list is taken out. */
export interface PlanEdit {
  readonly where: string;
  readonly value?: unknown;
}

type Steps = readonly (string | number)[];

/** The list with `value` at `index`; entries that are missing before it are there, but empty. */
const inList = (list: readonly unknown[], index: number, value: unknown): unknown[] =>
  Array.from({ length: Math.max(list.length, index + 1) }, (_, place) => (place === index ? value : (list[place] ?? null)));

/** What is no list where the path wants one, or no group, is replaced by one. */
function put(data: unknown, [step, ...rest]: Steps, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: readonly unknown[] = Array.isArray(data) ? data : [];
    return inList(list, step, put(list[step], rest, value));
  }
  const group = isMap(data) ? data : {};
  return { ...group, [step]: put(Object.hasOwn(group, step) ? group[step] : undefined, rest, value) };
}

/** Nothing is made on the way to something that is not there. */
function without(data: unknown, [step, ...rest]: Steps): unknown {
  if (typeof step === 'number') {
    if (!Array.isArray(data) || step >= data.length) return data;
    return rest.length > 0 ? data.with(step, without(data[step], rest)) : data.toSpliced(step, 1);
  }
  if (step === undefined || !isMap(data) || !Object.hasOwn(data, step)) return data;
  if (rest.length > 0) return { ...data, [step]: without(data[step], rest) };
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== step));
}

/** The plan after these edits, one after the other; `data` itself stays as it is. Groups and lists on the way to a new value are made. */
export const applyEdits = (data: unknown, edits: readonly PlanEdit[]): unknown =>
  edits.reduce(
    (plan, { where, value }) => (value === undefined ? without(plan, parsePath(where)) : put(plan, parsePath(where), value)),
    data,
  );
