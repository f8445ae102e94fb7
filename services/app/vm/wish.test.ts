import { describe, expect, it } from 'vitest';
import { type Arming, type Blade, newBlade } from '../../domain/blade/blade.ts';
import type { Settings, Status } from '../../vm/index.ts';
import { wishFor } from './wish.ts';

const settings: Settings = { memoryMiB: 4096, cpus: 2, ports: { api: 6443, ssh: 2222 }, uuid: 'u' };
const started = (purpose?: string): Settings => ({
  ...settings,
  last: { accelerator: 'tcg', boot: 'network', outside: false, ...(purpose ? { purpose } : {}) },
});
const none: Status = { state: 'none' };
const off = (purpose?: string): Status => ({ state: 'off', settings: started(purpose) });
const running = (purpose?: string): Status => ({ state: 'running', settings: started(purpose) });

const arming = (changed: Partial<Arming> = {}): Arming => ({
  number: 1,
  state: 'armed',
  bootId: undefined,
  disk: undefined,
  written: false,
  failure: undefined,
  secretsTaken: false,
  ...changed,
});
const blade = (changed: Partial<Blade> = {}): Blade => ({ ...newBlade('laptop/1'), ...changed });
const armed = blade({ arming: arming() });
const installed = blade({ arming: arming({ state: 'used', written: true }), stage: 'booted' });

const wish = (of: Blade, status: Status, isBeginning = false) => wishFor(of, status, 'mine-1', isBeginning);
const fromNetwork = { boot: 'network', purpose: 'mine-1 1' };

describe('what the run wants of its machine', () => {
  it('is a network boot for each arming', () => {
    expect(wish(armed, none)).toEqual(fromNetwork);
    expect(wish(armed, off('mine-1 0'))).toEqual(fromNetwork);
    expect(wish(armed, running('mine-1 0'))).toEqual(fromNetwork);
  });
  it('is none of the same arming again: it is being installed', () => {
    expect(wish(armed, running('mine-1 1'))).toBeUndefined();
    expect(wish(armed, running('mine-1 1'), true)).toBeUndefined();
  });
  it('is that network boot once more when the laptop was started anew before the disk was written', () => {
    expect(wish(armed, off('mine-1 1'), true)).toEqual(fromNetwork);
  });
  it('is its disk when the appliance begins and it is installed and off', () => {
    expect(wish(installed, off('mine-1 1'), true)).toEqual({ boot: 'disk' });
    expect(wish(installed, running('mine-1 1'), true)).toBeUndefined();
  });
  it('is nothing once it was on: somebody stopped it', () => {
    expect(wish(installed, off('mine-1 1'))).toBeUndefined();
    expect(wish(armed, off('mine-1 1'))).toBeUndefined();
  });
  it('is nothing while nobody armed it, when it is left out, and once it is sealed', () => {
    expect(wish(blade(), none, true)).toBeUndefined();
    expect(wish(blade({ arming: arming(), excluded: 'not today' }), running(), true)).toBeUndefined();
    expect(wish({ ...installed, stage: 'sealed' }, off(), true)).toBeUndefined();
  });
});
