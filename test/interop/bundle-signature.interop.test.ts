// What we sign, the real openssl verifies with nothing of ours; and a key that openssl made signs our bundles.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keygen } from '../../services/app/command/bundle/keygen.ts';
import { sign } from '../../services/app/command/bundle/sign.ts';
import { bundleWriter, publicKeyOf, readBundle, trustOf } from '../../services/bundle/index.ts';
import { orRefuse } from '../../services/domain/problem.ts';
import { skip } from '../setup/skipped.ts';

const opensslLacks = spawnSync('openssl', ['version']).status === 0 ? undefined : 'needs openssl';
/** What stands before the 32 bytes of an Ed25519 key in a public key file of OpenSSL (RFC 8410, section 4). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const quiet = { line: () => {}, note: () => {}, columns: undefined };

describe.skipIf(skip('openssl verifies bundles', opensslLacks))('openssl', { timeout: 60_000 }, () => {
  let directory: string;
  const inside = (name: string) => join(directory, name);
  const openssl = (...words: string[]) =>
    execFileSync('openssl', words, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rackstrap-openssl-'));
    const writer = bundleWriter(directory);
    writer.addBytes({ path: 'os/kernel', kind: 'kernel', arch: 'amd64' }, new Uint8Array(1000));
    writer.finish({ name: 'lab', version: '1', created: '2026-11-20T00:00:00Z', tool: 'test', os: { family: 'lab', version: '1' } });
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** From `manifest.sig`, by its format alone. */
  function signatureFiles(): void {
    const { signatures } = JSON.parse(readFileSync(inside('manifest.sig'), 'utf8'));
    writeFileSync(inside('key.der'), Buffer.concat([spkiPrefix, Buffer.from(signatures[0].key, 'base64')]));
    writeFileSync(inside('signature'), Buffer.from(signatures[0].signature, 'base64'));
  }
  const verify = () =>
    spawnSync('openssl', 'pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in manifest.json -sigfile signature'.split(' '), {
      cwd: directory,
      encoding: 'utf8',
    });
  /** The raw public key that openssl finds in a private one. */
  const publicHalf = (file: string, ...words: string[]) => {
    openssl('pkey', '-in', file, ...words, '-pubout', '-outform', 'DER', '-out', 'half.der');
    return new Uint8Array(readFileSync(inside('half.der')).subarray(spkiPrefix.length));
  };
  const trusted = async (raw: Uint8Array) => trustOf(orRefuse(await readBundle(directory)), [publicKeyOf(raw, '')]).is;

  it('verifies what we signed, and refuses it for a manifest with one more byte', async () => {
    await keygen({ out: inside('key') }, quiet);
    await sign(directory, { key: inside('key') }, quiet);
    signatureFiles();
    expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining('Verified Successfully') });
    writeFileSync(inside('manifest.json'), `${readFileSync(inside('manifest.json'), 'utf8')} `);
    expect(verify().status).not.toBe(0);
  });

  it('reads the private key that we wrote, with and without a passphrase', async () => {
    writeFileSync(inside('passphrase'), 'open sesame\n');
    await keygen({ out: inside('plain') }, quiet);
    await keygen({ out: inside('locked'), 'passphrase-file': inside('passphrase') }, quiet);
    await sign(directory, { key: inside('plain') }, quiet);
    expect(await trusted(publicHalf('plain'))).toBe('trusted');
    await sign(directory, { key: inside('locked'), 'passphrase-file': inside('passphrase') }, quiet);
    expect(await trusted(publicHalf('locked', '-passin', 'file:passphrase'))).toBe('trusted');
  });

  it.each([
    ['plain', []],
    ['with a passphrase', ['-aes-256-cbc', '-pass', 'file:passphrase']],
  ])('makes keys that sign our bundles: %s', async (_, words) => {
    writeFileSync(inside('passphrase'), 'open sesame\n');
    openssl('genpkey', '-algorithm', 'ed25519', ...words, '-out', 'theirs');
    await sign(directory, { key: inside('theirs'), 'passphrase-file': inside('passphrase') }, quiet);
    expect(await trusted(publicHalf('theirs', '-passin', 'file:passphrase'))).toBe('trusted');
    signatureFiles();
    expect(verify().status).toBe(0);
  });

  it('makes passphrases that are slow to guess (scrypt), and those are understood', async () => {
    writeFileSync(inside('passphrase'), 'open sesame\n');
    openssl('genpkey', '-algorithm', 'ed25519', '-out', 'plain');
    openssl('pkcs8', '-topk8', '-scrypt', '-in', 'plain', '-passout', 'file:passphrase', '-out', 'slow');
    await sign(directory, { key: inside('slow'), 'passphrase-file': inside('passphrase') }, quiet);
    expect(await trusted(publicHalf('plain'))).toBe('trusted');
  });

  it('signs a manifest itself, and the signature is ours', async () => {
    openssl('genpkey', '-algorithm', 'ed25519', '-out', 'theirs');
    openssl('pkeyutl', '-sign', '-inkey', 'theirs', '-rawin', '-in', 'manifest.json', '-out', 'signature');
    const [raw, signature] = [publicHalf('theirs'), readFileSync(inside('signature'))];
    const signed = { key: Buffer.from(raw).toString('base64'), signature: signature.toString('base64') };
    writeFileSync(inside('manifest.sig'), JSON.stringify({ apiVersion: 'rackstrap/signature/v1', signatures: [signed] }));
    expect(await trusted(raw)).toBe('trusted');
  });

  it('is not needed to say that a key of another kind cannot sign', async () => {
    openssl('genpkey', '-algorithm', 'X25519', '-out', 'other');
    await expect(sign(directory, { key: inside('other') }, quiet)).rejects.toMatchObject({ problems: [{ code: 'key-malformed' }] });
  });
});
