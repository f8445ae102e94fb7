// Bytes on their way, told as events: a file or a document begins, moves and ends.

import type { WireEvent } from '../../domain/blade/events.ts';
import type { BodyEnd } from '../../platform/file-body.ts';
import { type Asker, identity } from '../asker.ts';
import type { Wiring } from '../wiring.ts';
import type { Answer } from './answer.ts';

type Carried = Extract<Answer, { probe: boolean }>;

/** One transfer that has begun: tell how far it is, and once how it ended. */
export interface Transfer {
  moved(sentBytes: number): void;
  ended(end: BodyEnd): void;
}

/** Tells of transfers, each by a name of its own, even after a restart. */
export function transferTeller({ emit, clock }: Pick<Wiring, 'emit' | 'clock'>): (asker: Asker, answer: Carried) => Transfer {
  const since = clock.now().toString(36);
  let count = 0;
  return (asker, answer) => {
    count += 1;
    const began = clock.monotonic();
    const totalBytes = answer.kind === 'file' ? answer.length : Buffer.byteLength(answer.body);
    const about = {
      transfer: `http-${since}-${count}`,
      protocol: 'http',
      file: answer.name,
      kind: answer.transfer,
      totalBytes,
      ...identity(asker),
    } as const;
    emit({ type: 'transfer-started', ...about });
    return {
      moved: (sentBytes) => emit({ type: 'transfer-progress', sentBytes, ...about }),
      ended: (end) => emit({ type: 'transfer-ended', ...about, ...outcome(answer, end), seconds: (clock.monotonic() - began) / 1000 }),
    };
  };
}

type Ending = Pick<Extract<WireEvent, { type: 'transfer-ended' }>, 'outcome' | 'sentBytes' | 'reason'>;

const outcome = ({ probe }: Carried, end: BodyEnd): Ending => (probe && end.outcome === 'done' ? { outcome: 'probe', sentBytes: 0 } : end);
