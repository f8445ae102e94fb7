// Who has an address, asked on a real link: machines with addresses of their own, in namespaces of this test.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks, skip } from '../setup/skipped.ts';
import { cable, makeNamespace, type Namespace } from './namespace.ts';

const program = new URL('survey-addresses.ts', import.meta.url).pathname;
const laptopAddress = '10.20.30.242';
const [vip, bladesOwn, free] = ['10.20.30.9', '10.20.30.40', '10.20.30.41'];
const macs = { laptop: '02:00:00:00:00:01', stranger: '02:00:00:00:00:02', blade: 'd0:00:67:13:0d:00' };

interface Surveyed {
  readonly holders?: readonly { readonly address: string; readonly mac: string }[];
  readonly code?: string;
  readonly problems?: readonly { readonly code: string; readonly where: string; readonly params: object }[];
  readonly milliseconds: number;
}

describe.skipIf(skip('addresses in use', lacks('ip')))('addresses in use', { timeout: 120_000 }, () => {
  let laptop: Namespace;
  let wire: Namespace;
  const machines: Namespace[] = [];

  /** A machine on the same switch. */
  function plugIn(label: string, mac: string, ...addresses: string[]): void {
    const machine = makeNamespace(label);
    machines.push(machine);
    const port = `port${machines.length}`;
    cable({ namespace: machine, device: 'nic0', mac }, { namespace: wire, device: port });
    wire.ip('link', 'set', port, 'master', 'switch');
    for (const address of addresses) machine.ip('address', 'add', address, 'dev', 'nic0');
  }

  beforeAll(() => {
    laptop = makeNamespace('asker');
    wire = makeNamespace('switch');
    wire.ip('link', 'add', 'switch', 'type', 'bridge');
    wire.ip('link', 'set', 'switch', 'up');
    cable({ namespace: laptop, device: 'lan', address: `${laptopAddress}/24`, mac: macs.laptop }, { namespace: wire, device: 'port0' });
    wire.ip('link', 'set', 'port0', 'master', 'switch');
    plugIn('stranger', macs.stranger, `${vip}/24`);
    plugIn('blade', macs.blade, `${bladesOwn}/24`);
  });
  afterAll(async () => {
    for (const namespace of [...machines, laptop, wire]) await namespace?.remove();
  });

  async function survey(way: 'arp' | 'neighbours' | 'arming', ...addresses: string[]): Promise<Surveyed> {
    const { output } = await laptop.run(process.execPath, [program, way, 'lan', laptopAddress, ...addresses], 60);
    return JSON.parse(output);
  }

  it.each(['arp', 'neighbours'] as const)('are found by %s with the MAC of whoever has them, and free ones are not', async (way) => {
    const { holders } = await survey(way, vip, bladesOwn, free);
    expect(holders?.toSorted((one, other) => one.address.localeCompare(other.address))).toEqual([
      { address: bladesOwn, mac: macs.blade },
      { address: vip, mac: macs.stranger },
    ]);
  });

  it('keep a blade from being armed, with the MAC of the machine, unless it is the blade itself', async () => {
    const { problems } = await survey('arming');
    expect(problems).toMatchObject([{ code: 'address-in-use', where: 'network.vip', params: { address: vip, holder: macs.stranger } }]);
  });

  it('are found among those of a whole rack, in a few seconds', async () => {
    const rack = Array.from({ length: 64 }, (_, place) => `10.20.30.${place + 100}`);
    const { holders, milliseconds } = await survey('arp', ...rack, vip);
    expect(holders).toEqual([{ address: vip, mac: macs.stranger }]);
    expect(milliseconds).toBeLessThan(10_000);
  });

  it('are both found where two machines have one, the laptop’s own too', async () => {
    plugIn('twin', '02:00:00:00:00:04', `${vip}/24`, `${laptopAddress}/24`);
    const { holders } = await survey('arp', vip, laptopAddress);
    const told = holders?.map(({ address, mac }) => `${address} ${mac}`).toSorted();
    expect(told).toEqual([`${laptopAddress} 02:00:00:00:00:04`, `${vip} ${macs.stranger}`, `${vip} 02:00:00:00:00:04`].toSorted());
  });

  it('cannot be seen without a cable', async () => {
    wire.ip('link', 'set', 'port0', 'down');
    expect((await survey('arp', vip)).code).toBe('ENETDOWN');
    expect((await survey('arming')).problems).toMatchObject([{ code: 'addresses-not-asked', where: 'lan' }]);
    laptop.ip('link', 'set', 'lan', 'down');
    expect((await survey('arp', vip)).code).toBe('ENETDOWN');
  });
});
