// What is told of a machine that is looked at again and again: that it went off, stands still, or does not answer; each once.

import { type Problem, problem } from '../../domain/problem.ts';
import type { Status, Vm } from '../../vm/index.ts';

/** How QEMU ended: its exit code or signal, and what it said last. */
export interface Ended {
  readonly how: number | string;
  readonly last: string;
}

/** What there is to say of a machine that was on; `ended` only where that was heard. */
export function troubleOf(status: Status, { log, directory }: Vm['place'], ended: Ended | undefined): Problem | undefined {
  if (status.state === 'paused') return problem('vm-paused', { status: status.status, directory });
  if (status.state === 'silent') return problem('vm-silent');
  if (status.state === 'running') return undefined;
  if (ended === undefined || ended.how === 0) return problem('vm-off');
  return problem('vm-died', { reason: typeof ended.how === 'string' ? ended.how : ended.last, log });
}

/** Tells of what is another than before. */
export function teller(tell: (found: Problem) => void): (found: readonly Problem[]) => void {
  let before = '';
  return (found) => {
    const now = found.map(({ what }) => what).join('\n');
    if (now !== before) found.forEach(tell);
    before = now;
  };
}
