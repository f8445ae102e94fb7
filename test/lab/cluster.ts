// A whole cluster in the lab: one `rackstrap provision` from blank blades to the stage that is wanted, with the lab as the hands at the rack.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Happening } from '../../services/domain/blade/events.ts';
import { compareStages, type Stage } from '../../services/domain/blade/stages.ts';
import { hasVip } from './plan.ts';
import { type Machine, powerOn } from './qemu.ts';
import { hardware, type Lab, say } from './rack.ts';
import { startRackstrap, type Told } from './rackstrap.ts';

/** What is watched for, with the seconds from the first power-on. */
export interface Milestone {
  readonly what: string;
  readonly seconds: number;
}

export interface ClusterRun {
  readonly ok: boolean;
  readonly milestones: readonly Milestone[];
  readonly problems: readonly string[];
}

type Event<Type extends Happening['type']> = Extract<Happening, { readonly type: Type }>;

/** The next blade is switched on when the one before it needs the laptop's two cores less. */
const nextAfter: Stage = 'booted';

/** What is told of while it happens; stages are told by themselves. */
const spoken: ReadonlySet<Happening['type']> = new Set([
  'node-step',
  'cluster-step',
  'cluster-answered',
  'cluster-silent',
  'node-seen',
  'node-lost',
  'etcd-seen',
  'addon-step',
  'token-renewed',
  'acceptance-started',
  'check-ended',
  'acceptance-ended',
  'hands-wanted',
  'unplug-started',
  'unplug-ended',
  'handed-over',
  'sealed',
]);

const isSpoken = (event: Happening): boolean =>
  spoken.has(event.type) && !(event.type === 'node-step' && event.done < event.of && event.error === undefined);

/** The blades of the rack, as hands find them. */
function rackOf(lab: Lab) {
  const { blades, undo, accelerator } = lab;
  const machines = new Map<string, Machine>();
  const on = (slot: string) => {
    if (machines.has(slot)) return;
    const index = blades.findIndex((blade) => blade.slot === slot);
    const machine = powerOn(hardware(lab, blades[index]!, index), { inside: lab.switch.inside, accelerator });
    machines.set(slot, machine);
    undo.push(machine.cutPower);
    say(`${slot}  switched on`);
  };
  const off = (slot: string) => {
    void machines.get(slot)?.cutPower();
    machines.delete(slot);
    say(`${slot}  its power is cut`);
  };
  return { on, off };
}

/** Hears what Rackstrap says, and does what hands do. */
function watch(lab: Lab) {
  const { blades } = lab;
  const rack = rackOf(lab);
  const milestones: Milestone[] = [];
  const problems: string[] = [];
  let begun = Date.now();
  const reached = (what: string) => milestones.push({ what, seconds: (Date.now() - begun) / 1000 });

  function next(slot: string, stage: Stage): void {
    const following = blades[blades.findIndex((blade) => blade.slot === slot) + 1];
    if (following && compareStages(stage, nextAfter) >= 0) rack.on(following.slot);
  }

  function hands({ slot, hands }: Event<'hands-wanted'>): void {
    if (hands === 'cut-power') rack.off(slot);
    else rack.on(slot);
  }

  function heardEvent(event: Happening, words: string): void {
    if (event.type === 'hands-wanted') hands(event);
    if (!isSpoken(event)) return;
    say(`${'slot' in event ? `${event.slot}  ` : ''}${words}`);
    reached(`${'slot' in event ? `${event.slot} ` : ''}${words}`);
  }

  function heard(told: Told): void {
    if (told.type === 'listening') {
      begun = Date.now();
      if (lab.options.architecture !== 'laptop') rack.on(blades[0]!.slot);
    }
    if (told.type === 'problem') say(`${told.slot}  ${told.problem.what} ${told.problem.todo}`);
    if (told.type === 'result') problems.push(...told.problems.map(({ slot = '', what, todo }) => `${slot} ${what} ${todo}`));
    if (told.type === 'event') heardEvent(told.event, told.words);
    if (told.type !== 'stage') return;
    say(`${told.slot}  ${told.stage}`);
    reached(`${told.slot} ${told.stage}`);
    next(told.slot, told.stage);
  }
  return { heard, found: () => ({ milestones, problems }) };
}

function wordsFor(lab: Lab, state: string, handOver: string): string[] {
  const planFile = join(lab.directory, 'plan.yaml');
  const { architecture, until, timeout } = lab.options;
  return [
    ['provision', planFile, '--bundle', lab.bundle.id, '--state', state, '--arm', '--consent-wipe', lab.blades[0]!.slot],
    architecture === 'laptop' ? [] : ['--device', lab.switch.device],
    ['--until', until, '--timeout', String(timeout), '--json'],
    until === 'sealed' ? ['--hand-over', handOver] : until === 'ready' ? ['--acceptance'] : [],
    compareStages(until, 'ready') >= 0 && architecture && hasVip(architecture) ? ['--cut-leader'] : [],
  ].flat();
}

/** Starts Rackstrap, lends it hands, and waits until it ends by itself. */
export async function provisionCluster(lab: Lab, state: string): Promise<ClusterRun> {
  const watched = watch(lab);
  const rackstrap = startRackstrap(wordsFor(lab, state, join(lab.directory, 'handed-over')), {
    inside: lab.switch.inside,
    log: join(lab.directory, 'rackstrap.log'),
    onLine: (line) => {
      writeFileSync(join(lab.directory, 'events.jsonl'), `${line}\n`, { flag: 'a' });
      watched.heard(JSON.parse(line));
    },
  });
  lab.undo.push(rackstrap.stop);
  const code = await rackstrap.ended;
  return { ...watched.found(), ok: code === 0 };
}
