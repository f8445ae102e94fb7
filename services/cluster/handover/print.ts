// The report as PDF, by a browser of this laptop.

import { failed, ok, type Problem, problem } from '../../domain/problem.ts';
import { browsers, browserVariable, printPage } from '../../platform/print.ts';
import type { Printer } from './input.ts';

const notPrinted = (reason: string): Problem => problem('report-not-printed', { reason, variable: browserVariable });

/** Each of `found` in turn until one prints; the machine's own browsers when none are named. */
export const chromiumPrinter =
  (found: () => readonly string[] = browsers): Printer =>
  async (html) => {
    const reasons: string[] = [];
    for (const browser of found()) {
      const printed = await printPage(html, browser);
      if ('pdf' in printed) return ok(printed.pdf);
      reasons.push(printed.reason);
    }
    return failed(notPrinted(reasons.join('; ') || 'this laptop has no browser that can'));
  };
