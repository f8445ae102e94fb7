// Plays a scenario as the appliance would: events are folded, effects carried out, and what followed is written under each line.
//
//   → dhcp                       the blade's stage moved there
//   → table: local               its entry in the boot table changed
//   → 0:55 offer-without-…: …    a diagnosis, and when the tick found it; `cleared` when it is over
//   → 6:00 secrets withheld      it did nothing with its go in time
//   → note: …                    the event moved nothing, and why
//   → permit: …                  the answer to `go` (as the agent's call would get it)
//   = c1/1 …                     where every blade ended

import { type Aim, aims } from '../../services/domain/blade/aim.ts';
import { type Blade, permissionOf } from '../../services/domain/blade/blade.ts';
import type { Event, Happening } from '../../services/domain/blade/events.ts';
import { decideInstall, type InstallDecision } from '../../services/domain/blade/install.ts';
import { bladeAt, foldRun, newRun, type Run, stepRun } from '../../services/domain/blade/run.ts';
import type { Effect } from '../../services/domain/blade/step.ts';
import { happenings, type Line, parseLine } from './lines.ts';

/** Any day will do, but not zero: a forgotten time shows. */
const startOfStory = Date.UTC(2026, 0, 1);
const imageBytes = 500 * 2 ** 20;

const clock = (milliseconds: number) => {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

const decisionInWords = (decision: InstallDecision) => {
  if (decision.kind === 'permit') return `permit: ${decision.disk.name}, wiping ${decision.wiped}`;
  if (decision.kind === 'again') return `again: ${decision.disk.name}`;
  return `${decision.kind}: ${decision.problem.code}: ${decision.problem.what} ${decision.problem.todo}`;
};

function foundInWords(event: Extract<Effect, { readonly type: 'append' }>['event'], when: string): string {
  if (event.type === 'secrets-withheld') return `${when} secrets withheld`;
  return event.type === 'diagnosed' ? `${when} ${event.problem.code}: ${event.problem.what} ${event.problem.todo}` : 'cleared';
}

class Player {
  readonly initial: Run;
  readonly slots: readonly string[];
  run: Run;
  now = 0;
  out: string[] = [];
  readonly journal: Event[] = [];

  constructor(slots: readonly string[], aim: Aim | undefined) {
    this.slots = slots;
    this.initial = newRun(slots, aim);
    this.run = this.initial;
  }

  private say(slot: string, text: string) {
    this.out.push(`      → ${this.slots.length > 1 && slot ? `${slot}: ` : ''}${text}`);
  }

  private follow(effect: Effect) {
    if (effect.type === 'table') return this.say(effect.slot, `table: ${effect.permission}`);
    const { event } = effect;
    this.say(event.slot, foundInWords(event, clock(this.now)));
    this.happen(event);
  }

  happen(happening: Happening) {
    const event: Event = { ...happening, seq: this.run.seq + 1, at: startOfStory + this.now };
    const before = this.run;
    if (event.type !== 'tick') this.journal.push(event);
    const { run, effects, notes } = stepRun(this.run, event);
    this.run = run;
    run.blades.forEach((blade, place) => {
      if (blade.stage !== before.blades[place]!.stage) this.say(blade.slot, blade.stage);
    });
    for (const { slot, note } of notes) this.say(slot, `note: ${note}`);
    for (const effect of effects) this.follow(effect);
  }

  /** Ticks once per second up to the line's time. */
  wait(until: number) {
    for (; this.now < until; ) {
      this.now += 1000;
      this.happen({ type: 'tick' });
    }
  }

  private go({ slot, words: [bootId = ''] }: Line) {
    const blade = bladeAt(this.run, slot);
    if (!blade) return this.say(slot, 'no such blade');
    const decision = decideInstall({
      blade,
      rule: { pick: 'only' },
      bootId,
      size: { imageBytes, diskBytes: imageBytes },
      paused: this.run.paused,
    });
    this.say(slot, decisionInWords(decision));
    if (decision.kind === 'hold') this.happen({ type: 'install-held', slot, problem: decision.problem });
    if (decision.kind === 'permit') {
      const { name: disk, serial: diskSerial } = decision.disk;
      this.happen({ type: 'install-permitted', slot, bootId, disk, diskSerial, wiped: decision.wiped });
    }
  }

  /** What a killed appliance finds when it comes back: the journal folded anew, and once more over that. */
  private replay() {
    const anew = foldRun(this.initial, this.journal);
    const twice = foldRun(anew, this.journal);
    const same = JSON.stringify(anew.blades) === JSON.stringify(this.run.blades) && twice === anew;
    this.say('', same ? 'the same run' : 'ANOTHER RUN');
    this.run = anew;
  }

  play(line: Line) {
    if (line.verb === 'wait') return;
    if (line.verb === 'go') return this.go(line);
    if (line.verb === 'replay') return this.replay();
    for (const happening of happenings(line)) this.happen(happening);
  }
}

function ending(blade: Blade): string {
  const reached = Object.entries(blade.reached).map(([stage, at]) => `${stage} ${clock(at - startOfStory)}`);
  const problem = blade.problem ? `; ${blade.problem.code}` : '';
  return `= ${blade.slot} ${blade.stage}, ${permissionOf(blade)}, ${blade.bytes} bytes${problem}${reached.length > 0 ? ` (${reached.join(', ')})` : ''}`;
}

/** What stands behind this word at the beginning of a line. */
const header = (lines: readonly string[], name: string): string[] | undefined =>
  lines
    .find((line) => line.startsWith(`${name} `))
    ?.split(' ')
    .slice(1);

/** The scenario's text with everything that the runner writes written anew. */
export function play(text: string): string {
  const lines = text.trimEnd().split('\n');
  const [wanted] = header(lines, 'aim') ?? [];
  const player = new Player(
    header(lines, 'slots') ?? ['c1/1'],
    aims.find((aim) => aim === wanted),
  );
  const told = lines.flatMap((text) => {
    if (/^\s*[→=]/.test(text)) return [];
    const line = parseLine(text);
    player.out = [];
    if (!line) return [text];
    player.wait(1000 * line.seconds);
    const meanwhile = player.out;
    player.out = [];
    player.play(line);
    return [...meanwhile, text, ...player.out];
  });
  const sightings = [...player.run.sightings.values()].map(({ mac, times }) => `= not in the plan: ${mac}, seen ${times} times`);
  return `${[...told, ...player.run.blades.map(ending), ...sightings].join('\n')}\n`;
}
