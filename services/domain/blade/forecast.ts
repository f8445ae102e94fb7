// When the rack will be done, from what was measured so far: how long the blades that are where they are to be took, and how fast bytes flow.

import { isThere } from './aim.ts';
import type { Blade } from './blade.ts';
import type { Stage } from './stages.ts';

export interface Measured {
  readonly blades: readonly Blade[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** To all blades together, over the last seconds. */
  readonly bytesPerSecond: number;
}

export interface Forecast {
  /** Armed blades that are where the run brings them. */
  readonly done: number;
  /** Armed blades that are not left out. */
  readonly of: number;
  /** Until all of them are there; absent while nothing can be told. */
  readonly secondsLeft?: number;
}

const counts = ({ arming, excluded }: Blade) => arming !== undefined && arming.state !== 'withdrawn' && excluded === undefined;
/** A blade with a problem comes home when somebody helps it: nobody knows when. */
const isPredictable = (blade: Blade) => !isThere(blade) && blade.problem === undefined;

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** When it was first heard in its present life; milliseconds since 1970. */
export const firstPacket = ({ reached }: Blade): number => Math.min(...Object.values(reached));

/** Seconds from the first packet to this stage, as the blades that are home took them. */
const usual = (home: readonly Blade[], stage: Stage): number | undefined =>
  median(home.flatMap((blade) => (blade.reached[stage] === undefined ? [] : [(blade.reached[stage] - firstPacket(blade)) / 1000])));

/** From where it is, if it goes on as they went; one that is late already is expected every moment. */
function secondsOf(blade: Blade, home: readonly Blade[], now: number): number {
  const whole = usual(home, blade.aim) ?? 0;
  if (blade.stage === 'waiting') return whole;
  return Math.max(0, whole - (usual(home, blade.stage) ?? 0) - (now - blade.since) / 1000);
}

/** Bytes that still have to flow, at the rate at which they do. */
function secondsOfBytes(away: readonly Blade[], home: readonly Blade[], bytesPerSecond: number): number {
  const each = median(home.map(({ bytes }) => bytes)) ?? 0;
  const left = away.reduce((sum, { bytes }) => sum + Math.max(0, each - bytes), 0);
  return bytesPerSecond > 0 ? left / bytesPerSecond : 0;
}

/** The slowest of two estimates: the blade that is furthest behind, and the cable that all of them share. */
export function forecast({ blades, now, bytesPerSecond }: Measured): Forecast {
  const armed = blades.filter(counts);
  const home = armed.filter(isThere);
  const away = armed.filter(isPredictable);
  const counted = { done: home.length, of: armed.length };
  if (home.length === 0 || away.length === 0) return counted;
  const slowest = Math.max(...away.map((blade) => secondsOf(blade, home, now)));
  return { ...counted, secondsLeft: Math.round(Math.max(slowest, secondsOfBytes(away, home, bytesPerSecond))) };
}
