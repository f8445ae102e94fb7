// A problem as it goes over the wire: its words, and the code and parameters from which another language's words are made.

import { z } from 'zod';
import { type Problem, problemCodes } from '../domain/problem.ts';

export const problemView = z.object({
  code: z.enum(problemCodes),
  level: z.enum(['error', 'warning']),
  what: z.string(),
  todo: z.string(),
  where: z.string().exactOptional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  source: z.object({ file: z.string(), line: z.int(), column: z.int() }).exactOptional(),
}) satisfies z.ZodType<Problem>;
export type ProblemView = z.output<typeof problemView>;
