import { expect, it } from 'vitest';
import type { BundleListed } from '../../services/contract/index.ts';
import { createSiteStore } from './site.ts';

/** Answers in whatever order the test lets them go. */
function answeringLate() {
  const waiting: ((directory: string) => void)[] = [];
  const call = () =>
    new Promise((resolve) => {
      waiting.push((directory) => resolve({ ok: true, value: { directory: '', free: 1, bundles: [{ directory } as BundleListed] } }));
    });
  return { api: { call: call as never }, waiting };
}

it('keeps the newest list of bundles when an earlier answer comes late', async () => {
  const { api, waiting } = answeringLate();
  const store = createSiteStore(api);
  const [early, late] = [store.getState().loadBundles(), store.getState().loadBundles()];
  waiting[1]!('/after');
  await late;
  waiting[0]!('/before');
  await early;
  expect(store.getState().bundles?.map(({ directory }) => directory)).toEqual(['/after']);
});
