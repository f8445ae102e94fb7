import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClusterSecrets } from '../domain/kubernetes/secrets.ts';
import { orRefuse, type Result } from '../domain/problem.ts';
import { Secret } from '../domain/secret.ts';
import { newClusterSecrets, newKeyPair } from '../pki/index.ts';
import { randomKey } from '../platform/random.ts';
import { sha256OfBytes } from '../platform/sha256.ts';
import { vaultOf } from './vault.ts';
import { keyFileIn, scryptEffort, type VaultKey } from './vault-key.ts';

/** Milliseconds to open, where what it costs is not the question. */
const effort = { cost: 16, blockSize: 1, parallelization: 1 };
const secrets = await newClusterSecrets({
  now: Date.now(),
  random: randomKey,
  keyPair: newKeyPair,
  clusterName: 'rack-7',
  algorithm: 'ECDSA-P256',
});

let state: string;
let run: string;
const vaultWith = (random = randomKey) => vaultOf(run, { random, effort });
const byWords = (passphrase: string): VaultKey => ({ passphrase: new Secret(passphrase) });
const words = byWords('correct horse battery');
const byFile = (): VaultKey => ({ keyFile: keyFileIn(state) });
const codes = (result: Result<unknown>) => (result.ok ? [] : result.problems.map(({ code }) => code));
const made = async (key: VaultKey = words) => {
  const vault = vaultWith();
  expect(await vault.create(secrets, key)).toEqual({ ok: true, value: undefined });
  return vault;
};
const open = async (key: VaultKey) => orRefuse(await vaultWith().open(key)).reveal();
/** Its three lines; written back with the checksum that belongs to them. */
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, 2) as [header: string, sealed: string];
function rewrite(file: string, change: (header: Record<string, unknown>, sealed: string) => readonly [object, string]): void {
  const [header, sealed] = linesOf(file);
  const [line, body] = change(JSON.parse(header), sealed);
  const text = `${JSON.stringify(line)}\n${body}\n`;
  writeFileSync(file, `${text}${sha256OfBytes(new TextEncoder().encode(text))}\n`);
}

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rackstrap-vault-'));
  run = join(state, 'runs', 'rack-7-1');
  mkdirSync(run, { recursive: true });
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

describe('a vault', () => {
  it.each([
    ['a passphrase', () => words, 'passphrase'],
    ['a key file', byFile, 'key-file'],
  ] as const)('gives back with %s what was locked away, and is for this user only', async (_, key, kind) => {
    const vault = await made(key());
    expect(await open(key())).toEqual(secrets.reveal());
    expect(await vault.keyKind()).toEqual({ ok: true, value: kind });
    expect(statSync(vault.file).mode & 0o777).toBe(0o600);
    expect(readdirSync(run)).toEqual(['secrets.vault']);
  });

  it('opens with what it costs by default, and says so in its first line', async () => {
    const vault = vaultOf(run, { random: randomKey });
    orRefuse(await vault.create(secrets, words));
    expect(JSON.parse(linesOf(vault.file)[0])).toMatchObject({ format: 'rackstrap/vault/v1', key: 'scrypt', ...scryptEffort });
    expect(await open(words)).toEqual(secrets.reveal());
  });

  it('takes the same letters for the same passphrase, however they were typed', async () => {
    await made(byWords('Schlüsselkästchen'.normalize('NFD')));
    expect(await open(byWords('Schlüsselkästchen'.normalize('NFC')))).toEqual(secrets.reveal());
  });

  it('opens with no other passphrase', async () => {
    const vault = await made();
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (other) => {
        fc.pre(other.normalize('NFC') !== 'correct horse battery');
        expect(codes(await vault.open(byWords(other)))).toEqual(['vault-passphrase-wrong']);
      }),
    );
    for (const near of ['correct horse battery ', 'Correct horse battery', ''])
      expect(codes(await vault.open(byWords(near)))).toEqual(['vault-passphrase-wrong']);
  });

  it('is never made with a short passphrase; signs are counted, not bytes', async () => {
    for (const short of ['', 'elevensigns', '密码太短', '😀'.repeat(11)])
      expect(codes(await vaultWith().create(secrets, byWords(short)))).toEqual(['vault-passphrase-short']);
    expect(existsSync(vaultWith().file)).toBe(false);
    await made(byWords('十二个字的口令足够长了吧'));
  });

  it('asks for the kind of key that it has', async () => {
    const vault = await made();
    expect(codes(await vault.open(byFile()))).toEqual(['vault-passphrase-missing']);
    expect(existsSync(keyFileIn(state))).toBe(false);
    orRefuse(await vault.changeKey(words, byFile()));
    expect(codes(await vault.open(words))).toEqual(['vault-passphrase-unwanted']);
  });

  it('is not made twice in one run', async () => {
    const vault = await made();
    const before = readFileSync(vault.file);
    expect(codes(await vault.create(secrets, words))).toEqual(['vault-there']);
    expect(readFileSync(vault.file)).toEqual(before);
  });

  it('never has the same salt, nonce or sealed bytes as another', async () => {
    const seen = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const vault = await made(turn % 2 ? byFile() : words);
      const [header, sealed] = linesOf(vault.file);
      const { salt, nonce } = JSON.parse(header);
      seen.push(salt, nonce, sealed);
      vault.wipe();
    }
    expect(new Set(seen).size).toBe(15);
  });

  it('says when it is not there, cannot be read or cannot be written', async () => {
    expect(codes(await vaultWith().open(words))).toEqual(['vault-missing']);
    expect(codes(await vaultWith().keyKind())).toEqual(['vault-missing']);
    mkdirSync(vaultWith().file);
    expect(codes(await vaultWith().open(words))).toEqual(['vault-unreadable']);
    rmSync(run, { recursive: true });
    expect(codes(await vaultWith().create(secrets, words))).toEqual(['vault-unwritable']);
  });

  it('is never read through a link', async () => {
    const vault = await made();
    const other = join(run, 'other');
    linkSync(vault.file, other);
    rmSync(vault.file);
    symlinkSync(other, vault.file);
    expect(codes(await vault.open(words))).toEqual(['vault-unreadable']);
  });
});

describe('a vault that was changed', () => {
  it('by damage or by its age is told from a wrong key', async () => {
    const vault = await made();
    const whole = readFileSync(vault.file);
    const told = async (bytes: Uint8Array | string) => {
      writeFileSync(vault.file, bytes);
      return [codes(await vault.open(words)), codes(await vault.keyKind())].flat();
    };
    expect(await told(whole)).toEqual([]);
    expect(await told(whole.subarray(1))).toEqual(['vault-damaged', 'vault-damaged']);
    expect(await told(new Uint8Array(2 * 1024 * 1024))).toEqual(['vault-damaged', 'vault-damaged']);
    expect(await told('{"format":"rackstrap/vault/v2"}\n')).toEqual(['vault-too-new', 'vault-too-new']);
  });

  it('does not open, though somebody made the checksum fit', async () => {
    const vault = await made();
    const whole = readFileSync(vault.file);
    const told = async (change: (header: Record<string, unknown>, sealed: string) => readonly [object, string]) => {
      writeFileSync(vault.file, whole);
      rewrite(vault.file, change);
      return codes(await vault.open(words));
    };
    const other = (sealed: string) => `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`;
    expect(await told((header, sealed) => [header, sealed])).toEqual([]);
    for (const change of [
      (header: object, sealed: string) => [header, other(sealed)] as const,
      (header: object, sealed: string) => [{ ...header, cost: 32 }, sealed] as const,
      (header: object, sealed: string) => [{ ...header, added: 1 }, sealed] as const,
      (header: object) => [header, 'AAAA'] as const,
    ])
      expect(await told(change)).toEqual(['vault-passphrase-wrong']);
  });

  it('is damaged when its secrets are others than this version keeps', async () => {
    const { admin: _, ...rest } = secrets.reveal();
    for (const wrong of [rest, 'text', null, { ...secrets.reveal(), encryptionKey: 'short' }]) {
      const vault = vaultWith();
      orRefuse(await vault.create(new Secret(wrong as unknown as ClusterSecrets), words));
      expect(codes(await vault.open(words))).toEqual(['vault-damaged']);
      vault.wipe();
    }
  });
});

describe('another key', () => {
  it.each([
    ['passphrase to passphrase', () => words, () => byWords('four words that differ')],
    ['passphrase to key file', () => words, byFile],
    ['key file to passphrase', byFile, () => words],
  ] as const)('from %s opens the same secrets, the old one none, and the old bytes are gone from the disk', async (_, from, to) => {
    const vault = await made(from());
    const witness = join(run, 'witness');
    linkSync(vault.file, witness);
    const old = readFileSync(witness);
    expect(await vault.changeKey(from(), to())).toEqual({ ok: true, value: undefined });
    expect(await open(to())).toEqual(secrets.reveal());
    expect((await vault.open(from())).ok).toBe(false);
    expect(statSync(vault.file).mode & 0o777).toBe(0o600);
    const left = readFileSync(witness);
    expect(left).toHaveLength(old.length);
    for (let at = 0; at + 16 <= old.length; at += 16) expect(left.subarray(at, at + 16)).not.toEqual(old.subarray(at, at + 16));
  });

  it('is not taken from whoever does not have the first, nor when it is too short', async () => {
    const vault = await made();
    const before = readFileSync(vault.file);
    expect(codes(await vault.changeKey(byWords('not the passphrase'), byWords('four words that differ')))).toEqual([
      'vault-passphrase-wrong',
    ]);
    expect(codes(await vault.changeKey(words, byWords('short')))).toEqual(['vault-passphrase-short']);
    expect(readFileSync(vault.file)).toEqual(before);
  });
});

describe('a key file', () => {
  it('is made once for all runs, for this user only, and leaves nothing beside it', async () => {
    await made(byFile());
    const key = readFileSync(keyFileIn(state));
    expect(key).toHaveLength(32);
    expect(statSync(keyFileIn(state)).mode & 0o777).toBe(0o600);
    const other = vaultOf(join(state, 'runs'), { random: randomKey });
    orRefuse(await other.create(secrets, byFile()));
    expect(orRefuse(await other.open(byFile())).reveal()).toEqual(secrets.reveal());
    expect(readFileSync(keyFileIn(state))).toEqual(key);
    expect(readdirSync(state)).toEqual(['runs', 'vault.key']);
  });

  it('that another appliance makes at the same time is taken as it is', async () => {
    const other = randomKey(32);
    const lateRandom = (bytes: number) => {
      if (!existsSync(keyFileIn(state))) writeFileSync(keyFileIn(state), other);
      return randomKey(bytes);
    };
    orRefuse(await vaultWith(lateRandom).create(secrets, byFile()));
    expect(readFileSync(keyFileIn(state))).toEqual(other);
    expect(await open(byFile())).toEqual(secrets.reveal());
    expect(readdirSync(state)).toEqual(['runs', 'vault.key']);
  });

  it('that is another one, of another length, or gone, is told', async () => {
    const vault = await made(byFile());
    const told = async () => codes(await vault.open(byFile()));
    writeFileSync(keyFileIn(state), new Uint8Array(32));
    expect(await told()).toEqual(['vault-key-wrong']);
    for (const length of [0, 31, 33, 1000]) {
      writeFileSync(keyFileIn(state), new Uint8Array(length));
      expect(await told()).toEqual(['vault-key-unreadable']);
    }
    rmSync(keyFileIn(state));
    expect(await told()).toEqual(['vault-key-unreadable']);
    expect(existsSync(keyFileIn(state))).toBe(false);
    expect(codes(await vaultWith().create(secrets, { keyFile: join(state, 'none', 'vault.key') }))).toEqual(['vault-there']);
    vault.wipe();
    expect(codes(await vault.create(secrets, { keyFile: join(state, 'none', 'vault.key') }))).toEqual(['vault-key-unreadable']);
  });
});

describe('a vault that is wiped', () => {
  it('is gone, its bytes as well, and what a write that was cut off left beside it; other files stay', async () => {
    const vault = await made();
    const witness = join(state, 'witness');
    linkSync(vault.file, witness);
    const old = readFileSync(witness);
    writeFileSync(join(run, 'secrets.vault.812.new'), old);
    writeFileSync(join(run, 'journal.sqlite'), 'stays');
    expect(vault.wipe()).toEqual({ ok: true, value: undefined });
    expect(readdirSync(run)).toEqual(['journal.sqlite']);
    const left = readFileSync(witness);
    for (let at = 0; at + 16 <= old.length; at += 16) expect(left.subarray(at, at + 16)).not.toEqual(old.subarray(at, at + 16));
    expect(codes(await vault.open(words))).toEqual(['vault-missing']);
  });

  it('may be wiped again, and where there is no run any more', async () => {
    const vault = await made();
    for (let turn = 0; turn < 2; turn += 1) expect(vault.wipe().ok).toBe(true);
    rmSync(run, { recursive: true });
    expect(vault.wipe().ok).toBe(true);
  });

  it('says when it is still there', async () => {
    mkdirSync(vaultWith().file);
    expect(codes(vaultWith().wipe())).toEqual(['vault-not-wiped']);
  });
});
