// What the console sees of plan files, and the calls that open, change and read them. The file on disk is always the truth.

import { z } from 'zod';
import { call, fileName, filePath, slots } from './call.ts';
import { problemView } from './problem-view.ts';

/** Milliseconds since 1970 by the laptop's clock. */
const time = z.int();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** As large as a plan file may be. */
const planText = z.string().max(1024 * 1024);

/** One plan file as it is on disk now. */
export const planViewSchema = z.object({
  path: z.string(),
  /** Of the file's bytes; a change names the one that it was made on. */
  sha256,
  text: z.string(),
  /** The text as plain data; absent while it cannot be read as YAML: then only the text can be edited. */
  data: z.unknown().exactOptional(),
  /** Errors and warnings, each with its path and its line. */
  problems: z.array(problemView),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  /** It lies on a stick or disk that can be pulled out. */
  removable: z.boolean(),
});
export type PlanView = z.output<typeof planViewSchema>;

/** One line of the list of plans. */
const planListed = z.object({
  path: z.string(),
  /** Its own name, or the file's when it cannot be read. */
  name: z.string(),
  architecture: z.string().exactOptional(),
  blades: z.int().exactOptional(),
  changedAt: time,
  removable: z.boolean(),
  /** Number of errors and warnings in it. */
  errors: z.int(),
  warnings: z.int(),
});
export type PlanListed = z.output<typeof planListed>;

/** `where` is a path into the plan (`blades[2].ip`); without a value the field is taken out. */
export const planEdit = z.strictObject({ where: z.string().min(1).max(500), value: z.json().exactOptional() });

/** A document of one blade, as it would be served; secrets are masked. */
export const documentView = z.object({ name: z.string(), contentType: z.string(), body: z.string() });
export type DocumentView = z.output<typeof documentView>;

/** As many edits as pasting a whole rack makes. */
const mostEdits = 20_000;
const open = z.strictObject({ path: filePath });
/** The plan as this page knows it: refused with plan-changed-on-disk when the file has become another. */
const known = { path: filePath, sha256 };
const notRead = ['plan-unreadable', 'plan-not-yaml-file', 'plan-not-text', 'plan-too-large'] as const;
const notWritten = ['plan-changed-on-disk', 'plan-not-written', ...notRead] as const;

export const planCalls = {
  /** Every plan in the laptop's own directory, on sticks, and opened before from elsewhere. */
  plans: call(z.strictObject({}), z.object({ directory: z.string(), plans: z.array(planListed) })),
  /** A new plan file with comments that explain its fields. `virtual`: on the simulated network of this laptop. */
  newPlan: call(
    z.strictObject({
      name: z.string().min(1).max(63),
      architecture: z.enum(['laptop', 'small', 'development', 'production']),
      virtual: z.boolean().default(false),
    }),
    planViewSchema,
    'plan-name-taken',
    'plan-not-written',
  ),
  openPlan: call(open, planViewSchema, ...notRead),
  /** A file that was chosen or dropped on the page: copied into the laptop's own directory, never over another. */
  importPlan: call(z.strictObject({ fileName, text: planText }), planViewSchema, 'plan-not-written', 'plan-too-large'),
  /** A copy under another name beside this laptop's other plans. */
  copyPlan: call(
    z.strictObject({ path: filePath, name: z.string().min(1).max(63) }),
    planViewSchema,
    'plan-name-taken',
    'plan-not-written',
    ...notRead,
  ),
  /** All edits of a call are taken back as one. A text that cannot be read part by part, or a plan of a newer version, is not edited so. */
  editPlan: call(
    z.strictObject({ ...known, edits: z.array(planEdit).min(1).max(mostEdits) }),
    planViewSchema,
    ...notWritten,
    'plan-yaml',
    'plan-aliases',
    'plan-not-a-map',
    'plan-too-new',
    'plan-place-malformed',
  ),
  /** The whole text at once, from the file view. */
  writePlan: call(z.strictObject({ ...known, text: planText }), planViewSchema, ...notWritten),
  undoPlan: call(z.strictObject(known), planViewSchema, ...notWritten, 'plan-nothing-to-undo'),
  redoPlan: call(z.strictObject(known), planViewSchema, ...notWritten, 'plan-nothing-to-undo'),
  /** What each of these blades would be served with this bundle, and what plan and bundle lack for each other. */
  renderPlan: call(
    z.strictObject({ path: filePath, bundle: filePath, slots }),
    z.object({ blades: z.array(z.object({ slot: z.string(), documents: z.array(documentView) })), problems: z.array(problemView) }),
    ...notRead,
    'plan-has-errors',
    'bundle-unreadable',
    'bundle-manifest',
    'slot-unknown',
  ),
} as const;
