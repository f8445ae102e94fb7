// Clients and relays of other people against our DHCP service, in namespaces of their own.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks, skip } from '../setup/skipped.ts';
import { addressOf, bladeAt, type DhcpRack, dhcpRack, laptop, macOf, tableWith } from './dhcp-rack.ts';
import { cable, makeNamespace, printed } from './namespace.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-dhcp-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const blades = [1, 2, 3, 4, 5, 6].map((index) => bladeAt(index));
const without = lacks('ip');

describe.skipIf(skip('DHCP clients', without))('DHCP clients get their planned address', () => {
  let rack: DhcpRack;
  beforeAll(async () => {
    rack = await dhcpRack(tableWith(blades, { router: '10.20.30.1', dns: ['10.20.30.2'] }));
  });
  afterAll(() => rack?.remove());

  const told = (type: string, index: number) => rack.events.filter((event) => event.type === type && event.slot === `c1/${index}`);

  it.skipIf(skip('dhclient', lacks('dhclient')))('dhclient, which also gives it back', async () => {
    const machine = rack.machine('dhclient', { mac: macOf(1) });
    const files = ['-lf', join(scratch, 'leases'), '-pf', join(scratch, 'pid'), '-sf', '/bin/true'];
    await printed(machine.start('dhclient', ['-4', '-d', '-v', ...files, 'nic0']), `bound to ${addressOf(1)}`);
    machine.ip('address', 'add', `${addressOf(1)}/24`, 'dev', 'nic0');
    expect((await machine.run('dhclient', ['-4', '-r', '-v', ...files, 'nic0'])).output).toContain('DHCPRELEASE');
    await expect.poll(() => told('dhcp-heard', 1).at(-1)).toMatchObject({ message: 'release', client: 'os' });
  });

  it.skipIf(skip('udhcpc', lacks('udhcpc')))('udhcpc', async () => {
    const machine = rack.machine('udhcpc', { mac: macOf(2) });
    const { status, output } = await machine.run('udhcpc', ['-f', '-n', '-q', '-i', 'nic0', '-s', '/bin/true']);
    expect(output).toMatch(new RegExp(`${addressOf(2)} obtained.*lease time 120`));
    expect(status).toBe(0);
  });

  it.skipIf(skip('dhcpcd', lacks('dhcpcd')))('dhcpcd, which sets up what it was told', async () => {
    const machine = rack.machine('dhcpcd', { mac: macOf(3) });
    const { output } = await machine.run('dhcpcd', ['-4', '-1', '-B', '-t', '20', '-c', '/bin/true', 'nic0']);
    expect(output).toContain(`leased ${addressOf(3)} for 120 seconds`);
    expect(output).toContain('default route via 10.20.30.1');
  });

  it('the npm package dhcp', async () => {
    const machine = rack.machine('npm', { mac: macOf(4) });
    machine.ip('route', 'add', 'default', 'dev', 'nic0');
    const client = machine.start(process.execPath, [fileURLToPath(new URL('dhcp-client.cjs', import.meta.url)), macOf(4)]);
    expect(await printed(client, /"bound".*\n/)).toContain(`{"bound":"${addressOf(4)}","server":"${laptop}","lease":120}`);
  });

  it.skipIf(skip('strangers', lacks('udhcpc')))('a stranger gets none, and is seen once', async () => {
    const machine = rack.machine('stranger', { mac: '02:00:00:00:00:99' });
    expect((await machine.run('udhcpc', ['-f', '-n', '-q', '-t', '3', '-T', '1', '-i', 'nic0', '-s', '/bin/true'])).output).toContain(
      'no lease',
    );
    await expect
      .poll(() => rack.events.filter(({ type }) => type === 'sighting'))
      .toMatchObject([{ mac: '02:00:00:00:00:99', client: 'os' }]);
  });
});

describe.skipIf(skip('DHCP renewing', without ?? lacks('dhclient')))('a short lease', () => {
  let rack: DhcpRack;
  beforeAll(async () => {
    rack = await dhcpRack(tableWith(blades, { leaseSeconds: 6 }));
  });
  afterAll(() => rack?.remove());

  it('is renewed by unicast before it ends', async () => {
    const machine = rack.machine('renew', { mac: macOf(1) });
    const script = join(scratch, 'configure');
    writeFileSync(script, '#!/bin/sh\n[ -z "$new_ip_address" ] || ip address replace "$new_ip_address/24" dev "$interface"\n', {
      mode: 0o755,
    });
    const files = ['-lf', join(scratch, 'short'), '-pf', join(scratch, 'short.pid'), '-sf', script];
    const client = machine.start('dhclient', ['-4', '-d', '-v', ...files, 'nic0']);
    await printed(
      client,
      new RegExp(`DHCPREQUEST for ${addressOf(1)} on nic0 to ${laptop} port 67[^]*DHCPACK of ${addressOf(1)} from ${laptop}`),
    );
  });
});

describe.skipIf(skip('DHCP behind a relay', without ?? lacks('dhcrelay', 'udhcpc')))('behind ISC dhcrelay', () => {
  let rack: DhcpRack;
  beforeAll(async () => {
    const relayed = [{ address: '10.88.0.0', prefixLength: 16, router: '10.88.0.1' }];
    rack = await dhcpRack(tableWith([bladeAt(1, { address: '10.88.3.4' })], { relayed }));
  });
  afterAll(() => rack?.remove());

  it('a blade gets the address, mask and router of its own network', async () => {
    const relay = rack.machine('relay', { address: '10.20.30.1/24' });
    const machine = makeNamespace('far');
    try {
      cable({ namespace: relay, device: 'down0', address: '10.88.0.1/16' }, { namespace: machine, device: 'nic0', mac: macOf(1) });
      rack.laptop.ip('route', 'add', '10.88.0.0/16', 'via', '10.20.30.1');
      const agent = relay.start('dhcrelay', ['-4', '-d', '-a', '-id', 'down0', '-iu', 'nic0', laptop]);
      await printed(agent, 'Sending on');
      const script = join(scratch, 'show');
      await machine.run('sh', ['-c', `printf '#!/bin/sh\\necho "$1 $ip $mask $router"\\n' > ${script}; chmod +x ${script}`]);
      const { output } = await machine.run('udhcpc', ['-f', '-n', '-q', '-i', 'nic0', '-s', script]);
      expect(output).toContain('bound 10.88.3.4 16 10.88.0.1');
      await expect
        .poll(() => rack.events)
        .toContainEqual(expect.objectContaining({ type: 'dhcp-heard', slot: 'c1/1', relay: '10.88.0.1' }));
    } finally {
      await machine.remove();
    }
  });
});

describe.skipIf(skip('DHCP on two links', without ?? lacks('udhcpc', 'nft')))('a laptop on two networks', () => {
  let rack: DhcpRack;
  beforeAll(async () => {
    rack = await dhcpRack(tableWith(blades));
  });
  afterAll(() => rack?.remove());

  it('serves on the chosen one only, whatever the routing table says', async () => {
    const [chosen, office] = [rack.machine('chosen', { mac: macOf(1) }), makeNamespace('office')];
    try {
      cable({ namespace: rack.laptop, device: 'office0', address: '192.168.7.2/24' }, { namespace: office, device: 'nic0', mac: macOf(2) });
      rack.laptop.ip('route', 'add', 'default', 'via', '192.168.7.1');
      rack.laptop.ip('route', 'add', '255.255.255.255/32', 'dev', 'office0');
      await rack.laptop.run('nft', [
        'add table inet look; add chain inet look out { type filter hook output priority 0; }; add rule inet look out oifname "office0" udp sport 67 counter',
      ]);
      expect((await chosen.run('udhcpc', ['-f', '-n', '-q', '-i', 'nic0', '-s', '/bin/true'])).output).toContain(
        `${addressOf(1)} obtained`,
      );
      expect((await office.run('udhcpc', ['-f', '-n', '-q', '-t', '3', '-T', '1', '-i', 'nic0', '-s', '/bin/true'])).output).toContain(
        'no lease',
      );
      expect((await rack.laptop.run('nft', ['list', 'ruleset'])).output).toContain('counter packets 0 bytes 0');
      expect(rack.events.some(({ slot }) => slot === 'c1/2')).toBe(false);
    } finally {
      await office.remove();
    }
  });
});

describe.skipIf(skip('DHCP pool with a conflict', without ?? lacks('udhcpc')))('an address of the pool that somebody uses already', () => {
  let rack: DhcpRack;
  beforeAll(async () => {
    rack = await dhcpRack(tableWith(blades, { pool: { first: '10.20.30.100', last: '10.20.30.110' } }));
  });
  afterAll(() => rack?.remove());

  it('is found by asking the wire, told of with its holder, and left alone', async () => {
    rack.machine('squatter', { mac: '02:00:00:00:00:77', address: '10.20.30.100/24' });
    const machine = rack.machine('stranger', { mac: '02:00:00:00:00:99' });
    const { output } = await machine.run('udhcpc', ['-f', '-n', '-q', '-i', 'nic0', '-s', '/bin/true']);
    expect(output).toContain('10.20.30.101 obtained');
    await expect
      .poll(() => rack.events)
      .toContainEqual({
        type: 'address-conflict',
        address: '10.20.30.100',
        mac: '02:00:00:00:00:99',
        holder: '02:00:00:00:00:77',
      });
  });
});
