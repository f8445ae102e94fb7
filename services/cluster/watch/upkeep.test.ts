import { expect, test } from 'vitest';
import { newRun } from '../../domain/blade/run.ts';
import { Secret } from '../../domain/secret.ts';
import { systemClock } from '../../platform/clock.ts';
import type { WatchOptions } from './options.ts';
import { newWatch } from './shared.ts';
import { upkeep } from './upkeep.ts';

/** What of the API a round asks for. */
async function askedIn(options: Partial<WatchOptions>): Promise<string[]> {
  const asked: string[] = [];
  const list = async (path: string) => {
    asked.push(path);
    return [];
  };
  const api = { get: async (path: string) => void asked.push(path), list } as unknown as WatchOptions['api'];
  const bootstrap = new Secret({ token: 'abcdef.0123456789abcdef', lifeSeconds: 60 });
  const world = { api, bootstrap, clock: systemClock, blades: [], run: () => newRun([]), emit: () => {}, mayAnswer: () => true };
  await upkeep(newWatch({ ...world, ...options } as unknown as WatchOptions))();
  return asked;
}

test('a cluster that is only looked at keeps its token as it is', async () => {
  const token = '/api/v1/namespaces/kube-system/secrets/bootstrap-token-abcdef';
  expect(await askedIn({})).toContain(token);
  const looked = await askedIn({ onlyLook: true });
  expect(looked).not.toContain(token);
  expect(looked).not.toEqual([]);
});
