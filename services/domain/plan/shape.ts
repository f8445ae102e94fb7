// The shape of a plan against its schema: what is wrong, in words, and what to write instead.

import { z } from 'zod';
import { aligned, cidr } from '../network/address.ts';
import { at, type Problem, problem } from '../problem.ts';
import { nearest } from './nearest.ts';
import { type Path, pathText } from './path.ts';
import { fieldsOf, inner, isMap, mayBeAbsent, meant, placesOf, schemaAt } from './schema.ts';

/** What to write, in words: from the schema's own description where it has one. */
function wanted(schema: unknown): string {
  const bare = inner(schema) as z.ZodType | undefined;
  if (bare?.description) return bare.description;
  if (bare instanceof z.ZodEnum) return `one of ${bare.options.join(', ')}`;
  if (bare instanceof z.ZodNumber) return `a whole number from ${bare.minValue} to ${bare.maxValue}`;
  if (bare instanceof z.ZodBoolean) return 'true or false';
  if (bare instanceof z.ZodArray) return `a list, each entry ${wanted(bare.element)}`;
  if (bare instanceof z.ZodObject) return `a group of fields: ${namesOf(bare)}`;
  return bare instanceof z.ZodRecord ? 'names and their values' : 'text';
}

const namesOf = (schema: unknown) =>
  fieldsOf(schema)
    .map(([name]) => name)
    .join(', ');

function adviceFor(name: string, schema: unknown, path: Path): string {
  const here = schemaAt(schema, path);
  const meant = nearest(
    name,
    fieldsOf(here).map(([known]) => known),
  );
  if (meant) return `Did you mean ${meant}?`;
  const [elsewhere] = placesOf(name, schema);
  return elsewhere ? `Its place is ${elsewhere}.` : `Remove it; the fields here are ${namesOf(here)}.`;
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step], data);

/** A value is shown to be found again, not to be read whole. */
const longestShown = 60;

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'An empty list' : 'A list';
  if (isMap(value)) return 'A group of fields';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function valueProblem(value: unknown, where: string, part: unknown, textWanted: boolean): Problem {
  if (value === undefined || value === null) {
    const orLeave = mayBeAbsent(part) ? `${wanted(part)}, or take the field out` : wanted(part);
    return problem('plan-field-missing', { field: where, wanted: orLeave });
  }
  const meantNetwork = typeof value === 'string' && meant(part, false) === cidr ? aligned(value) : undefined;
  if (meantNetwork) return problem('plan-range-unaligned', { value: shown(value), aligned: meantNetwork });
  return problem(typeof value === 'number' && textWanted ? 'plan-value-unquoted' : 'plan-value-wrong', {
    value: shown(value),
    wanted: wanted(part),
  });
}

/** Of a value that may be of several kinds: what the schema of the kind that it means to be says. */
function inKind({ errors, path }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] {
  const inside = errors.find((issues) => issues.some((issue) => issue.path.length > 0)) ?? [];
  return inside.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}

function inPlace(issue: z.core.$ZodIssue, schema: unknown, data: unknown): Problem[] {
  const where = pathText(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      at(pathText([...issue.path, key]), problem('plan-field-unknown', { field: key, advice: adviceFor(key, schema, issue.path) })),
    );
  const issues = issue.code === 'invalid_union' ? inKind(issue) : [];
  if (issues.length > 0) return issues.flatMap((one) => inPlace(one, schema, data));
  const textWanted = issue.code === 'invalid_type' && issue.expected === 'string';
  return [at(where, valueProblem(valueAt(data, issue.path), where, schemaAt(schema, issue.path), textWanted))];
}

/** Everything about the shape of `data` that `schema` refuses, each with its path and what to write instead; once, where a value fails in several ways. */
export function shapeProblems(schema: z.ZodType, data: unknown): Problem[] {
  const found = (schema.safeParse(data).error?.issues ?? []).flatMap((issue) => inPlace(issue, schema, data));
  return [...new Map(found.map((one) => [one.where, one])).values()];
}
