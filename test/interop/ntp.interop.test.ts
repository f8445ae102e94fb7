// Time clients of other people against our NTP service. None of them may set the machine's clock: they only ask.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks, skip } from '../setup/skipped.ts';
import { type BootLaptop, bootLaptop, laptopAddress, machineAddress } from './boot-laptop.ts';

describe.skipIf(skip('NTP clients', lacks('ip')))('time clients take the laptop’s time', () => {
  let rack: BootLaptop;
  beforeAll(async () => {
    rack = await bootLaptop();
  });
  afterAll(() => rack?.remove());

  it.skipIf(skip('sntp', lacks('sntp')))('sntp', async () => {
    const { output, status } = await rack.machine.run('sntp', [laptopAddress]);
    expect(output).toMatch(new RegExp(`[+-]0\\.\\d+ .*${laptopAddress}.* s10 `));
    expect(status).toBe(0);
  });

  it.skipIf(skip('ntpdate', lacks('ntpdate')))('ntpdate', async () => {
    const { output, status } = await rack.machine.run('ntpdate', ['-q', laptopAddress]);
    expect(output).toMatch(/[+-]?0\.\d+/);
    expect(output).toContain(laptopAddress);
    expect(status).toBe(0);
  });

  it.skipIf(skip('chronyd', lacks('chronyd')))('chronyd, which checks stratum, dispersion and the way round', async () => {
    const { output } = await rack.machine.run('chronyd', [
      '-Q',
      '-t',
      '20',
      '-f',
      '/dev/null',
      `server ${laptopAddress} iburst maxsamples 4`,
    ]);
    expect(output).toMatch(/System clock wrong by -?0\.\d+ seconds/);
  });

  it('is told of once, with the slot', () => {
    expect(rack.events.filter(({ type }) => type === 'time-asked')).toEqual([
      { type: 'time-asked', slot: 'c1/1', address: machineAddress },
    ]);
  });

  it.skipIf(skip('sntp', lacks('sntp')))('does not answer on a link that was not chosen', async () => {
    const { output } = await rack.outsider.run('sntp', ['-t', '2', laptopAddress]);
    expect(output).not.toMatch(/ s10 /);
  });
});
