import { expect, test } from 'vitest';
import type { HomeCall } from '../boot/wiring.ts';
import type { HomeEvent } from '../domain/blade/events.ts';
import { homeAnswers } from './home.ts';
import type { RunStore } from './run-store.ts';

/** What is journalled of one call of an installed system, and its answer. */
async function told(call: string, body: string, system: HomeCall['system'] = 'installed') {
  const journalled: HomeEvent[] = [];
  const store = { safely: (event: HomeEvent) => void journalled.push(event) } as unknown as RunStore;
  const answer = homeAnswers({ store, installedConfig: () => '', sizeFor: () => ({ imageBytes: 0, diskBytes: 0 }), now: () => 0 });
  return { answered: (await answer({ slot: 'c1/1', address: '10.20.30.40', system, call, body })).kind, journalled };
}

test('each step of a blade that becomes a node is journalled', async () => {
  expect(await told('step', 'step=images\ndone=3\nof=7\n')).toEqual({
    answered: 'done',
    journalled: [{ type: 'node-step', slot: 'c1/1', step: 'images', done: 3, of: 7 }],
  });
  expect((await told('step', 'step=cni-plugins\ndone=0\nof=1\nerror=no space left\n')).journalled).toEqual([
    { type: 'node-step', slot: 'c1/1', step: 'cni-plugins', done: 0, of: 1, error: 'no space left' },
  ]);
});

test('figures that are none, or too many, are made harmless', async () => {
  expect((await told('step', 'step=x\ndone=-3\nof=1e99\n')).journalled).toMatchObject([{ step: 'images', done: 0, of: 1 }]);
  expect((await told('step', 'done=99999999\n')).journalled).toMatchObject([{ done: 9999, of: 0 }]);
});

test('a live system has no such step', async () => {
  expect(await told('step', 'step=images\ndone=1\nof=1\n', 'live')).toEqual({ answered: 'refused', journalled: [] });
});
