import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BladeView, BundleListed, SiteView } from '../../../../services/contract/index.ts';
import { problem } from '../../../../services/domain/problem.ts';
import type { Api } from '../../../api.ts';
import { createArmStore } from './arm-store.ts';
import { mayStart, preconditions, type Situation } from './preconditions.ts';
import { askConsent, decisionOf, shownSlots, slotState, unheardOf } from './slots.ts';

const adapter = (link: 'up' | 'down' | 'unknown', address: string) => ({
  name: 'eth0',
  link,
  addresses: [{ address, prefixLength: 24 }],
  virtual: false,
});
const site = (...adapters: SiteView['adapters']): SiteView => ({ adapters, sightings: [], servers: [], problems: [] });
const bundle = { name: 'lab', id: 'b1', version: '12', problems: [], trust: { is: 'trusted' } } as unknown as BundleListed;
const unsigned = { ...bundle, trust: { is: 'unsigned' } };
const ready: Situation = {
  path: '/plans/rack.yaml',
  problems: [],
  bundleName: 'lab',
  bundle,
  bundlesKnown: true,
  accepted: undefined,
  lacks: [],
  laptop: '10.0.0.9',
  site: site(adapter('up', '10.0.0.9')),
  run: null,
};

describe('before services are started', () => {
  it.each([
    ['everything is ready', {}, ['planGood', 'bundleHere', 'bundleTrusted', 'adapterGood', 'runNone'], true],
    [
      'the plan has an error',
      { problems: [problem('plan-not-a-map')] },
      ['planErrors', 'bundleHere', 'bundleTrusted', 'adapterGood', 'runNone'],
      false,
    ],
    ['its bundle is not here', { bundle: undefined }, ['planGood', 'bundleMissing', 'adapterGood', 'runNone'], false],
    [
      'nobody knows the bundles yet',
      { bundle: undefined, bundlesKnown: false },
      ['planGood', 'bundleUnknown', 'adapterGood', 'runNone'],
      false,
    ],
    [
      'the bundle is damaged',
      { bundle: { ...bundle, problems: [problem('bundle-part-twice', { part: 'x' })] } },
      ['planGood', 'bundleDamaged', 'bundleTrusted', 'adapterGood', 'runNone'],
      false,
    ],
    ['nobody signed the bundle', { bundle: unsigned }, ['planGood', 'bundleHere', 'bundleUnsigned', 'adapterGood', 'runNone'], false],
    [
      'somebody signed it whose key nobody trusts',
      { bundle: { ...bundle, trust: { is: 'unknown-key', words: [] } } },
      ['planGood', 'bundleHere', 'bundleKeyUnknown', 'adapterGood', 'runNone'],
      false,
    ],
    [
      'it was accepted all the same',
      { bundle: unsigned, accepted: 'b1' },
      ['planGood', 'bundleHere', 'bundleAccepted', 'adapterGood', 'runNone'],
      true,
    ],
    [
      'another one was accepted',
      { bundle: unsigned, accepted: 'b2' },
      ['planGood', 'bundleHere', 'bundleUnsigned', 'adapterGood', 'runNone'],
      false,
    ],
    [
      'no adapter has the address',
      { site: site(adapter('up', '10.0.0.8')) },
      ['planGood', 'bundleHere', 'bundleTrusted', 'adapterMissing', 'runNone'],
      false,
    ],
    [
      'the bundle has no image',
      { lacks: [problem('os-part-absent', { bundle: 'lab', part: 'image' })] },
      ['planGood', 'bundleLacks', 'bundleTrusted', 'adapterGood', 'runNone'],
      false,
    ],
    [
      'the cable is out',
      { site: site(adapter('down', '10.0.0.9')) },
      ['planGood', 'bundleHere', 'bundleTrusted', 'adapterDown', 'runNone'],
      false,
    ],
    [
      'the system does not tell of links',
      { site: site(adapter('unknown', '10.0.0.9')) },
      ['planGood', 'bundleHere', 'bundleTrusted', 'adapterGood', 'runNone'],
      true,
    ],
    [
      'its own run is open',
      { run: { path: '/plans/rack.yaml', run: 'rack-1' } },
      ['planGood', 'bundleHere', 'bundleTrusted', 'adapterGood', 'runThis'],
      true,
    ],
    [
      'another run is open',
      { run: { path: '/plans/other.yaml', run: 'other-1' } },
      ['planGood', 'bundleHere', 'bundleTrusted', 'adapterGood', 'runOther'],
      false,
    ],
  ] as const)('%s', (_, changes, says, start) => {
    const list = preconditions({ ...ready, ...(changes as Partial<Situation>) });
    expect(list.map((one) => one.says)).toEqual(says);
    expect(mayStart(list)).toBe(start);
  });
});

const blade = (slot: string, changes: Partial<BladeView> = {}): BladeView =>
  ({ slot, stage: 'waiting', permission: 'local', ...changes }) as BladeView;

describe('a slot', () => {
  it.each([
    ['free', {}],
    ['free', { stage: 'kernel', arming: 1 }],
    ['armed', { permission: 'armed', arming: 1 }],
    ['busy', { stage: 'installing', arming: 1 }],
    ['busy', { stage: 'rebooting', arming: 1 }],
    ['home', { stage: 'booted', arming: 1 }],
    ['excluded', { excluded: 'broken', permission: 'armed' }],
  ] as const)('is %s: %j', (state, changes) => {
    expect(slotState(blade('c1/1', changes))).toBe(state);
  });

  it('is one to switch on, or one to decide about, only while it is armed', () => {
    const asks = { problem: { ...problem('consent-needed', { disk: 'sda', contents: 'gpt', slot: 'c1/3' }) } };
    const blades = Object.fromEntries(
      [
        blade('c1/1', { permission: 'armed' }),
        blade('c1/2', { permission: 'armed', stage: 'kernel' }),
        blade('c1/3', { permission: 'armed', stage: 'config', ...asks }),
        blade('c1/4', { stage: 'config', ...asks }),
        blade('c1/5'),
      ].map((one) => [one.slot, one]),
    );
    expect(unheardOf(Object.keys(blades), blades)).toEqual(['c1/1']);
    expect(askConsent(Object.keys(blades), blades)).toEqual(['c1/3']);
  });

  it('is shown by what it is, and by its chassis', () => {
    const blades = Object.fromEntries(
      [
        blade('c1/1'),
        blade('c1/2', { permission: 'armed' }),
        blade('c10/1', { hardware: { disks: [{ blank: false }] } as unknown as BladeView['hardware'] & object }),
      ].map((one) => [one.slot, one]),
    );
    const slots = Object.keys(blades);
    expect(shownSlots(slots, blades, 'all', '')).toEqual(slots);
    expect(shownSlots(slots, blades, 'all', 'c1')).toEqual(['c1/1', 'c1/2']);
    expect(shownSlots(slots, blades, 'armed', '')).toEqual(['c1/2']);
    expect(shownSlots(slots, blades, 'data', '')).toEqual(['c10/1']);
  });
});

describe('what the marks come to', () => {
  const state = fc.record({ permission: fc.constantFrom('armed', 'local'), stage: fc.constantFrom('waiting', 'installing', 'booted') });
  it('never arms a slot that is not free, and never wipes one that is not armed by it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(state, fc.boolean(), fc.boolean()), { maxLength: 20 }), (given) => {
        const slots = given.map((_, index) => `c1/${index + 1}`);
        const blades = Object.fromEntries(
          given.map(([one], index) => [slots[index]!, blade(slots[index]!, { ...one, arming: 1 } as Partial<BladeView>)]),
        );
        const chosen = (at: 1 | 2) => new Set(slots.filter((_, index) => given[index]![at]));
        const { arm, wipe, armed } = decisionOf(slots, blades, chosen(1), chosen(2));
        for (const slot of arm) expect([slotState(blades[slot]!), chosen(1).has(slot)]).toEqual(['free', true]);
        for (const slot of armed) expect(slotState(blades[slot]!)).toBe('armed');
        expect(wipe).toEqual(arm.filter((slot) => chosen(2).has(slot)));
      }),
    );
  });
});

/** Answers every call, and keeps what it was asked. */
function obeying(ok = true) {
  const asked: unknown[] = [];
  const call = async (name: string, input: unknown) => {
    asked.push([name, input]);
    return ok ? { ok, value: {} } : { ok, problems: [problem('run-none')] };
  };
  return { asked, api: { call } as unknown as Pick<Api, 'call'> };
}

describe('deciding about slots', () => {
  it('sends a consent with the slots that are armed, and forgets both', async () => {
    const { asked, api } = obeying();
    const { getState } = createArmStore(api);
    getState().mark(['c1/1', 'c1/2', 'c1/9'], true);
    getState().allowWipe(['c1/2', 'c1/9']);
    await getState().arm({ arm: ['c1/1', 'c1/2'], wipe: ['c1/2'], armed: [] });
    expect(asked).toEqual([['arm', { slots: ['c1/1', 'c1/2'], consentWipe: ['c1/2'] }]]);
    expect([[...getState().marked], [...getState().consented]]).toEqual([['c1/9'], ['c1/9']]);
  });

  it('keeps the marks when it was refused, and says why', async () => {
    const { getState } = createArmStore(obeying(false).api);
    getState().mark(['c1/1'], true);
    expect(await getState().arm({ arm: ['c1/1'], wipe: [], armed: [] })).toBe(false);
    expect([...getState().marked]).toEqual(['c1/1']);
    expect(getState().trouble.map(({ code }) => code)).toEqual(['run-none']);
  });

  it('begins without a mark and without a consent in every run', () => {
    const { getState } = createArmStore(obeying().api);
    getState().turnTo('rack-1');
    getState().mark(['c1/1'], true);
    getState().allowWipe(['c1/1']);
    getState().turnTo('rack-1');
    expect(getState().consented.size).toBe(1);
    getState().turnTo('rack-2');
    expect([getState().marked.size, getState().consented.size]).toEqual([0, 0]);
  });
});
