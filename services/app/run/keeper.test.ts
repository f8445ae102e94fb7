import { describe, expect, it, vi } from 'vitest';
import { problem, Refusal } from '../../domain/problem.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Part } from '../../platform/part.ts';
import { untilAborted } from '../../platform/part.ts';
import type { Appliance } from '../appliance.ts';
import { runKeeper } from './keeper.ts';

/** As much of an appliance as its keeper looks at. */
function appliance(run: Part['run']): Appliance & { readonly closed: string[] } {
  const store = { run: () => ({ seq: 0, blades: [] }), since: () => [], follow: () => () => {}, trouble: () => undefined };
  return { name: 'appliance', runName: 'lab-1', plan: { sha256: 'a', path: '/p' }, warnings: [], store, run } as never;
}
const serving: Part['run'] = async (signal, onReady) => {
  onReady?.();
  await untilAborted(signal);
};

function scene() {
  const failures: string[] = [];
  const keeper = runKeeper({
    simulated: true,
    clock: systemClock,
    onOpen: () => {},
    onFailure: (problems) => failures.push(...problems.map(({ code }) => code)),
  });
  const heard: (string | undefined)[] = [];
  keeper.follow(() => heard.push(keeper.run()?.runName));
  return { keeper, failures, heard };
}

describe('the keeper of the open run', () => {
  it('shows a run from its start to its stop', async () => {
    const { keeper, heard, failures } = scene();
    await keeper.start(appliance(serving));
    expect(keeper.run()?.runName).toBe('lab-1');
    await keeper.stop();
    expect({ run: keeper.run(), heard, failures }).toEqual({ run: undefined, heard: ['lab-1', undefined], failures: [] });
    await expect(keeper.stop()).rejects.toMatchObject({ problems: [{ code: 'run-none' }] });
  });

  it('shows none whose services do not start, and says why', async () => {
    const { keeper, heard } = scene();
    const busy = new Refusal(problem('port-forbidden', { protocol: 'UDP', port: 67 }));
    await expect(keeper.start(appliance(() => Promise.reject(busy)))).rejects.toBe(busy);
    expect({ run: keeper.run(), heard }).toEqual({ run: undefined, heard: [] });
  });

  it('tells when the services end by themselves: expected or not', async () => {
    const { keeper, failures } = scene();
    const shout = vi.spyOn(console, 'error').mockImplementation(() => {});
    for (const reason of [new Refusal(problem('adapter-missing', { device: 'eth0' })), new Error('a mistake')]) {
      const breaks = Promise.withResolvers<void>();
      await keeper.start(
        appliance((_, onReady) => {
          onReady?.();
          return breaks.promise;
        }),
      );
      breaks.reject(reason);
      await expect.poll(() => keeper.run()).toBeUndefined();
    }
    expect(failures).toEqual(['adapter-missing', 'services-ended']);
    expect(shout).toHaveBeenCalledOnce();
    shout.mockRestore();
  });

  it('says when the plan on disk is another than the one it was opened with, and when it is the same again', async () => {
    const { keeper } = scene();
    const open = await keeper.start(appliance(serving));
    const codes = () => open.problems().map(({ code }) => code);
    open.planIs('b');
    expect(codes()).toEqual(['plan-changed-since-start']);
    open.planIs('a');
    expect(codes()).toEqual([]);
    for (let times = 0; times < 3; times += 1) open.trouble(problem('run-paused'));
    expect(codes()).toEqual(['run-paused']);
    await keeper.stop();
  });
});
