import { expect, test } from 'vitest';
import { mayTakeSecrets, permissionOf } from './blade.ts';
import type { Event, Happening } from './events.ts';
import { bladeAt, foldRun, newRun } from './run.ts';

const slot = 'c1/1';
const happened = (...happenings: Happening[]) =>
  foldRun(
    newRun([slot]),
    happenings.map((one, index): Event => ({ ...one, seq: index + 1, at: 1000 * (index + 1) })),
  );
const blade = (...happenings: Happening[]) => bladeAt(happened(...happenings), slot)!;

const armed: Happening = { type: 'armed', slots: [slot], arming: 1 };
const go: Happening = { type: 'install-permitted', slot, bootId: 'b', disk: 'vda', diskSerial: 's', wiped: '' };
const up: Happening = { type: 'booted', slot, bootId: 'b', address: '10.20.30.40', hostname: 'c1-1', machineId: 'm' };
const node = (ready: boolean): Happening => ({ type: 'node-seen', slot, ready, version: 'v1.37.1', address: '10.20.30.40' });
const sealed: Happening = { type: 'sealed', by: 'console' };
const rolledBack: Happening = { type: 'rolled-back', by: 'command line' };

test.each([sealed, rolledBack])('after $type nothing that was armed may be installed, and nothing secret is handed out', (end) => {
  expect(permissionOf(blade(armed))).toBe('armed');
  expect(permissionOf(blade(armed, end))).toBe('local');
  expect(mayTakeSecrets(blade(armed, go))).toBe(true);
  expect(mayTakeSecrets(blade(armed, go, end))).toBe(false);
});

test('what is installed keeps its arming, and a ready node is sealed', () => {
  expect(blade(armed, go, up, node(true), sealed)).toMatchObject({ stage: 'sealed', arming: { state: 'used', written: true } });
  expect(blade(armed, go, up, node(false), sealed)).toMatchObject({ stage: 'joining' });
  expect(blade(armed, go, up, rolledBack)).toMatchObject({ stage: 'booted', arming: { state: 'used', written: true } });
});

test('a run that is given up says so', () => {
  expect(happened(armed).rolledBack).toBe(false);
  expect(happened(armed, rolledBack).rolledBack).toBe(true);
});

test('a node that came with the cluster, and was never armed here, is as ready as it says', () => {
  expect(blade(node(true))).toMatchObject({ stage: 'ready', node: { ready: true } });
  expect(blade(node(true), sealed).stage).toBe('sealed');
  expect(blade(node(true), armed)).toMatchObject({ stage: 'waiting', node: undefined });
});

test('a node that is heard while its blade is to be installed anew is none of this life', () => {
  expect(blade(armed, node(true))).toMatchObject({ stage: 'waiting', node: { ready: true } });
});
