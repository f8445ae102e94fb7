import { expect, test } from 'vitest';
import { ApiTrouble } from '../api.ts';
import type { Connection } from './connection.ts';
import { serversInOrder } from './servers.ts';

/** Servers of which some live; every connection is written down until it is left. */
function stage(alive: Record<string, boolean>) {
  const open: string[] = [];
  const servers = serversInOrder(Object.keys(alive), async (server) => {
    open.push(server);
    const leave = () => void open.splice(open.indexOf(server), 1);
    return {
      server,
      async ask() {
        if (alive[server]) return { status: 200, body: 'ok' };
        throw new ApiTrouble(0, `${server} is off`);
      },
      leave,
      close: async () => leave(),
    } as unknown as Connection;
  });
  return { servers, open, alive };
}

test('the first in order that lives is kept while it does not fail, even when one before it comes back', async () => {
  const { servers, open, alive } = stage({ vip: false, first: true, second: true });
  expect(servers.server()).toBe('vip');
  expect((await servers.current()).server).toBe('first');
  alive.vip = true;
  expect((await servers.current()).server).toBe('first');
  expect([servers.server(), open]).toEqual(['first', ['first']]);
});

test('one that failed is left, and all are asked again in order', async () => {
  const { servers, open, alive } = stage({ vip: true, first: true });
  const vip = await servers.current();
  alive.vip = false;
  servers.failed(vip);
  await Promise.resolve();
  const first = await servers.current();
  expect([first.server, open]).toEqual(['first', ['first']]);
  servers.failed(vip);
  await Promise.resolve();
  expect(await servers.current()).toBe(first);
});

test('when none lives, what the first said is why, and the next one to ask looks again', async () => {
  const { servers, open, alive } = stage({ vip: false, first: false });
  await expect(servers.current()).rejects.toThrow('vip is off');
  alive.first = true;
  expect((await servers.current()).server).toBe('first');
  await servers.close();
  expect(open).toEqual([]);
});

test('many who ask at once look together', async () => {
  const { servers, open } = stage({ vip: true });
  const [one, other] = await Promise.all([servers.current(), servers.current()]);
  expect(one).toBe(other);
  expect(open).toEqual(['vip']);
});
