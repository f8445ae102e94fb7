import { once } from 'node:events';
import { createServer as createPlainServer, type Server } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { newClusterSecrets, newKeyPair } from '../pki/index.ts';
import { randomKey } from './random.ts';
import { expiryOf, servedUntil } from './served-certificate.ts';

const year = 365 * 86_400_000;
const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** An authority of ten years, made so long ago, that is its own server. */
async function authorityOf(age: number) {
  const made = await newClusterSecrets({
    now: Date.now() - age,
    random: randomKey,
    keyPair: newKeyPair,
    clusterName: 'x',
    algorithm: 'ECDSA-P256',
  });
  return made.reveal().authorities.cluster;
}

async function portOf(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as { readonly port: number }).port;
}

const ask = (port: number, authority: string, patience = 10_000) => servedUntil({ address: '127.0.0.1', port, authority, patience });

test.each([
  ['in time', 0],
  ['out of date', 11 * year],
])('a certificate that is %s is told with its end, also by a server that wants to know who asks', async (_, age) => {
  const { certificate, privateKey } = await authorityOf(age);
  const port = await portOf(
    createServer({ key: privateKey, cert: certificate, ca: certificate, requestCert: true, rejectUnauthorized: true }).on(
      'tlsClientError',
      () => {},
    ),
  );
  const until = await ask(port, certificate);
  expect(until).toBe(expiryOf(certificate));
  expect(Math.round((until! - Date.now() + age) / year)).toBe(10);
});

test('nothing is told of another authority’s server, of no TLS server, and of none at all', async () => {
  const [one, other] = await Promise.all([authorityOf(0), authorityOf(0)]);
  const foreign = await portOf(createServer({ key: other.privateKey, cert: other.certificate }));
  expect(await ask(foreign, one.certificate)).toBeUndefined();
  const silent = await portOf(createPlainServer());
  expect(await ask(silent, one.certificate, 200)).toBeUndefined();
  const closed = await portOf(createServer({ key: other.privateKey, cert: other.certificate }));
  servers.pop()!.close();
  expect(await ask(closed, one.certificate)).toBeUndefined();
});
