import { expect, it } from 'vitest';
import type { Refusal } from '../domain/problem.ts';
import { isLinux } from '../platform/native.ts';
import { listenUdp, whyNot } from './listen.ts';

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable(),
    (reason: unknown) => (reason as Refusal).problems,
  );

it('a busy port is refused with the name of its holder', async () => {
  const first = await listenUdp({ port: 0, address: '127.0.0.1' });
  const [found] = await refused(listenUdp({ port: first.local.port, address: '127.0.0.1' }));
  expect(found).toMatchObject({ code: 'port-busy' });
  if (isLinux) expect(found?.what).toContain(`pid ${process.pid}`);
  await first.close();
});

it('an address that no adapter has is refused', async () => {
  expect(await refused(listenUdp({ port: 0, address: '203.0.113.9' }))).toMatchObject([{ code: 'address-missing' }]);
});

it.runIf(isLinux)('an adapter that was pulled out is refused by its name', async () => {
  expect(await refused(listenUdp({ port: 0, device: 'no-such-dev' }))).toMatchObject([{ code: 'adapter-missing' }]);
});

it('a surprise stays a surprise', async () => {
  expect(await whyNot('udp', 'EIO', { port: 67 })).toBeUndefined();
});
