// What each page is told of the rack. The run is never changed in place, so a page's knowledge is the run it was told last: what changed since
// is found by comparing, however much happened in between, and an event costs nothing but waking the pages.

import { bladeView, entryOf, type RackChange } from '../../contract/index.ts';
import type { Blade } from '../../domain/blade/blade.ts';
import type { Language } from '../../domain/language.ts';
import type { Channel, News } from '../console/changes.ts';
import { runHead } from './head.ts';
import type { OpenRun } from './open-run.ts';

export interface RunSource {
  /** The run that is open now. */
  run(): OpenRun | undefined;
  /** Calls `heard` when anything of it may have changed, or when it is another one. */
  follow(heard: () => void): () => void;
  now(): number;
}

/** What a page was told last. */
interface Known {
  readonly open: OpenRun | undefined;
  readonly blades: readonly Blade[];
  readonly seq: number;
  readonly rateAt: number;
  /** The head as it was sent: small, so its text is what tells it from another. */
  readonly head: string;
}

const noRun: RackChange = { run: null, seq: 0, whole: true, blades: [], activity: [], rates: [] };

function changeOf(open: OpenRun, known: Known | undefined, now: number, language: Language): { change: RackChange; known: Known } {
  const { blades, seq } = open.store.run();
  const whole = known === undefined;
  const changed = whole ? blades : blades.filter((blade, place) => blade !== known.blades[place]);
  const rates = open.throughput.after(known?.rateAt ?? Number.NEGATIVE_INFINITY);
  const run = runHead(open, now);
  const change = {
    run,
    seq,
    whole,
    blades: changed.map((blade) => bladeView(blade, open.store.planned.get(blade.slot)!)),
    activity: open.activity.after(known?.seq ?? 0).map((event) => entryOf(event, language)),
    rates,
  };
  const rateAt = rates.at(-1)?.at ?? known?.rateAt ?? Number.NEGATIVE_INFINITY;
  return { change, known: { open, blades, seq, rateAt, head: JSON.stringify(run) } };
}

const saysNothing = ({ blades, activity, rates }: RackChange, head: string, known: Known | undefined) =>
  known !== undefined && blades.length === 0 && activity.length === 0 && rates.length === 0 && head === known.head;

function teller({ run, now }: RunSource, language: Language): () => News<'rack'> | undefined {
  let known: Known | undefined;
  return () => {
    const open = run();
    if (!open) {
      if (known !== undefined && known.open === undefined) return undefined;
      known = { open, blades: [], seq: 0, rateAt: 0, head: '' };
      return { id: 0, data: noRun };
    }
    const before = known?.open === open ? known : undefined;
    const { change, known: after } = changeOf(open, before, now(), language);
    if (saysNothing(change, after.head, before)) return undefined;
    known = after;
    return { id: change.seq, data: change };
  };
}

export const rackChannel = (source: RunSource): Channel<'rack'> => ({
  name: 'rack',
  begin: (language) => teller(source, language),
  follow: source.follow,
});
