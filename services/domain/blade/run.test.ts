import { describe, expect, it } from 'vitest';
import type { Event, Happening } from './events.ts';
import { bladeAt, foldRun, newRun, type Run, stepRun, transfersInProgress } from './run.ts';

const begin = 1_800_000_000_000;
const slots = Array.from({ length: 512 }, (_, index) => `c${1 + Math.floor(index / 16)}/${1 + (index % 16)}`);
const numbered = (happenings: readonly Happening[], from = 0): Event[] =>
  happenings.map((happening, index) => ({ ...happening, seq: from + index + 1, at: begin + index }) as Event);
const heard = (slot: string): Happening => ({
  type: 'dhcp-heard',
  slot,
  mac: 'd0:00:67:13:0d:00',
  message: 'discover',
  client: 'pxe',
  architecture: 7,
});
const loader = (slot: string) =>
  ({ slot, transfer: slot, protocol: 'tftp', address: '10.20.30.40', file: 'snponly.efi', kind: 'loader' }) as const;
const told = (run: Run, ...happenings: Happening[]) => foldRun(run, numbered(happenings, run.seq));

describe('a run', () => {
  it('remembers what was chosen at a machine that is not planned, and plans nothing by it', () => {
    const sighting = { type: 'sighting', mac: 'd0:00:67:ff:ff:01', client: 'pxe', architecture: 7 } as const;
    const wish = { entry: 'develop-worker', architecture: 'development', role: 'worker' } as const;
    const before = newRun(slots);
    const after = told(before, sighting, { type: 'menu-chosen', mac: sighting.mac, ...wish }, sighting);
    expect(after.sightings.get(sighting.mac)).toMatchObject({ client: 'pxe', architecture: 7, times: 2, wish });
    expect(after.blades).toBe(before.blades);
    expect(told(before, { type: 'menu-chosen', mac: sighting.mac, ...wish }).sightings.get(sighting.mac)).toMatchObject({ times: 0, wish });
  });

  it('leaves every blade but the one an event is about as it is', () => {
    const before = newRun(slots);
    const after = told(before, heard('c2/3'));
    expect(bladeAt(after, 'c2/3')!.stage).toBe('dhcp');
    expect(after.blades.filter((blade, place) => blade !== before.blades[place])).toHaveLength(1);
  });

  it('folds a thousand events a second of 512 blades with time to spare', () => {
    const happenings = slots.flatMap((slot) => [
      heard(slot),
      { type: 'transfer-started', ...loader(slot), totalBytes: 1000 } as const,
      ...Array.from(
        { length: 20 },
        (_, part) => ({ type: 'transfer-progress', ...loader(slot), sentBytes: 50 * part, totalBytes: 1000 }) as const,
      ),
    ]);
    const run = told(newRun(slots), { type: 'armed', slots, arming: 1 });
    const events = numbered(happenings, run.seq);
    const start = performance.now();
    const after = foldRun(run, events);
    expect(transfersInProgress(after)).toBe(512);
    expect(performance.now() - start).toBeLessThan(events.length);
  });

  it('numbers its armings, and arms nothing that is not in the plan', () => {
    const run = told(newRun(['c1/1']), { type: 'armed', slots: ['c1/1', 'c9/9'], arming: 4 });
    expect(run.armings).toBe(4);
    expect(bladeAt(run, 'c9/9')).toBeUndefined();
  });

  it('knows the bundles that were accepted apart from those that are trusted, by their manifests', () => {
    const accepted = { type: 'bundle-accepted', trust: 'unsigned', words: [], how: 'console' } as const;
    const run = told(
      newRun(['c1/1']),
      { ...accepted, manifestSha256: 'a' },
      { type: 'bundle-trusted', manifestSha256: 'b', words: '', comment: '' },
      { ...accepted, manifestSha256: 'c' },
    );
    expect([[...run.acceptedBundles], [...run.trustedBundles]]).toEqual([['a', 'c'], ['b']]);
  });

  it('does not fold an event twice', () => {
    const [event] = numbered([heard('c1/1')]);
    const once = stepRun(newRun(['c1/1']), event!).run;
    expect(stepRun(once, event!)).toEqual({ run: once, effects: [], notes: [] });
  });

  it('remembers the machines heard last of more strangers than a rack holds', () => {
    const mac = (index: number) =>
      `02:00:00:00:${Math.floor(index / 256)
        .toString(16)
        .padStart(2, '0')}:${(index % 256).toString(16).padStart(2, '0')}`;
    const strangers = Array.from({ length: 1000 }, (_, index): Happening => ({ type: 'sighting', mac: mac(index), client: 'pxe' }));
    const { sightings } = told(newRun([]), ...strangers, { type: 'sighting', mac: mac(900), client: 'ipxe' });
    expect(sightings.size).toBe(256);
    expect([...sightings.keys()].at(-1)).toBe(mac(900));
    expect(sightings.get(mac(900))).toMatchObject({ times: 2, client: 'ipxe' });
  });

  it('keeps the newest address conflicts', () => {
    const conflicts = Array.from({ length: 100 }, (_, index): Happening => ({ type: 'address-conflict', address: `10.20.30.${index}` }));
    expect(
      told(newRun([]), ...conflicts)
        .conflicts.map(({ address }) => address)
        .slice(-2),
    ).toEqual(['10.20.30.98', '10.20.30.99']);
    expect(told(newRun([]), ...conflicts).conflicts).toHaveLength(64);
  });

  it('says where and why an event moved nothing', () => {
    const event = { type: 'disarmed', slots: ['c1/1'], seq: 1, at: begin } as const;
    expect(stepRun(newRun(['c1/1']), event).notes).toEqual([{ slot: 'c1/1', note: 'has no unused arming to take back' }]);
  });

  it('asks for a new boot table when a permission or an arming changes, and only then', () => {
    const run = newRun(['c1/1', 'c1/2']);
    const armed = stepRun(run, { type: 'armed', slots: ['c1/1'], arming: 1, seq: 1, at: begin });
    expect(armed.effects).toEqual([{ type: 'table', slot: 'c1/1', permission: 'armed' }]);
    const again = stepRun(armed.run, { type: 'armed', slots: ['c1/1'], arming: 2, seq: 2, at: begin });
    expect(again.effects).toEqual([{ type: 'table', slot: 'c1/1', permission: 'armed' }]);
    expect(stepRun(again.run, { ...heard('c1/1'), seq: 3, at: begin } as Event).effects).toEqual([]);
  });
});
