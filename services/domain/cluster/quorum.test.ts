import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quorumOf } from '../architecture/architecture.ts';
import type { EtcdMember } from './events.ts';
import { refusalToRemove } from './quorum.ts';

const member = (name: string, healthy = true, voter = true): EtcdMember => ({ name, healthy, voter });
const codeOf = (name: string, members: readonly EtcdMember[]) => refusalToRemove('c1/1', name, members)?.code;

test('any of several healthy members may go, down to the last two', () => {
  expect(codeOf('a', [member('a'), member('b'), member('c')])).toBeUndefined();
  expect(codeOf('a', [member('a'), member('b')])).toBeUndefined();
});

test('with one of three down, that one may go and no other', () => {
  const members = [member('a'), member('b'), member('c', false)];
  expect(codeOf('c', members)).toBeUndefined();
  expect(refusalToRemove('c1/1', 'a', members)).toMatchObject({
    code: 'quorum-at-risk',
    params: { slot: 'c1/1', healthy: 1, members: 2, quorum: 2 },
  });
});

test('with as many down as keep the others from deciding nothing can be changed, so nothing is tried', () => {
  expect(codeOf('b', [member('a'), member('b', false)])).toBe('quorum-lost');
  const members = [member('a'), member('b', false), member('c', false)];
  expect(['a', 'b', 'c'].map((name) => codeOf(name, members))).toEqual(['quorum-lost', 'quorum-lost', 'quorum-lost']);
});

test('the last member never goes', () => {
  expect(codeOf('a', [member('a')])).toBe('control-plane-last');
  expect(codeOf('a', [member('a'), member('b', true, false)])).toBe('control-plane-last');
});

test('a learner has no voice that could be missed, and a stranger none at all', () => {
  expect(codeOf('b', [member('a'), member('b', true, false)])).toBeUndefined();
  expect(codeOf('x', [member('a')])).toBeUndefined();
});

const members = fc
  .array(fc.record({ healthy: fc.boolean(), voter: fc.boolean() }), { minLength: 1, maxLength: 9 })
  .map((states) => states.map(({ healthy, voter }, index) => member(`m${index}`, healthy, voter)));
const voters = (all: readonly EtcdMember[]) => all.filter(({ voter }) => voter);
const canDecide = (all: readonly EtcdMember[]) => voters(all).filter(({ healthy }) => healthy).length >= quorumOf(voters(all).length);

test('whatever is allowed leaves a cluster that can decide, if it could before', () => {
  fc.assert(
    fc.property(members, fc.nat(8), (all, place) => {
      fc.pre(place < all.length && canDecide(all) && voters(all).length > 0);
      const name = all[place]!.name;
      if (codeOf(name, all) === undefined) expect(canDecide(all.filter((one) => one.name !== name))).toBe(true);
    }),
  );
});

test('a member that is down may always go where the others can decide without it', () => {
  fc.assert(
    fc.property(members, fc.nat(8), (all, place) => {
      fc.pre(place < all.length && !all[place]!.healthy && canDecide(all));
      expect(codeOf(all[place]!.name, all)).toBeUndefined();
    }),
  );
});

test('what is allowed stays allowed when one of the others gets well', () => {
  fc.assert(
    fc.property(members, fc.nat(8), fc.nat(8), (all, place, other) => {
      fc.pre(place < all.length && other < all.length && other !== place);
      const better = all.with(other, { ...all[other]!, healthy: true });
      if (codeOf(all[place]!.name, all) === undefined) expect(codeOf(all[place]!.name, better)).toBeUndefined();
    }),
  );
});
