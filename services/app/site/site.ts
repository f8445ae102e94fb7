// The laptop and its cable as the console sees them: adapters looked at every two seconds while a page is there, and who was heard.

import type { AdapterView, SiteView } from '../../contract/index.ts';
import type { Happening } from '../../domain/blade/events.ts';
import { type Problem, problem, Refusal } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Part, type Running, started } from '../../platform/part.ts';
import type { Channel } from '../console/changes.ts';
import { cableProblems } from './cable-problems.ts';
import type { ListeningOptions } from './listening.ts';
import { wireWatch } from './wire-watch.ts';

/** Soon after a cable is plugged in, and nothing that a laptop would feel. */
const lookMilliseconds = 2000;

export interface SiteOptions {
  readonly adapters: () => Promise<AdapterView[]>;
  /** What hears the wire of an adapter. */
  readonly listening: (options: Pick<ListeningOptions, 'adapter' | 'emit'>) => Part;
  readonly clock: Clock;
  /** Called when listening begins and when it ends: a practice rack has somebody to be heard then. */
  readonly onListening?: (on: boolean) => Promise<void>;
}

export interface Site {
  /** Looked at anew. */
  look(): Promise<SiteView>;
  readonly channel: Channel<'site'>;
  listen(device: string): Promise<void>;
  stopListening(): Promise<void>;
  /** What the services of a run heard. */
  heard(happening: Happening): void;
  /** Why the last services ended; none once others are started. */
  troubles(found: readonly Problem[]): void;
  /** Looks at the adapters while somebody follows; lets go of the wire in the end. */
  readonly part: Part;
}

export function openSite({ adapters: look, listening: partFor, clock, onListening = async () => {} }: SiteOptions): Site {
  const wire = wireWatch();
  const followers = new Set<() => void>();
  /** Undefined until they were looked at for the first time. */
  let adapters: AdapterView[] | undefined;
  let listening: { readonly device: string; readonly running: Running } | undefined;
  let troubles: readonly Problem[] = [];
  let version = 0;

  const changed = () => {
    version += 1;
    for (const follower of followers) follower();
  };
  const heard = (happening: Happening) => {
    if (wire.heard(happening, clock.now())) changed();
  };
  const view = (): SiteView => ({
    adapters: adapters ?? [],
    ...(listening ? { listening: listening.device } : {}),
    sightings: wire.sightings(),
    servers: wire.servers(),
    problems: [...troubles, ...cableProblems(adapters ?? [], wire.servers())],
  });
  async function lookNow(): Promise<SiteView> {
    const found = await look();
    const same = JSON.stringify(found) === JSON.stringify(adapters);
    adapters = found;
    if (!same) changed();
    return view();
  }

  async function stopListening(): Promise<void> {
    const ending = listening;
    if (!ending) return;
    listening = undefined;
    changed();
    await ending.running.stop();
    await onListening(false);
  }

  return {
    look: lookNow,
    heard,
    stopListening,
    async listen(device) {
      await stopListening();
      const adapter = (await lookNow()).adapters.find(({ name }) => name === device);
      if (!adapter) throw new Refusal(problem('adapter-missing', { device }));
      listening = { device, running: await started(partFor({ adapter, emit: heard })) };
      changed();
      await onListening(true);
    },
    troubles(found) {
      troubles = found;
      changed();
    },
    channel: {
      name: 'site',
      begin() {
        let known = 0;
        return () => {
          if (adapters === undefined || known === version) return undefined;
          known = version;
          return { data: view() };
        };
      },
      follow(follower) {
        followers.add(follower);
        void lookNow();
        return () => void followers.delete(follower);
      },
    },
    part: {
      name: 'site',
      async run(signal, onReady) {
        onReady?.();
        while (!signal.aborted) {
          await clock.sleep(lookMilliseconds, signal);
          if (followers.size > 0 && !signal.aborted) await lookNow();
        }
        await stopListening();
      },
    },
  };
}
