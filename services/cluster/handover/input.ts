// What is handed over with a cluster, and what its report is made of: plain data, gathered by whoever calls.

import type { Event } from '../../domain/blade/events.ts';
import type { Run } from '../../domain/blade/run.ts';
import type { Manifest } from '../../domain/bundle.ts';
import type { Language } from '../../domain/language.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Problem, Result } from '../../domain/problem.ts';
import type { Secret } from '../../domain/secret.ts';

/** Whom the kubeconfig beside the report makes an administrator, where, and until when (milliseconds since 1970). */
export interface HandedAdministrator {
  readonly user: string;
  /** `https://10.20.30.9:6443` */
  readonly server: string;
  readonly expires: number;
}

/** Everything the report says follows from this alone: no clock, no network, no disk. Times are milliseconds since 1970. */
export interface ReportInput {
  readonly language: Language;
  readonly writtenAt: number;
  /** What wrote it: `rackstrap 0.1.0`. */
  readonly tool: string;
  /** `three-nodes-1` */
  readonly runName: string;
  /** Its blades were virtual ones: every page says so. */
  readonly simulated: boolean;
  /** One that plan/check.ts found no errors in. */
  readonly plan: Plan;
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  /** The fold of the journal. */
  readonly run: Run;
  /** The journal itself, from its first event on; walked more than once, so a generator will not do. */
  readonly events: Iterable<Event>;
  readonly administrator: HandedAdministrator;
  /** Where the virtual machine on this laptop is logged in to; blades are at their own addresses. */
  readonly forwardedSsh?: number;
}

/** Makes a PDF of a page that brings everything along: Chromium behind `chromiumPrinter`, or the desktop window's own. Fails with `report-not-printed`. */
export type Printer = (html: string) => Promise<Result<Uint8Array>>;

export interface HandOverOptions {
  /** Made where it is not there. Files of an earlier hand-over of the same cluster are replaced, anything else in their place is not touched. */
  readonly directory: string;
  /** The whole file. */
  readonly kubeconfig: Secret<string>;
  /** The plan as it was used, byte for byte. */
  readonly planText: string;
  readonly report: ReportInput;
  readonly print: Printer;
}

export interface HandedOver {
  readonly directory: string;
  /** Their names, in the order they are read in. */
  readonly files: readonly string[];
  /** What is not as it could be, though nothing was refused for it: `report-not-printed`. */
  readonly warnings: readonly Problem[];
}
