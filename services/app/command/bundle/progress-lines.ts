// What a long job over a bundle tells while it works: a line now and then, with what is left of it.

import type { Progress } from '../../../bundle/index.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import { paceOf, secondsLeft } from '../../bundles/pace.ts';
import type { Output } from '../../output.ts';

/** As often as somebody who watches looks. */
const watchedMilliseconds = 1_000;
/** Seldom enough for a log. */
const loggedMilliseconds = 10_000;

/** `1:07:05`, `7:05`. */
export function shownSeconds(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `arrived`: bytes that really moved, where some were there already. */
export type Moving = Progress & { readonly arrived?: number };

function line({ part, bytes, totalBytes, partsDone, parts }: Moving, rate: number | undefined): string {
  const left = secondsLeft(totalBytes - bytes, rate);
  const speed = rate === undefined ? [] : [`${bytesInWords(rate)}/s`];
  if (parts === 0) return ['Reading what there is', bytesInWords(bytes), ...speed].join(', ');
  const rest = left === undefined ? [] : [`${shownSeconds(left)} left`];
  return [`${bytesInWords(bytes)} of ${bytesInWords(totalBytes)}`, `${partsDone} of ${parts} parts`, ...speed, ...rest, part].join(', ');
}

/** Give it to a job as its `onProgress`: it notes a line each second where a person watches, each ten elsewhere. */
export function progressLines(output: Output, clock: Pick<Clock, 'monotonic'> = systemClock): (progress: Moving) => void {
  const every = output.columns === undefined ? loggedMilliseconds : watchedMilliseconds;
  const pace = paceOf();
  let told = clock.monotonic();
  return (progress) => {
    const now = clock.monotonic();
    pace.at(now, progress.arrived ?? progress.bytes);
    if (now - told < every) return;
    told = now;
    output.note(line(progress, pace.rate()));
  };
}
