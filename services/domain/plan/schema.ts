// Ways through a zod schema: what lies inside a wrapper, at a path, or under a name.

import { z } from 'zod';
import type { Path } from './path.ts';

const wrappers = [z.ZodOptional, z.ZodExactOptional, z.ZodDefault, z.ZodPrefault];

/** Whether a field may be left out: `optional`, `default`, `prefault`. */
export const mayBeAbsent = (schema: unknown): boolean => wrappers.some((wrapper) => schema instanceof wrapper);

/** The schema that says what to write when something is written. */
export const inner = (schema: unknown): unknown => (mayBeAbsent(schema) ? inner((schema as z.ZodOptional<z.ZodType>).unwrap()) : schema);

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own fields only: a key named `constructor` in a file must find nothing. */
export const ownField = (value: Record<string, unknown>, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);

/** Of several schemas the one that a value means to be, by whether it is a list; the last where none is of its kind. */
export const meant = (schema: unknown, isList: boolean): unknown => {
  const bare = inner(schema);
  return bare instanceof z.ZodUnion ? (bare.options.find((option) => isList === inner(option) instanceof z.ZodArray) ?? bare) : bare;
};

/** The schema of the part at `path`; undefined where the schema knows none. */
export const schemaAt = (schema: unknown, path: Path): unknown =>
  path.reduce<unknown>((found, step) => {
    const bare = meant(found, typeof step === 'number');
    if (bare instanceof z.ZodObject) return ownField(bare.shape, String(step));
    if (bare instanceof z.ZodRecord) return bare.valueType;
    return bare instanceof z.ZodArray ? bare.element : undefined;
  }, schema);

/** The fields that `schema` knows at this place; none where it is no group of fields. */
export function fieldsOf(schema: unknown): [name: string, part: unknown][] {
  const bare = inner(schema);
  return bare instanceof z.ZodObject ? Object.entries(bare.shape) : [];
}

/** Where in the whole schema a field of this name is, as a path with `[]` for any entry of a list. */
export function placesOf(name: string, schema: unknown, prefix = ''): string[] {
  const bare = inner(schema);
  if (bare instanceof z.ZodArray) return placesOf(name, bare.element, `${prefix}[]`);
  return fieldsOf(bare).flatMap(([known, part]) => {
    const path = prefix ? `${prefix}.${known}` : known;
    return [...(known === name ? [path] : []), ...placesOf(name, part, path)];
  });
}
