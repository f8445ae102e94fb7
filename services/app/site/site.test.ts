import { describe, expect, it, vi } from 'vitest';
import type { AdapterView } from '../../contract/index.ts';
import type { WireEvent } from '../../domain/blade/events.ts';
import { systemClock } from '../../platform/clock.ts';
import { untilAborted } from '../../platform/part.ts';
import { cableProblems } from './cable-problems.ts';
import { openSite } from './site.ts';
import { wireWatch } from './wire-watch.ts';

const adapter = (name: string, link: AdapterView['link'], address?: string): AdapterView => ({
  name,
  link,
  addresses: address === undefined ? [] : [{ address, prefixLength: 24 }],
  virtual: false,
});
const sighting = (mac: string, otherServer?: string): WireEvent => ({
  type: 'sighting',
  mac,
  client: 'pxe',
  ...(otherServer ? { otherServer } : {}),
});

describe('who was heard on the wire', () => {
  it('is each machine once, the one heard last at the end', () => {
    const wire = wireWatch();
    for (const [mac, at] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const)
      expect(wire.heard(sighting(mac), at)).toBe(true);
    expect(wire.sightings()).toEqual([
      { mac: 'b', client: 'pxe', first: 2, last: 2, times: 1 },
      { mac: 'a', client: 'pxe', first: 1, last: 3, times: 2 },
    ]);
  });

  it('is told with what somebody chose there, until something else is chosen', () => {
    const wire = wireWatch();
    const wish = { entry: 'simple', architecture: 'laptop', role: 'control-plane', arch: 'amd64' } as const;
    wire.heard(sighting('a'), 1);
    expect(wire.heard({ type: 'menu-chosen', mac: 'a', ...wish }, 2)).toBe(true);
    wire.heard(sighting('a'), 3);
    expect(wire.sightings()).toEqual([{ mac: 'a', client: 'pxe', first: 1, last: 3, times: 2, wish }]);
    wire.heard({ type: 'menu-chosen', mac: 'b', ...wish }, 4);
    expect(wire.sightings()[1]).toEqual({ mac: 'b', client: 'ipxe', first: 4, last: 4, times: 0, wish });
  });

  it('is at most the thousand heard last', () => {
    const wire = wireWatch();
    for (let number = 0; number < 1500; number += 1) wire.heard(sighting(`${number}`, `10.0.${number % 200}.1`), number);
    expect(wire.sightings()).toHaveLength(1000);
    expect(wire.sightings()[0]!.mac).toBe('500');
    expect(wire.servers()).toHaveLength(32);
  });

  it('is other DHCP servers, by whoever took their offer', () => {
    const wire = wireWatch();
    wire.heard(sighting('a', '10.0.0.1'), 1);
    wire.heard({ type: 'dhcp-heard', slot: 'c1/1', mac: 'b', message: 'request', client: 'pxe', otherServer: '10.0.0.2' }, 2);
    wire.heard(sighting('c', '10.0.0.1'), 3);
    expect(wire.heard({ type: 'time-asked', address: '10.0.0.9' }, 4)).toBe(false);
    expect(wire.servers()).toEqual([
      { address: '10.0.0.2', at: 2 },
      { address: '10.0.0.1', at: 3 },
    ]);
  });
});

describe('the cable', () => {
  it.each<[string, AdapterView[], string[]]>([
    ['is well', [adapter('a', 'up', '10.0.0.1'), adapter('b', 'down', '10.0.1.1')], []],
    ['has no link anywhere', [adapter('a', 'down'), adapter('b', 'down')], ['adapter-no-link']],
    ['may have a link where the system does not tell', [adapter('a', 'unknown')], []],
    ['is two cables into one network', [adapter('a', 'up', '10.0.0.1'), adapter('b', 'up', '10.0.0.2')], ['adapters-overlap']],
  ])('%s', (_, adapters, codes) => {
    expect(cableProblems(adapters, []).map(({ code }) => code)).toEqual(codes);
  });
});

describe('the site', () => {
  function scene() {
    const found = { adapters: [adapter('eth0', 'up', '10.0.0.1')], looks: 0 };
    const emitters: ((event: WireEvent) => void)[] = [];
    const site = openSite({
      clock: { ...systemClock, sleep: (_, signal) => systemClock.sleep(10, signal) },
      adapters: async () => {
        found.looks += 1;
        return found.adapters;
      },
      listening: ({ emit }) => ({
        name: 'listening',
        async run(signal, onReady) {
          emitters.push(emit);
          onReady?.();
          await untilAborted(signal);
          emitters.pop();
        },
      }),
    });
    return { found, emitters, site };
  }

  it('tells pages only what changed', async () => {
    const { site, found } = scene();
    const wake = vi.fn();
    const next = site.channel.begin('en');
    const stop = site.channel.follow(wake);
    await expect.poll(() => next()?.data.adapters).toEqual(found.adapters);
    const before = wake.mock.calls.length;
    await site.look();
    expect({ wakes: wake.mock.calls.length, news: next() }).toEqual({ wakes: before, news: undefined });
    found.adapters = [adapter('eth0', 'down')];
    await site.look();
    expect(wake).toHaveBeenCalledTimes(before + 1);
    expect(next()?.data.problems.map(({ code }) => code)).toEqual(['adapter-no-link']);
    stop();
  });

  it('looks at the adapters by itself only while a page is there', async () => {
    const { site, found } = scene();
    const stopping = new AbortController();
    const running = site.part.run(stopping.signal);
    await systemClock.sleep(50);
    expect(found.looks).toBe(0);
    const stop = site.channel.follow(() => {});
    await expect.poll(() => found.looks).toBeGreaterThan(2);
    stop();
    stopping.abort();
    await running;
  });

  it('listens on one adapter until it is told to stop, and on none that is not there', async () => {
    const { site, emitters } = scene();
    await expect(site.listen('eth9')).rejects.toMatchObject({ problems: [{ code: 'adapter-missing' }] });
    await site.listen('eth0');
    await site.listen('eth0');
    expect(emitters).toHaveLength(1);
    emitters[0]!(sighting('a'));
    expect(await site.look()).toMatchObject({ listening: 'eth0', sightings: [{ mac: 'a' }] });
    await site.stopListening();
    expect(emitters).toEqual([]);
    expect(await site.look()).toMatchObject({ sightings: [{ mac: 'a' }] });
    expect(await site.look()).not.toHaveProperty('listening');
  });
});
