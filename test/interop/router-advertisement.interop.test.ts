// The router advertisement on a real link, as tshark reads it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks, skip } from '../setup/skipped.ts';
import { type BootLaptop, bootLaptop } from './boot-laptop.ts';
import type { Namespace } from './namespace.ts';

const fields = [
  'ipv6.src',
  'ipv6.dst',
  'ipv6.hlim',
  'icmpv6.type',
  'icmpv6.checksum.status',
  'icmpv6.nd.ra.router_lifetime',
  'icmpv6.opt.type',
  '_ws.malformed',
  '_ws.expert.severity',
];

interface Heard {
  readonly from: string;
  readonly to: string;
  /** The other fields in order, `/` between. */
  readonly said: string;
}

/** Router discovery on the machine's NIC for so many seconds. */
async function listen(machine: Namespace, seconds: number, meanwhile = () => {}): Promise<Heard[]> {
  const words = ['-i', 'nic0', '-l', '-n', '-a', `duration:${seconds}`];
  const shown = [
    '-Y',
    'icmpv6.type == 133 || icmpv6.type == 134',
    '-T',
    'fields',
    '-E',
    'separator=|',
    ...fields.flatMap((field) => ['-e', field]),
  ];
  const listening = machine.run('tshark', [...words, ...shown], seconds + 20);
  setTimeout(meanwhile, 2_000); // tshark listens by then
  const { output } = await listening;
  return output
    .split('\n')
    .map((line) => line.split('|'))
    .filter((parts) => parts.length === fields.length)
    .map(([from = '', to = '', ...said]) => ({ from, to, said: said.join('/') }));
}

/** Hop limit 255, type 134, checksum good, lifetime 0, and nothing after that. */
const emptyAdvertisement = '255/134/1/0///';

describe.skipIf(skip('router advertisement', lacks('ip', 'tshark', 'sysctl')))('the router advertisement', () => {
  let rack: BootLaptop;
  beforeAll(async () => {
    rack = await bootLaptop();
  });
  afterAll(() => rack?.remove());

  it('goes to all hosts of the link every few seconds, well-formed and offering nothing', async () => {
    const heard = await listen(rack.machine, 9);
    const toAll = heard.filter(({ to }) => to === 'ff02::1');
    expect(toAll.length).toBeGreaterThanOrEqual(2);
    expect(toAll.length).toBeLessThanOrEqual(4);
    for (const { from, said } of toAll) {
      expect(from).toMatch(/^fe80::/);
      expect(said).toBe(emptyAdvertisement);
    }
  });

  it('answers a host that asks, by itself and at once', async () => {
    const setting = 'net.ipv6.conf.nic0.disable_ipv6';
    const switchOn = () => void rack.machine.run('sh', ['-c', `sysctl -q ${setting}=1 && sysctl -q ${setting}=0`]);
    const heard = await listen(rack.machine, 9, switchOn);
    const answered = (host: string, at: number) => heard.slice(at).some(({ to, said }) => to === host && said === emptyAdvertisement);
    const asking = heard.filter(({ from, said }, at) => said.startsWith('255/133/') && answered(from, at));
    expect(asking, JSON.stringify(heard)).not.toEqual([]);
  });

  it('gives no host an address or a way out', () => {
    expect(rack.machine.ip('-6', 'address', 'show', 'dev', 'nic0', 'scope', 'global')).toBe('');
    expect(rack.machine.ip('-6', 'route', 'show', 'default')).toBe('');
  });

  it('stays on the chosen link', async () => {
    const heard = await listen(rack.outsider, 7);
    expect(heard.filter(({ said }) => said.startsWith('255/134/'))).toEqual([]);
  });

  it('is missed by nobody but iPXE where IPv6 is off: the rest goes on, and it comes back by itself', async () => {
    const { status } = await rack.laptop.run('sysctl', ['-q', 'net.ipv6.conf.rack0.disable_ipv6=1']);
    expect(status).toBe(0);
    await expect
      .poll(() => rack.events.map((event) => (event as { code?: string }).code), { timeout: 15_000 })
      .toContain('no-router-advertisement');
    await rack.laptop.run('sysctl', ['-q', 'net.ipv6.conf.rack0.disable_ipv6=0']);
    expect((await listen(rack.machine, 12)).some(({ to }) => to === 'ff02::1')).toBe(true);
  });
});
