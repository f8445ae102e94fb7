import { beforeEach, describe, expect, it } from 'vitest';
import type { PlanView, SiteView } from '../../../../services/contract/index.ts';
import { checkPlan } from '../../../../services/domain/plan/check.ts';
import { applyEdits, type PlanEdit } from '../../../../services/domain/plan/edit.ts';
import type { Api } from '../../../api.ts';
import { createPlanStore } from '../../../stores/plan.ts';
import { createSiteStore } from '../../../stores/site.ts';
import { mac, sampleData } from './sample-rack.ts';
import { createSlotsStore } from './store.ts';

const view = (data: unknown): PlanView => ({
  path: '/plan.yaml',
  sha256: '0'.repeat(64),
  text: '',
  data,
  problems: [...checkPlan(data).problems],
  canUndo: false,
  canRedo: false,
  removable: false,
});

/** An appliance that writes every edit, and counts the calls: each is one step of undo. */
function writingAppliance() {
  let data: unknown = sampleData;
  const steps: (readonly PlanEdit[])[] = [];
  const call = async (_: string, { edits }: { edits: readonly PlanEdit[] }) => {
    steps.push(edits);
    data = applyEdits(data, edits);
    return { ok: true, value: view(data) };
  };
  return { api: { call } as unknown as Pick<Api, 'call'>, steps };
}

function made() {
  const { api, steps } = writingAppliance();
  const plan = createPlanStore(api);
  const site = createSiteStore(api);
  plan.getState().show(view(sampleData));
  const slots = createSlotsStore(plan, site);
  const hear = (...numbers: number[]) => {
    const sightings = numbers.map((number) => ({ mac: mac(number), client: 'PXE', first: number, last: number, times: 1 }));
    site.getState().heard({ adapters: [], sightings, servers: [], problems: [] } satisfies SiteView);
  };
  const bladeIn = (slot: string) => plan.getState().plan.blades?.find((blade) => blade?.slot === slot);
  const written = async () => {
    while (plan.getState().pending.length > 0) await Promise.resolve();
    return steps.length;
  };
  return { plan, slots, hear, bladeIn, written, does: () => slots.getState() };
}

let all: ReturnType<typeof made>;
beforeEach(() => {
  all = made();
});

describe('a sticker after the other', () => {
  it('goes into slot after slot', () => {
    const { does, bladeIn } = all;
    does().choose('c1/15', 'only');
    for (const number of [0x50, 0x51, 0x52]) {
      does().edit('d');
      expect(does().write(`MAC ${mac(number).replaceAll(':', '')}`, 'on')).toBe(true);
    }
    expect(['c1/15', 'c1/16', 'c2/1'].map((slot) => bladeIn(slot)?.macs?.[0])).toEqual([mac(0x50), mac(0x51), mac(0x52)]);
    expect(does().focus).toBe('c2/2');
  });
  it('stays where it is when it holds no MAC address', () => {
    const { does, bladeIn } = all;
    does().choose('c1/2', 'only');
    does().edit('1');
    expect(does().write('12345', 'on')).toBe(false);
    expect([does().focus, does().editing?.slot, bladeIn('c1/2')]).toEqual(['c1/2', 'c1/2', undefined]);
  });
  it('leaves the slot as it was when nothing was typed', async () => {
    const { does, written } = all;
    does().choose('c1/1', 'only');
    does().edit();
    expect(does().write('', 'on')).toBe(true);
    expect([does().focus, await written()]).toEqual(['c1/2', 0]);
  });
});

describe('what is done to a range', () => {
  it('is one step of undo', async () => {
    const { does, bladeIn, written } = all;
    does().choose('c1/1', 'only');
    does().choose('c2/1', 'extend');
    does().paint('worker');
    expect(bladeIn('c1/1')?.role).toBe('worker');
    does().empty();
    expect(all.plan.getState().plan.blades).toEqual([]);
    does().paste(`${mac(0x60)}\n${mac(0x61)}`);
    expect(bladeIn('c1/2')?.macs).toEqual([mac(0x61)]);
    expect(await written()).toBeLessThanOrEqual(3);
  });
  it('hands a list that is more than a column to the import', () => {
    const { does } = all;
    does().paste('slot,mac\nc1/1,x');
    expect(does().list).toBe('slot,mac\nc1/1,x');
  });
});

it('finds another slot when the one of the keyboard has gone', () => {
  const { does } = all;
  does().choose('c9/9', 'only');
  does().settle(['c1/1', 'c1/2']);
  expect(does().focus).toBe('c1/1');
});

describe('powering on in order', () => {
  it('takes the machines that were not heard before, slot after slot', () => {
    const { does, hear, bladeIn } = all;
    hear(0x70);
    does().choose('c1/1', 'only');
    does().startPowerOn();
    expect(does().target).toBe('c1/2');
    hear(0x70, 0x71);
    hear(0x70, 0x71, 0x72);
    expect([bladeIn('c1/2')?.macs, bladeIn('c1/4')?.macs, does().target]).toEqual([[mac(0x71)], [mac(0x72)], 'c1/5']);
  });
  it('gives a second port back to the blade before', () => {
    const { does, hear, bladeIn } = all;
    does().choose('c1/4', 'only');
    does().startPowerOn();
    hear(0x71);
    hear(0x71, 0x72);
    does().secondPort();
    expect([bladeIn('c1/4')?.macs, bladeIn('c1/5'), does().target]).toEqual([[mac(0x71), mac(0x72)], undefined, 'c1/5']);
  });
  it('waits where it is told to, never at a filled slot, and puts nothing once it is off', () => {
    const { does, hear, plan } = all;
    does().startPowerOn();
    does().waitAt('c1/3');
    expect(does().target).toBe('c1/2');
    does().waitAt('c2/4');
    hear(0x71);
    expect(does().target).toBeUndefined();
    hear(0x71, 0x72);
    expect(plan.getState().plan.blades).toHaveLength(4);
  });
  it('is off when the step is left', () => {
    const { does, hear, plan } = all;
    does().startPowerOn();
    does().leave();
    hear(0x71);
    expect([does().target, plan.getState().plan.blades?.length]).toEqual([undefined, 3]);
  });
});
