// The client of the cluster's API against a real API server: what it reads, writes and follows, and what it does when servers fall silent.

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClusterClient, clusterApi } from '../../../services/cluster/client.ts';
import { Secret } from '../../../services/domain/secret.ts';
import { systemClock } from '../../../services/platform/clock.ts';
import { freePort } from '../../../services/platform/free-port.ts';
import { skip } from '../../setup/skipped.ts';
import { loopback, until } from '../registry-stage.ts';
import { type ControlPlane, lacksControlPlane, startControlPlane } from './control-plane.ts';

const timeout = 400_000;

interface Address {
  readonly url: string;
  /** Whoever is connected notices, and nobody can connect any more. */
  close(): Promise<void>;
}

async function listening(onSocket: (socket: Socket) => void): Promise<Address> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  }).listen(0, loopback);
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  return {
    url: `https://${loopback}:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Takes connections and never says a word, as an address does whose machine lost its power. */
const silentServer = () => listening(() => {});

/** Another address of the same API server, until its power is cut: then nobody there says a word, and no connection ends. */
async function anotherWayTo(server: string): Promise<Address & { cutPower(): void }> {
  const cables = new Set<() => void>();
  let isOff = false;
  const address = await listening((socket) => {
    if (isOff) return;
    const onward = connect(Number(new URL(server).port), loopback);
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
    cables.add(() => {
      socket.unpipe();
      onward.unpipe();
    });
  });
  return {
    ...address,
    cutPower() {
      isOff = true;
      for (const pull of cables) pull();
    },
  };
}

describe.skipIf(skip('the client of a real API server', lacksControlPlane()))('the client of the cluster’s API', { timeout }, () => {
  let plane: ControlPlane;
  let api: ClusterClient;
  const asking = (...servers: [string, ...string[]]) =>
    clusterApi({
      servers,
      authority: plane.secrets.authorities.cluster.certificate,
      administrator: new Secret(plane.secrets.admin),
      clock: systemClock,
    });
  beforeAll(async () => {
    plane = await startControlPlane();
    api = asking(plane.server);
  }, timeout);
  afterAll(async () => {
    await api?.close();
    await plane?.stop();
  }, timeout);

  const config = (name: string, data: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default' },
    data,
  });
  const place = '/api/v1/namespaces/default/configmaps';

  test('applies an object, reads it, changes it and takes it away', async () => {
    await api.apply(config('rack', { row: 'A' }));
    await api.apply(config('rack', { row: 'B' }));
    expect(await api.get(`${place}/rack`)).toMatchObject({ data: { row: 'B' } });
    await api.remove(`${place}/rack`);
    await api.remove(`${place}/rack`);
    expect(await api.get(`${place}/rack`)).toBeUndefined();
    expect(api.server()).toBe(plane.server);
  });

  test('applies a kind whose definition came a moment ago', async () => {
    const group = { group: 'rack.example', scope: 'Cluster' };
    const define = (plural: string, kind: string) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.rack.example` },
      spec: {
        ...group,
        names: { plural, kind },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    });
    const one = (kind: string) => ({ apiVersion: 'rack.example/v1', kind, metadata: { name: 'one' } });
    await expect(api.apply(one('Door'))).rejects.toMatchObject({ status: 404, message: 'the API knows no Door of rack.example/v1' });
    for (const [plural, kind] of [
      ['doors', 'Door'],
      ['lamps', 'Lamp'],
    ] as const) {
      await api.apply(define(plural, kind));
      await until(`${kind} is known`, () =>
        api.apply(one(kind)).then(
          () => true,
          () => false,
        ),
      );
      expect(await api.get(`/apis/rack.example/v1/${plural}/one`)).toMatchObject({ kind });
    }
  });

  test('lists more objects than a page has', async () => {
    const many = Array.from({ length: 503 }, (_, number) => config(`many-${number}`, {}));
    await plane.put(...many);
    const found = await api.list<{ metadata: { name: string } }>(`${place}?fieldSelector=metadata.name!=rack`);
    expect(found.filter(({ metadata }) => metadata.name.startsWith('many-'))).toHaveLength(many.length);
    await api.remove(place);
    expect((await api.list<{ metadata: { name: string } }>(place)).filter(({ metadata }) => metadata.name.startsWith('many-'))).toEqual([]);
  });

  test('says what the API says when it refuses', async () => {
    await expect(api.apply(config('Not a name', {}))).rejects.toMatchObject({
      name: 'ApiTrouble',
      status: 422,
      message: expect.stringContaining('RFC 1123'),
    });
    expect(await api.ask('/no/such/path')).toMatchObject({ status: 404 });
    await expect(api.list('/no/such/path')).rejects.toMatchObject({ status: 404 });
  });

  test('takes the first server that lives, keeps it, and goes on with the next when it is gone', async () => {
    const [silent, first] = [await silentServer(), await anotherWayTo(plane.server)];
    const one = asking(silent.url, first.url, plane.server);
    const version = () => one.get<{ gitVersion: string }>('/version');
    try {
      expect(one.server()).toBe(silent.url);
      expect(await version()).toMatchObject({ gitVersion: expect.stringMatching(/^v1\./) });
      expect(one.server()).toBe(first.url);
      await silent.close();
      await version();
      expect(one.server()).toBe(first.url);
      await first.close();
      await expect(version()).rejects.toMatchObject({ status: 0 });
      await version();
      expect(one.server()).toBe(plane.server);
    } finally {
      await one.close();
    }
  });

  test('goes on with another server when the power of one is cut, and misses nothing', async () => {
    const first = await anotherWayTo(plane.server);
    const one = asking(first.url, plane.server);
    const [stopping, seen] = [new AbortController(), new Set<string>()];
    const note = ({ metadata }: { metadata: { name: string } }) => void seen.add(metadata.name);
    try {
      const following = one.follow(place, { listed: (items) => items.forEach(note), changed: note, gone: () => {} }, stopping.signal);
      await plane.put(config('before', {}));
      await until('it is seen', () => seen.has('before'));
      first.cutPower();
      await plane.put(config('after', {}));
      await expect(one.ask('/version', { patience: 1_000 })).rejects.toMatchObject({ status: 0 });
      expect(await one.get(`${place}/after`)).toMatchObject({ metadata: { name: 'after' } });
      expect(one.server()).toBe(plane.server);
      await until('it is seen', () => seen.has('after'), 20);
      stopping.abort();
      await following;
    } finally {
      await one.close();
      await first.close();
    }
  });

  test('gives up within its patience, and names what happened', async () => {
    const silent = await silentServer();
    const one = asking(silent.url);
    const began = performance.now();
    await expect(one.ask('/version', { patience: 500 })).rejects.toMatchObject({ status: 0, message: 'no answer in time' });
    expect(performance.now() - began).toBeLessThan(2_500);
    await one.close();
    await silent.close();
    const refused = asking(`https://${loopback}:${await freePort('tcp', loopback)}`);
    await expect(refused.ask('/version')).rejects.toMatchObject({ status: 0, message: expect.stringContaining('ECONNREFUSED') });
  });

  test('speaks to no server that another authority vouches for, whatever it offers', async () => {
    const stranger = clusterApi({
      servers: [plane.server],
      authority: plane.secrets.authorities.etcd.certificate,
      administrator: new Secret(plane.secrets.admin),
      clock: systemClock,
    });
    await expect(stranger.ask('/version')).rejects.toMatchObject({ status: 0, message: expect.stringMatching(/certificate/) });
    await stranger.close();
  });

  test('follows objects over the loss of the API server, and over history that was forgotten', async () => {
    const [stopping, seen] = [new AbortController(), new Map<string, string>()];
    let lists = 0;
    type Config = { metadata: { name: string }; data?: { row: string } };
    const keep = ({ metadata, data }: Config) => void seen.set(metadata.name, data?.row ?? '');
    const listed = (items: readonly Config[]) => {
      lists += 1;
      seen.clear();
      for (const item of items) keep(item);
    };
    const following = api.follow<Config>(
      `${place}`,
      { listed, changed: keep, gone: ({ metadata }) => void seen.delete(metadata.name) },
      stopping.signal,
    );
    const told = (name: string, row: string | undefined) => until(`${name} is ${row}`, () => seen.get(name) === row);
    await plane.put(config('first', { row: 'A' }), config('second', { row: 'A' }));
    await told('second', 'A');
    await plane.put(config('first', { row: 'B' }));
    await plane.kubectl('delete', 'configmap', 'second');
    await told('first', 'B');
    await told('second', undefined);
    expect(lists).toBe(1);

    await plane.killApi();
    await plane.startApi();
    await plane.put(config('third', { row: 'A' }));
    await told('third', 'A');
    expect(lists).toBe(1);

    await plane.killApi();
    await plane.forgetHistory();
    await plane.startApi();
    await plane.put(config('fourth', { row: 'A' }));
    await told('fourth', 'A');
    expect(lists).toBe(2);

    stopping.abort();
    await following;
  });
});
