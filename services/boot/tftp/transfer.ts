// One transfer as a function: what the client said, or the passing of time, in; which blocks to send, or how it ended, out.
//
//        begin                     ACK 0              ACK of a window           ACK of the last block
//   ───► block 0 is the OACK ───► blocks 1 … w ───► the next w blocks ───► … ───────► done
//              │  no options asked: starts here ▲        │
//              └── ERROR 0 or 8 ───► probe               ├── ERROR ───────────────► aborted
//                                                        └── silence, with retries ─► timeout
//
// Blocks count from 1 without end; on the wire they wrap at 16 bits. No clock, no socket, no content here.

import { errorCode, type Malformed, type Packet } from '../../protocol/tftp/index.ts';
import { backOff, isSpent, measured, type Patience } from './patience.ts';

/** What was agreed on; never changes. */
export interface Course {
  /** Number of the last block, the short or empty one. */
  readonly blocks: number;
  /** Blocks sent before an acknowledgement is waited for (RFC 7440). */
  readonly windowSize: number;
  /** Block 0, the option acknowledgement, goes first. */
  readonly options: boolean;
}

export interface State {
  readonly course: Course;
  /** The last block acknowledged; -1 when not even the options are. */
  readonly acknowledged: number;
  /** The last block sent. */
  readonly sent: number;
  /** The block whose window was already sent again because of an acknowledgement. */
  readonly resentAfter: number;
  readonly patience: Patience;
}

export type Outcome = 'done' | 'probe' | 'aborted' | 'timeout';

export interface Step {
  readonly state: State;
  /** First and last block to send now. */
  readonly send?: readonly [first: number, last: number];
  readonly ended?: { readonly outcome: Outcome; readonly reason?: string };
}

/** The first packets of a transfer. `now` in milliseconds of a clock that never jumps. */
export function begin(course: Course, patience: Patience): Step {
  const acknowledged = course.options ? -1 : 0;
  return next({ course, acknowledged, sent: acknowledged, resentAfter: Number.NaN, patience });
}

/** A packet of the client, from the right port. */
export function heard(state: State, packet: Packet | Malformed, now: number): Step {
  if ('malformed' in packet) return { state };
  if (packet.kind === 'acknowledgement') return acknowledge(state, packet.block, now);
  if (packet.kind === 'error') return { state, ended: endedByClient(state, packet) };
  return { state };
}

/** The client sent its very request again: its answer got lost. Once something is acknowledged this is only a late copy. */
export const askedAgain = (state: State): Step => (nothingAcknowledged(state) ? again(state) : { state });

/** Time went by: sends again what is unanswered for too long, and gives up in the end. */
export function waited(state: State, now: number): Step {
  if (now < state.patience.deadline) return { state };
  if (isSpent(state.patience, now)) return { state, ended: { outcome: 'timeout', reason: silence(state) } };
  return again({ ...state, patience: backOff(state.patience, now) });
}

/** The content bytes that the client has certainly got. */
export const bytesAcknowledged = (state: State, blockSize: number, size: number): number =>
  Math.min(Math.max(state.acknowledged, 0) * blockSize, size);

const nothingAcknowledged = ({ course, acknowledged }: State) => acknowledged < (course.options ? 0 : 1);

function acknowledge(state: State, number: number, now: number): Step {
  const block = state.acknowledged + ((number - state.acknowledged) & 0xffff);
  if (block > state.sent) return { state }; // of an earlier window, late
  if (block === state.acknowledged) return duplicate(state, block);
  if (block === state.course.blocks) return { state: { ...state, acknowledged: block }, ended: { outcome: 'done' } };
  const whole = block === state.sent;
  return next({ ...state, acknowledged: block, resentAfter: whole ? state.resentAfter : block, patience: measured(state.patience, now) });
}

/**
 * With windows of one block a second acknowledgement never sends anything, or each delayed packet would double all that follow (the
 * Sorcerer's Apprentice, RFC 1123 section 4.2.3.1). In larger windows it is how a client tells that the first block got lost (RFC 7440
 * section 4): that is believed once per block.
 */
function duplicate(state: State, block: number): Step {
  if (state.course.windowSize === 1 || state.resentAfter === block) return { state };
  return again({ ...state, resentAfter: block });
}

/** What is outstanding, once more: which copy will be answered nobody can tell, so this round trip is not measured. */
const again = (state: State): Step => ({
  state: { ...state, patience: { ...state.patience, sentAt: undefined } },
  send: [state.acknowledged + 1, state.sent],
});

/** First and last block of the window that follows when all that was sent is acknowledged; none are left when the first is the larger. */
export const upcoming = ({ course, sent }: State): readonly [first: number, last: number] => [
  sent + 1,
  Math.min(sent + course.windowSize, course.blocks),
];

/** The window after the last acknowledged block. The options go alone: what follows depends on their being accepted. */
function next(state: State): Step {
  const [first, last] = state.acknowledged < 0 ? [0, 0] : upcoming({ ...state, sent: state.acknowledged });
  return { state: { ...state, sent: last }, send: [first, last] };
}

/** UEFI firmware asks for the size and aborts with error 8, iPXE and PXELINUX with error 0: they got what they came for. */
function endedByClient(state: State, { code, message }: Extract<Packet, { kind: 'error' }>): NonNullable<Step['ended']> {
  const onlySize = state.acknowledged < 0 && (code === errorCode.undefined || code === errorCode.optionsRefused);
  return onlySize ? { outcome: 'probe' } : { outcome: 'aborted', reason: `the client sent error ${code} "${message}"` };
}

function silence({ acknowledged, course }: State): string {
  if (acknowledged < 0) return 'the client never acknowledged the options';
  if (acknowledged === course.blocks - 1) return 'the client never acknowledged the last block';
  return `the client fell silent after block ${acknowledged} of ${course.blocks}`;
}
