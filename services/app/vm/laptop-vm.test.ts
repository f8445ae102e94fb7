import { describe, expect, it } from 'vitest';
import { type Blade, newBlade } from '../../domain/blade/blade.ts';
import { failed, ok, problem } from '../../domain/problem.ts';
import { placeOf, type Settings, type StartOrder, type Status, type Vm } from '../../vm/index.ts';
import type { Change, Follower } from '../run-store.ts';
import { laptopVm } from './laptop-vm.ts';

const settings: Settings = { memoryMiB: 4096, cpus: 2, ports: { api: 6443, ssh: 2222 }, uuid: 'u' };
const order: Omit<StartOrder, 'boot' | 'purpose'> = {
  machine: {
    name: 'laptop-1',
    mac: '52:54:00:01:02:03',
    address: '10.20.30.10',
    network: { subnet: '10.20.30.0/24', laptop: '10.20.30.242' },
    script: '',
    diskSerial: '',
    diskGiB: 40,
  },
  needs: { memoryMiB: 0, diskBytes: 0 },
  outside: false,
  wanted: {},
};

/** A machine that does as it is told, and counts. */
function obedientVm() {
  let ending = Promise.withResolvers<number | string>();
  let status: Status = { state: 'none' };
  const log: string[] = [];
  const vm: Vm = {
    place: placeOf('/nowhere', 'mine'),
    status: async () => status,
    prepare: async () => ok(settings),
    async start({ boot, purpose }) {
      log.push(`start ${boot} ${purpose ?? ''}`.trim());
      ending = Promise.withResolvers();
      const now = { ...settings, last: { accelerator: 'tcg' as const, boot, outside: false, ...(purpose ? { purpose } : {}) } };
      status = { state: 'running', settings: now };
      return ok({ settings: now, accelerator: 'tcg' as const, warnings: [], ended: ending.promise });
    },
    async stop() {
      if (status.state === 'running') log.push('stop');
      if (status.state !== 'none') status = { state: 'off', settings: status.settings };
      return ok('shut-down' as const);
    },
  };
  const die = (how: number | string) => {
    if (status.state !== 'none') status = { state: 'off', settings: status.settings };
    ending.resolve(how);
  };
  return { vm, log, die };
}

/** A run of one blade, and a clock that goes on as far as the test says: look after look. */
function stage(vm: Vm) {
  let blade: Blade = newBlade('laptop/1');
  const followers = new Set<Follower>();
  const told: string[] = [];
  let looks = Promise.withResolvers<void>();
  let next = Promise.withResolvers<void>();
  const ending = new AbortController();
  const part = laptopVm({
    vm,
    order,
    slot: 'laptop/1',
    run: 'mine-1',
    store: {
      bladeAt: () => ({ blade, plan: {} as never }),
      follow: (follower) => {
        followers.add(follower);
        return () => void followers.delete(follower);
      },
    },
    clock: {
      async sleep(_, signal) {
        looks.resolve();
        await Promise.race([next.promise, new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))]);
      },
    },
    onProblem: ({ code }) => told.push(code),
  });
  const running = part.run(ending.signal);
  const look = async () => {
    looks = Promise.withResolvers();
    next.resolve();
    next = Promise.withResolvers();
    await looks.promise;
  };
  return {
    told,
    followers,
    begun: () => looks.promise,
    look,
    /** The event wakes it at once. */
    async arm(number: number) {
      const arming = {
        number,
        state: 'armed',
        bootId: undefined,
        disk: undefined,
        written: false,
        failure: undefined,
        secretsTaken: false,
      } as const;
      blade = { ...blade, arming };
      looks = Promise.withResolvers();
      for (const follower of followers) follower({ event: { type: 'armed' } } as Change);
      await looks.promise;
    },
    async end() {
      ending.abort();
      await running;
    },
  };
}

describe('the machine beside the appliance', () => {
  it('is switched on by whoever arms it, without waiting', async () => {
    const { vm, log } = obedientVm();
    const run = stage(vm);
    await run.begun();
    expect(log).toEqual([]);
    await run.arm(1);
    expect(log).toEqual(['start network mine-1 1']);
    await run.end();
  });
  it('is switched off and on for another arming', async () => {
    const { vm, log } = obedientVm();
    const run = stage(vm);
    await run.begun();
    await run.arm(1);
    await run.arm(2);
    await run.look();
    expect(log).toEqual(['start network mine-1 1', 'stop', 'start network mine-1 2']);
    await run.end();
  });
  it('goes on when the appliance stops, and nothing is left open', async () => {
    const { vm, log } = obedientVm();
    const run = stage(vm);
    await run.begun();
    await run.arm(1);
    await run.end();
    expect(log).not.toContain('stop');
    expect(await vm.status()).toMatchObject({ state: 'running' });
    expect(run.followers.size).toBe(0);
  });
  it('is told of once when it dies, and stays as it is', async () => {
    const { vm, log, die } = obedientVm();
    const run = stage(vm);
    await run.begun();
    await run.arm(1);
    await run.look();
    die('SIGSEGV');
    await run.look();
    await run.look();
    expect(run.told).toEqual(['vm-died']);
    expect(log).toHaveLength(1);
    await run.end();
  });
  it('is tried again while it cannot be started, and that is told once', async () => {
    const { vm } = obedientVm();
    let tries = 0;
    const run = stage({
      ...vm,
      start: async () => {
        tries += 1;
        return failed(problem('vm-program-missing', { program: 'qemu-img', command: 'apt install' }));
      },
    });
    await run.begun();
    await run.arm(1);
    await run.look();
    await run.look();
    expect(tries).toBe(3);
    expect(run.told).toEqual(['vm-program-missing']);
    await run.end();
  });
});
