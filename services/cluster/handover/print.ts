// The report as PDF, by a browser of this laptop.

import { failed, ok, type Problem, problem } from '../../domain/problem.ts';
import { browsers, browserVariable, printPage } from '../../platform/print.ts';
import type { Printer } from './input.ts';

const notPrinted = (reason: string): Problem => problem('report-not-printed', { reason, variable: browserVariable });

interface Chromium {
  /** Programs, in the order in which they are tried; the machine's own browsers when none are named. */
  readonly found?: () => readonly string[];
  /** For each of them: milliseconds. */
  readonly patience?: number;
}

/** Each browser in turn until one prints. Fails with `report-not-printed`. */
export const chromiumPrinter =
  ({ found = browsers, patience }: Chromium = {}): Printer =>
  async (html) => {
    const reasons: string[] = [];
    for (const browser of found()) {
      const printed = await printPage(html, browser, patience);
      if ('pdf' in printed) return ok(printed.pdf);
      reasons.push(printed.reason);
    }
    return failed(notPrinted(reasons.join('; ') || 'this laptop has no browser that can'));
  };
