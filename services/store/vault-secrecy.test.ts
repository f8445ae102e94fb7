// Whatever is printed, told or written down of a run holds nothing of its secrets.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import type { Happening } from '../domain/blade/events.ts';
import type { ClusterSecrets } from '../domain/kubernetes/secrets.ts';
import { orRefuse, type Problem, Refusal, type Result } from '../domain/problem.ts';
import { Secret } from '../domain/secret.ts';
import { newClusterSecrets, newKeyPair } from '../pki/index.ts';
import { systemClock } from '../platform/clock.ts';
import { randomKey } from '../platform/random.ts';
import { openRun } from './runs.ts';
import { vaultOf } from './vault.ts';
import { keyFileIn, type VaultKey } from './vault-key.ts';

const state = mkdtempSync(join(tmpdir(), 'rackstrap-secrecy-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

/** Milliseconds to open, where what it costs is not the question. */
const effort = { cost: 16, blockSize: 1, parallelization: 1 };
const secrets = await newClusterSecrets({
  now: Date.now(),
  random: randomKey,
  keyPair: newKeyPair,
  clusterName: 'rack-7',
  algorithm: 'ECDSA-P256',
});
const passphrase = 'never to be seen in any log';
/** Every text of the secrets that has something to hide: the lines of keys, the token, the key of what is stored, the passphrase. */
const hidden = (): string[] => {
  const { authorities, serviceAccount, admin, bootstrap, encryptionKey } = secrets.reveal();
  const keys = [...Object.values(authorities), serviceAccount, admin].flatMap(({ privateKey }) => privateKey.split('\n').slice(1, -2));
  return [...keys, bootstrap.token, bootstrap.token.slice(7), encryptionKey, passphrase, passphrase.slice(6, 20)];
};
/** However a thing is printed. */
const shown = (thing: unknown): string =>
  [inspect(thing, { depth: null, showHidden: true, getters: true }), JSON.stringify(thing) ?? '', String(thing)].join('\n');

it('nothing secret is in a problem, an error, a printed value, the journal, its events, or any file of the state directory', async () => {
  const opened = orRefuse(
    openRun({ stateDirectory: state, plan: 'rack-7', planSha256: 'a'.repeat(64), bundle: 'lab', clock: systemClock }),
  );
  const key: VaultKey = { passphrase: new Secret(passphrase) };
  const vault = vaultOf(opened.directory, { random: randomKey, effort });
  const seen: unknown[] = [secrets, key, vault];
  const problems: Problem[] = [];
  const kept = async (work: Promise<Result<unknown>>) => {
    const result = await work;
    seen.push(result);
    if (!result.ok) problems.push(...result.problems);
  };
  await kept(vault.open(key));
  await kept(vault.create(secrets, key));
  await kept(vault.create(secrets, key));
  await kept(vault.open(key));
  await kept(vault.open({ keyFile: keyFileIn(state) }));
  await kept(vault.open({ passphrase: new Secret('another passphrase') }));
  writeFileSync(vault.file, readFileSync(vault.file).subarray(1));
  await kept(vault.open(key));
  vault.wipe();
  // Locked away whole, but not what a vault has: what is wrong with it must not be quoted.
  for (const wrong of [{ ...secrets.reveal(), clusterName: 7 }, secrets.reveal().admin.privateKey]) {
    await kept(vault.create(new Secret(wrong as unknown as ClusterSecrets), key));
    await kept(vault.open(key));
    vault.wipe();
  }
  await kept(vault.create(secrets, key));
  seen.push(new Refusal(...problems), new Refusal(...problems).stack);

  // Somebody writes too much down.
  const careless = { type: 'tick', secrets, key, problems } as unknown as Happening;
  const events: unknown[] = [];
  opened.journal.subscribe((event) => events.push(event));
  opened.journal.appendDurably(careless);
  seen.push(events, [...opened.journal.replay()]);
  opened.journal.close();

  expect(problems.map(({ code }) => code)).toEqual([
    'vault-missing',
    'vault-there',
    'vault-passphrase-missing',
    'vault-passphrase-wrong',
    'vault-damaged',
    'vault-damaged',
    'vault-damaged',
  ]);
  const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = [...seen.map(shown), ...files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))];
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['secrets.vault', 'journal.sqlite', 'run.json']));
  for (const text of texts) for (const one of hidden()) expect(text.includes(one)).toBe(false);
});
