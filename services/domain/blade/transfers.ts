// What the files a blade asks for say about how far it is.

import { type Blade, type Fetch, inBoot, isInstalled, type Progress, reach, takeSecrets } from './blade.ts';
import type { TransferKind } from './events.ts';
import { becomes, type EventOf, type Handler, stays } from './outcome.ts';
import type { Stage } from './stages.ts';

/** The stage that asking for a file of this kind proves. PXELINUX's menu is its script; the image is fetched by the live system's agent. */
const proves: Partial<Record<TransferKind, Stage>> = {
  loader: 'loader',
  script: 'script',
  menu: 'script',
  kernel: 'kernel',
  initrd: 'kernel',
  config: 'config',
  image: 'config',
};

type Moving = EventOf<'transfer-started' | 'transfer-progress' | 'transfer-ended'>;

const percent = (part: number, whole: number) => (whole > 0 ? Math.min(100, Math.floor((100 * part) / whole)) : 0);

const progressOf = ({ kind, totalBytes }: Moving, sent: number): Progress => ({
  step: kind === 'image' ? 'fetching' : kind,
  percent: percent(sent, totalBytes),
  bytes: sent,
  totalBytes,
});

const isOfThisBoot = (blade: Blade, { transfer }: Moving) => {
  const known = blade.transfers[transfer];
  return known !== undefined && known.boot === blade.boot?.at;
};

/** Counts what this transfer has sent by now; only bytes that flowed to the present boot reset a deadline. */
function carried(blade: Blade, event: Moving, sent: number): Blade {
  const before = blade.transfers[event.transfer];
  const more = Math.max(0, sent - (before?.sent ?? 0));
  const transfer = { kind: event.kind, sent, boot: before ? before.boot : blade.boot?.at };
  const counted = { ...blade, bytes: blade.bytes + more, transfers: { ...blade.transfers, [event.transfer]: transfer } };
  if (!isOfThisBoot(counted, event)) return counted;
  return { ...counted, progress: progressOf(event, sent), moved: more > 0 ? event.at : blade.moved };
}

const fetched = (blade: Blade, event: Moving, fetch: Fetch): Blade =>
  inBoot(blade, event.at, { refused: undefined, fetches: { ...blade.boot?.fetches, [event.kind]: fetch } });

function asked(blade: Blade, event: Moving): Blade {
  const before = blade.boot?.fetches[event.kind];
  const done = before?.file === event.file ? before.done : 0;
  return fetched(blade, event, { file: event.file, done, trouble: undefined });
}

export const transferStarted: Handler<'transfer-started'> = (blade, event) => {
  const started = carried(asked(blade, event), event, 0);
  const stage = proves[event.kind];
  if (!stage) return becomes(started);
  if (isInstalled(blade)) return stays(started, `asks for a ${event.kind} although its disk is written; its stage stays`);
  return becomes(reach(started, stage, event.at));
};

export const transferProgress: Handler<'transfer-progress'> = (blade, event) => becomes(carried(blade, event, event.sentBytes));

type Ended = EventOf<'transfer-ended'>;

const brokenOff: Record<Exclude<Ended['outcome'], 'done' | 'probe'>, string> = {
  aborted: 'the blade broke it off',
  timeout: 'it no longer confirmed what it was sent',
  failed: 'it could not be sent',
};

/** UEFI firmware and some ROMs ask for the size first and abort: that is no trouble. */
function endOf(fetch: Fetch | undefined, { file, outcome, reason }: Ended): Fetch {
  const done = fetch?.file === file ? fetch.done : 0;
  if (outcome === 'done') return { file, done: done + 1, trouble: undefined };
  return { file, done, trouble: outcome === 'probe' ? undefined : (reason ?? brokenOff[outcome]) };
}

/** Nobody needs the config with the secrets more often: once, and again after answers that the blade's network lost behind our back. */
const wholeSecrets = 3;

const givenAway = (blade: Blade): Blade => ((blade.boot?.fetches.secrets?.done ?? 0) >= wholeSecrets ? takeSecrets(blade) : blade);

export const transferEnded: Handler<'transfer-ended'> = (blade, event) => {
  const counted = event.outcome === 'probe' ? blade : carried(blade, event, event.sentBytes);
  const { [event.transfer]: _, ...transfers } = counted.transfers;
  const moved = event.outcome === 'done' ? event.at : counted.moved;
  if (!isOfThisBoot(blade, event)) return becomes({ ...counted, transfers });
  const over = { ...counted, transfers, moved, progress: undefined };
  return becomes(givenAway(fetched(over, event, endOf(blade.boot?.fetches[event.kind], event))));
};

/** Kept until the next file is given: PXELINUX asks for names that do not exist before it asks for its own. */
export const requestRefused: Handler<'request-refused'> = (blade, { at, file, reason }) =>
  becomes(blade.boot ? inBoot(blade, at, { refused: { file, reason } }) : blade);
