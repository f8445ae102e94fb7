// A live system that waits long keeps its address: it renews its lease at the real DHCP service, past the broadcasts.

import { expect, it } from 'vitest';
import { systemClock } from '../../services/platform/clock.ts';
import { keepLease, obtainLease } from '../../services/simulator/net/dhcp-client.ts';
import { liveSystem } from '../../services/simulator/net/dhcp-programs.ts';
import { openWire } from '../../services/simulator/net/wire.ts';
import { makeLaptop, server, wireAddress } from './laptop.ts';
import { machine } from './machine.ts';

it('renews at half of its lease, with one REQUEST from its own address', async () => {
  const blades = [{ slot: 'c1/1', mac: 'd0:00:67:13:0d:00' }];
  const laptop = await makeLaptop(blades);
  const stopServing = await laptop.serve();
  const { dhcpServer, dhcpClient } = laptop.ports;
  const place = { address: wireAddress, port: dhcpClient, server: { address: server, port: dhcpServer } };
  const wire = await openWire({ ...place, clock: systemClock, seed: 1 });
  const power = new AbortController();
  const blade = machine({ nic: wire.plug(blades[0]!.mac, {}, power.signal), power: power.signal });
  const lease = await obtainLease(blade, liveSystem);
  expect(lease).toMatchObject({ address: '127.20.30.1', leaseSeconds: 120, bootFile: '' });

  const stop = new AbortController();
  const keeping = keepLease(blade, liveSystem, { ...lease!, leaseSeconds: 0.1 }, stop.signal);
  const renewals = () => laptop.events.filter((event) => event.type === 'dhcp-answered' && event.message === 'ack').length - 1;
  while (renewals() < 3) await systemClock.sleep(10);
  stop.abort();
  await keeping;
  expect(blade.state.console.filter((line) => line.includes('not renewed'))).toEqual([]);

  power.abort();
  await wire.close();
  await stopServing();
  laptop.remove();
});
