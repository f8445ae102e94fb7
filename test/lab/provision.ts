// One `rackstrap provision` that the blades of the rack are switched on for, watched until they are where they are wanted.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../../services/domain/blade/stages.ts';
import { eventsAbout } from './journals.ts';
import { hasAll, lackingIn } from './node-steps.ts';
import { roleOf } from './plan.ts';
import { type Machine, powerOn } from './qemu.ts';
import { hardware, type Lab, say } from './rack.ts';
import { startRackstrap, type Told } from './rackstrap.ts';

/** `images`: all container images of the blade are in. */
export type Seconds = Partial<Record<Stage | 'images', number>>;

export interface Provisioned {
  readonly ok: boolean;
  /** By slot: seconds from the blade's power-on. */
  readonly seconds: ReadonlyMap<string, Seconds>;
  readonly machines: readonly Machine[];
  readonly problems: readonly string[];
}

interface Aim {
  readonly until: Stage;
  readonly state: string;
  readonly routerAdvertisement: boolean;
}

/** A stage after `booted`: with it Rackstrap goes on serving until the lab has heard of every image. */
const stillServing: Stage = 'joining';

const forImages = ({ options }: Lab, { until }: Aim): boolean => options.kubernetes && until === 'booted';

function switchOn(lab: Lab): Machine[] {
  const { blades, undo, accelerator } = lab;
  say(`Rackstrap serves; ${blades.length} ${blades.length === 1 ? 'blade is' : 'blades are'} switched on (${accelerator[1]})`);
  return blades.map((blade, index) => {
    const machine = powerOn(hardware(lab, blade, index), { inside: lab.switch.inside, accelerator });
    undo.push(machine.cutPower);
    return machine;
  });
}

/** What Rackstrap says, line by line, as the seconds of each blade. */
function watch(lab: Lab) {
  const { blades } = lab;
  let machines: Machine[] = [];
  const seconds = new Map<string, Seconds>(blades.map(({ slot }) => [slot, {}]));
  const problems: string[] = [];
  const indexOf = (slot: string) => blades.findIndex((blade) => blade.slot === slot);

  function reached(slot: string, what: keyof Seconds, at: number): void {
    const after = (at - machines[indexOf(slot)]!.poweredOn) / 1000;
    seconds.set(slot, { ...seconds.get(slot), [what]: after });
    say(`${slot}  ${what.padEnd(10)}  ${after.toFixed(1)} s after power-on`);
  }

  function heardEvent({ event, words, at }: Extract<Told, { type: 'event' }>): void {
    if (event.type !== 'node-step') return;
    say(`${event.slot}  ${words}`);
    if (hasAll(event, roleOf(indexOf(event.slot)))) reached(event.slot, 'images', at);
  }

  function heard(told: Told): void {
    if (told.type === 'listening') machines = switchOn(lab);
    if (told.type === 'problem') say(`${told.slot}  ${told.problem.what} ${told.problem.todo}`);
    if (told.type === 'result') problems.push(...told.problems.map(({ slot = '', what, todo }) => `${slot} ${what} ${todo}`));
    if (told.type === 'event') heardEvent(told);
    if (told.type === 'stage') reached(told.slot, told.stage, told.at);
  }

  return {
    heard,
    haveImages: () => [...seconds.values()].every(({ images }) => images !== undefined),
    found: () => ({ seconds, machines, problems }),
  };
}

const wordsFor = (lab: Lab, aim: Aim): string[] =>
  [
    ['provision', join(lab.directory, 'plan.yaml'), '--bundle', lab.bundle.id, '--state', aim.state, '--device', lab.switch.device],
    // Only the first blade's disk holds anything.
    ['--arm', '--consent-wipe', lab.blades[0]!.slot, '--until', forImages(lab, aim) ? stillServing : aim.until],
    ['--timeout', String(lab.options.timeout), '--json'],
    aim.routerAdvertisement ? [] : ['--no-router-advertisement'],
  ].flat();

/** By what was acknowledged, not by what was seen passing. */
const imagesLacking = ({ blades }: Lab, state: string): string[] =>
  blades.flatMap(({ slot }, index) => {
    const why = lackingIn(eventsAbout(state, slot), roleOf(index));
    return why ? [`${slot} ${why}.`] : [];
  });

/** Starts Rackstrap, switches the blades on when it serves, and waits until it ends by itself, or has told of every image. */
export async function provision(lab: Lab, aim: Aim): Promise<Provisioned> {
  const watched = watch(lab);
  const rackstrap = startRackstrap(wordsFor(lab, aim), {
    inside: lab.switch.inside,
    log: join(lab.directory, 'rackstrap.log'),
    onLine: (line) => {
      writeFileSync(join(lab.directory, 'events.jsonl'), `${line}\n`, { flag: 'a' });
      watched.heard(JSON.parse(line));
      if (forImages(lab, aim) && watched.haveImages()) void rackstrap.stop();
    },
  });
  lab.undo.push(rackstrap.stop);
  const code = await rackstrap.ended;
  const found = watched.found();
  if (!forImages(lab, aim)) return { ...found, ok: code === 0 };
  const lacking = imagesLacking(lab, aim.state);
  return { ...found, ok: lacking.length === 0, problems: [...found.problems, ...lacking] };
}

/** Power-on to script without the router advertisement; the blade is switched off again and its disk was never touched. */
export async function withoutAdvertisement(lab: Lab, state: string): Promise<number | undefined> {
  say('measuring without the router advertisement');
  const first = { ...lab, blades: lab.blades.slice(0, 1) };
  const run = await provision(first, { until: 'script', state, routerAdvertisement: false });
  await Promise.all(run.machines.map((machine) => machine.cutPower()));
  return run.seconds.get(first.blades[0]!.slot)?.script;
}
