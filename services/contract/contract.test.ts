import { describe, expect, it } from 'vitest';
import type { Event, Happening } from '../domain/blade/events.ts';
import { foldRun, newRun } from '../domain/blade/run.ts';
import type { PlannedBlade } from '../domain/plan/plan.ts';
import { problem } from '../domain/problem.ts';
import { bladeView, calls, entryOf, entrySchema, runView, runViewSchema } from './index.ts';

const slot = 'c1/1';
const planned = new Map([
  [
    slot,
    {
      slot,
      index: 0,
      macs: ['d0:00:67:13:0d:00'],
      hostname: 'c1-1',
      address: '10.20.30.40',
      role: 'worker',
      arch: 'amd64',
      etcdMember: false,
      labels: {},
      taints: [],
      disk: { pick: 'only' },
      loader: 'auto',
    },
  ] as [string, PlannedBlade],
]);
const disk = { name: 'vda', serial: 'D1', wwn: '', model: 'QEMU', sizeBytes: 2e10, transport: 'virtio', removable: false, readOnly: false };
const transfer = { transfer: '1', protocol: 'http', address: '10.20.30.40', file: 'vmlinuz', kind: 'kernel' } as const;

const happenings: Happening[] = [
  { type: 'consent-recorded', slot, arming: 1, by: 'technician' },
  { type: 'armed', slots: [slot], arming: 1 },
  { type: 'sighting', mac: '52:54:00:00:00:99', client: 'pxe' },
  { type: 'address-conflict', address: '10.20.30.41' },
  { type: 'dhcp-heard', slot, mac: 'd0:00:67:13:0d:00', message: 'discover', client: 'ipxe' },
  {
    type: 'inventory',
    slot,
    inventory: {
      serial: 'S1',
      uuid: '',
      product: 'blade',
      memoryBytes: 4e9,
      bootId: 'a',
      nics: [],
      disks: [{ ...disk, blank: false, contents: 'gpt' }],
    },
  },
  { type: 'transfer-started', slot, ...transfer, totalBytes: 1000 },
  { type: 'transfer-progress', slot, ...transfer, sentBytes: 500, totalBytes: 1000 },
  { type: 'diagnosed', slot, problem: { ...problem('run-paused'), where: slot } },
];
const events: Event[] = happenings.map((happening, index) => ({ ...happening, seq: index + 1, at: 1_000_000 + 2_500 * index }));
const run = foldRun(newRun([slot]), events);

describe('what the console sees', () => {
  it('fits its own schema, through JSON', () => {
    const view = runView(run, planned, 'three-nodes');
    expect(runViewSchema.parse(JSON.parse(JSON.stringify(view)))).toEqual(view);
  });

  it('is one row per blade, with the seconds from its first packet', () => {
    expect(bladeView(run.blades[0]!, planned.get(slot)!)).toMatchObject({
      slot,
      hostname: 'c1-1',
      address: '10.20.30.40',
      stage: 'config',
      permission: 'armed',
      arming: 1,
      consentBy: 'technician',
      bytes: 500,
      progress: { step: 'kernel', percent: 50, bytes: 500, totalBytes: 1000 },
      problem: { code: 'run-paused', where: slot },
      seconds: { dhcp: 0, config: 2.5 },
      hardware: { serial: 'S1', disks: [{ name: 'vda', contents: 'gpt' }] },
    });
  });

  it('shows no consent that was given for another arming', () => {
    const [blade] = foldRun(run, [{ type: 'armed', slots: [slot], arming: 2, seq: run.seq + 1, at: 2_000_000 }]).blades;
    expect(bladeView(blade!, planned.get(slot)!)).not.toHaveProperty('consentBy');
  });

  it('is told of every event in words', () => {
    for (const event of events) expect(entrySchema.parse(entryOf(event)).words).not.toMatch(/undefined|NaN|^$/);
  });
});

describe('calls', () => {
  it('wipe nothing unless they say so', () => {
    expect(calls.arm.input.parse({ slots: [slot] })).toEqual({ slots: [slot], consentWipe: [] });
  });

  it.each([{}, { slots: [] }, { slots: ['c1'] }, { slots: [slot], wipe: true }, { slots: slot }])('refuse %j', (input) => {
    expect(calls.arm.input.safeParse(input).success).toBe(false);
  });
});
