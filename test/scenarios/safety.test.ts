// What must hold in every story, told by chance: lines of the scenarios' notation in any order, twisted or not.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isThere } from '../../services/domain/blade/aim.ts';
import { mayTakeSecrets, permissionOf } from '../../services/domain/blade/blade.ts';
import type { Event, Happening } from '../../services/domain/blade/events.ts';
import { decideInstall, type InstallDecision } from '../../services/domain/blade/install.ts';
import { bladeAt, foldRun, newRun, type Run, stepRun } from '../../services/domain/blade/run.ts';
import { compareStages, type Stage } from '../../services/domain/blade/stages.ts';
import { happenings, type Line, parseLine } from './lines.ts';

const boots = ['a', 'b', 'c'];
const calls = boots.flatMap((boot) => [
  ...['blank', 'data', 'blank serial=D2', 'diskless', 'blank memory=0.5'].map((found) => `inventory ${boot} ${found}`),
  ...['hello', 'go', 'go', 'go', 'done', 'failed', 'rebooting', 'booted'].map((call) => `${call} ${boot}`),
]);
const decisions = ['arm 1', 'arm 1', 'arm 2', 'arm 3', 'disarm', 'consent 1', 'consent 2', 'exclude burnt', 'pause', 'resume', 'restarted'];
const packets = [
  ...['pxe arch=7', 'ipxe arch=0', 'http-boot arch=16', 'os', 'bootp'].flatMap((client) => [`boots ${client}`, `discover ${client}`]),
  'request pxe other=10.20.30.1',
  'decline ipxe',
  'nak pxe no',
  'silent no loader',
  'conflict',
  'gets loader snponly.efi 1000',
  'start loader snponly.efi 1000',
  'end loader snponly.efi probe 0 1000',
  'end loader snponly.efi timeout 500 1000',
  'gets script boot.ipxe 10',
  'start kernel vmlinuz 1000',
  'sent kernel vmlinuz 500 1000',
  'end kernel vmlinuz done 1000 1000',
  'gets initrd live.gz 1000',
  'gets config live.ign 10',
  'gets image lab.bin 1000',
  'gets secrets installed.ign 1000',
  'refused file no',
  'progress fetching 50 500',
  'progress writing 50 500',
];
const nodes = [
  ...['plugins 1 1', 'images 2 5', 'images 2 5 disk full', 'images 5 5', 'removed reinstall', 'lost', 'sealed', 'answered'],
  ...['init', 'join'].flatMap((verb) =>
    ['waiting 1', 'running 1', 'failed 1 no', 'running 2', 'failed 2 no', 'failed 3 no', 'done 3'].map((told) => `kubeadm ${verb} ${told}`),
  ),
  ...['node ready', 'node not-ready no network', 'node not-ready'],
];
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...calls) },
  { weight: 2, arbitrary: fc.constantFrom(...decisions) },
  { weight: 2, arbitrary: fc.constantFrom(...nodes) },
  fc.constantFrom(...packets),
);
/** Chance seldom tells a whole install: half of the stories begin as it begins. */
const opening = fc.constantFrom(
  [],
  ['arm 1', 'inventory a blank', 'go a'],
  ['arm 1', 'consent 1', 'inventory a data', 'go a', 'done a', 'arm 2'],
  ['arm 1', 'inventory a blank', 'go a', 'done a', 'booted b', 'kubeadm join running 1'],
);
const story = fc
  .tuple(opening, fc.array(line, { maxLength: 60 }))
  .map(([begin, rest]) =>
    [...begin, ...rest].map((text, second) => parseLine(`${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')} ${text}`)!),
  );

/** One event of the story, with the run before and after it. */
interface Moment {
  readonly before: Run;
  readonly after: Run;
  readonly event: Event;
}
interface Told {
  readonly moments: readonly Moment[];
  readonly asked: readonly { readonly before: Run; readonly bootId: string; readonly decision: InstallDecision }[];
}

const slot = 'c1/1';
const of = (run: Run) => bladeAt(run, slot)!;
/** A rack of one, on its way into a cluster. */
const begin = newRun([slot], 'ready');

function tell(lines: readonly Line[]): Told {
  const moments: Moment[] = [];
  const asked: Told['asked'][number][] = [];
  let run = begin;
  const happen = (happening: Happening, at: number) => {
    const event = { ...happening, seq: run.seq + 1, at } as Event;
    const before = run;
    run = stepRun(run, event).run;
    moments.push({ before, after: run, event });
  };
  for (const line of lines) {
    const at = 1_000_000 + 1000 * line.seconds;
    if (line.verb !== 'go') {
      for (const happening of happenings(line)) happen(happening, at);
      continue;
    }
    const bootId = line.words[0]!;
    const decision = decideInstall({
      blade: of(run),
      rule: { pick: 'only' },
      bootId,
      size: { imageBytes: 1000, diskBytes: 1000 },
      paused: run.paused,
    });
    asked.push({ before: run, bootId, decision });
    if (decision.kind !== 'permit') continue;
    const { name: disk, serial: diskSerial } = decision.disk;
    happen({ type: 'install-permitted', slot, bootId, disk, diskSerial, wiped: decision.wiped }, at);
  }
  return { moments, asked };
}

const always = (holds: (told: Told) => void) =>
  fc.assert(
    fc.property(story, (lines) => holds(tell(lines))),
    { numRuns: 2000 },
  );
const permits = (told: Told) => told.asked.filter(({ decision }) => decision.kind === 'permit');

describe('whatever happens', () => {
  it('chance does tell stories in which disks are written, and stories in which they are not', () => {
    const kinds = fc.sample(story, { numRuns: 500, seed: 1 }).flatMap((lines) => tell(lines).asked.map(({ decision }) => decision.kind));
    expect(new Set(kinds)).toEqual(new Set(['permit', 'again', 'hold', 'refuse']));
  });

  it('one arming is good for one go', () =>
    always((told) => {
      const armings = permits(told).map(({ before }) => of(before).arming!.number);
      expect(new Set(armings).size).toBe(armings.length);
    }));

  it('nobody but the boot that got the go is told the disk again', () =>
    always((told) => {
      for (const { before, bootId, decision } of told.asked) if (decision.kind === 'again') expect(of(before).arming!.bootId).toBe(bootId);
    }));

  it('a disk that holds data is written only with consent for this very arming, and only what this very boot reported', () =>
    always((told) => {
      for (const { before, bootId, decision } of permits(told)) {
        const { consent, arming, inventory } = of(before);
        expect(inventory!.bootId).toBe(bootId);
        if (decision.kind === 'permit' && !decision.disk.blank) expect(consent?.arming).toBe(arming!.number);
      }
    }));

  it('nothing is permitted to a blade that is not armed, is left out, or belongs to a paused run', () =>
    always((told) => {
      for (const { before } of permits(told)) {
        expect(permissionOf(of(before))).toBe('armed');
        expect(before.paused).toBe(false);
      }
    }));

  it('the config with the secrets lies ready only for the boot that got the go, as long as nothing else was heard', () =>
    always((told) => {
      for (const { after } of told.moments) {
        const blade = of(after);
        if (!mayTakeSecrets(blade)) continue;
        expect(blade.arming).toMatchObject({ state: 'used', bootId: blade.boot?.bootId });
        expect(blade.boot?.fetches.secrets?.done ?? 0).toBeLessThan(3);
      }
    }));

  it('only an arming makes a blade armed', () =>
    always((told) => {
      for (const { before, after, event } of told.moments)
        if (permissionOf(of(before)) === 'local' && permissionOf(of(after)) === 'armed') expect(event.type).toBe('armed');
    }));

  it('each stage from the go on is reached by its own report, and as far as the installed system only on an arming that was used', () =>
    always((told) => {
      const reports: Partial<Record<Stage, readonly Event['type'][]>> = {
        installing: ['install-permitted'],
        rebooting: ['install-done'],
        booted: ['booted'],
        joining: ['cluster-step', 'node-seen'],
        ready: ['node-seen'],
        sealed: ['sealed'],
      };
      for (const { before, after, event } of told.moments) {
        const [one, other] = [of(before), of(after)];
        if (compareStages(other.stage, one.stage) <= 0 || compareStages(other.stage, 'installing') < 0) continue;
        expect(reports[other.stage]).toContain(event.type);
        if (compareStages(other.stage, 'booted') <= 0) expect(other.arming!.state).toBe('used');
      }
    }));

  it('a stage is left behind only by a reset, an arming, or because the node was taken out', () =>
    always((told) => {
      for (const { before, after, event } of told.moments)
        if (compareStages(of(after).stage, of(before).stage) < 0) expect(['dhcp-heard', 'armed', 'node-removed']).toContain(event.type);
    }));

  it('a blade is where the run brings it only while it is a ready node, or was one when the run was sealed', () =>
    always((told) => {
      for (const { after } of told.moments) {
        const blade = of(after);
        if (isThere(blade)) expect(blade.stage === 'sealed' || blade.node?.ready).toBe(true);
      }
    }));

  it('folding the journal again, or once more over itself, gives the same run', () =>
    always((told) => {
      const events = told.moments.map(({ event }) => event);
      const run = foldRun(begin, events);
      expect(run).toEqual(told.moments.at(-1)?.after ?? begin);
      expect(foldRun(run, events)).toBe(run);
    }));

  it('time alone changes no blade, and once a diagnosis is journalled it is not found again', () =>
    always((told) => {
      let run = told.moments.at(-1)?.after ?? begin;
      for (const at of [1_100_000, 2_000_000, 9_000_000]) {
        const tick: Event = { type: 'tick', seq: run.seq, at };
        const { run: after, effects } = stepRun(run, tick);
        expect(after).toBe(run);
        for (const effect of effects) if (effect.type === 'append') run = stepRun(run, { ...effect.event, seq: run.seq + 1, at }).run;
        expect(stepRun(run, tick).effects).toEqual([]);
      }
    }));
});
