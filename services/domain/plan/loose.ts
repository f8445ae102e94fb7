// What can be read of a plan although other parts of it cannot, so that one mistake does not hide the next.

import { z } from 'zod';
import { fieldsOf, isMap, mayBeAbsent, meant, ownField } from './schema.ts';

/** A value whose parts may be missing (undefined: not written) or unusable (null: written, but not so that it can be read). */
export type Loose<Value> = Value extends readonly (infer Item)[]
  ? readonly (Loose<Item> | null)[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Loose<Value[Key]> | null | undefined }
    : Value;

/** Reads `value` part by part, by the same schema that refuses the whole; defaults are filled in. */
export function readLoosely(schema: unknown, value: unknown): unknown {
  const bare = meant(schema, Array.isArray(value));
  if (value === undefined) return mayBeAbsent(schema) ? (schema as z.ZodType).parse(undefined) : undefined;
  if (bare instanceof z.ZodObject)
    return isMap(value) ? Object.fromEntries(fieldsOf(bare).map(([name, part]) => [name, readLoosely(part, ownField(value, name))])) : null;
  if (bare instanceof z.ZodArray) return Array.isArray(value) ? value.map((item) => readLoosely(bare.element, item ?? null)) : null;
  const read = (bare as z.ZodType).safeParse(value);
  return read.success ? read.data : null;
}
