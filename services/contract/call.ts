// One call of the contract, and the inputs that several calls share.

import { z } from 'zod';
import { slotId } from '../domain/plan/v1.ts';
import type { ProblemCode } from '../domain/problem.ts';

export interface Call<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
  /** Apart from those that any call may give: not understood, unknown. */
  readonly problems: readonly ProblemCode[];
}

export const call = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  ...problems: ProblemCode[]
): Call<Input, Output> => ({ input, output, problems });

/** As many as the largest plan has: 512 blades in 32 chassis. */
export const mostSlots = 1024;
export const slots = z.array(slotId).min(1).max(mostSlots);
/** Longer ones no system takes. */
const longestPath = 4096;
export const filePath = z.string().min(1).max(longestPath);
/** Of a file somebody chose: no directory in it. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\\]+$/);
export const nothing = z.strictObject({});
export const done = z.object({});
