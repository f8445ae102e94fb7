import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../domain/problem.ts';
import { generateKey } from '../platform/ed25519.ts';
import { readBundle } from './bundle.ts';
import { publicKeyOf } from './keys.ts';
import { signBundle } from './signature.ts';
import { trustOf } from './trust.ts';
import { bundleWriter } from './write.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-signed-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const [ours, theirs] = [generateKey(), generateKey()];
const file = (name: 'manifest.json' | 'manifest.sig') => join(directory, name);

function write(key?: typeof ours, version = '1'): void {
  const writer = bundleWriter(directory);
  writer.addBytes({ path: 'os/kernel', kind: 'kernel', arch: 'amd64' }, new Uint8Array(10));
  writer.finish({ name: 'lab', version, created: '2026-11-20T00:00:00Z', tool: 'test', os: { family: 'lab', version: '1' } }, key);
}
const codes = (result: Result<unknown>) => (result.ok ? [] : result.problems.map(({ code }) => code));
async function trustedBy(...keys: (typeof ours)[]): Promise<string> {
  const read = await readBundle(directory);
  return read.ok
    ? trustOf(
        read.value,
        keys.map(({ publicKey }) => publicKeyOf(publicKey, '')),
      ).is
    : codes(read).join();
}
const signatures = () => JSON.parse(readFileSync(file('manifest.sig'), 'utf8'));

describe('a signed bundle', () => {
  it('is trusted where one of those who signed it is', async () => {
    write(ours);
    expect(await trustedBy(ours)).toBe('trusted');
    expect(await trustedBy(theirs)).toBe('unknown-key');
    expect(await trustedBy()).toBe('unknown-key');
    await signBundle(directory, theirs);
    expect([await trustedBy(ours), await trustedBy(theirs)]).toEqual(['trusted', 'trusted']);
  });
  it('is unsigned again when it is written anew without a key', async () => {
    write(ours);
    write(undefined, '2');
    expect(await trustedBy(ours)).toBe('unsigned');
  });
  it('has each signer once, and nobody who signed an earlier manifest', async () => {
    write(ours);
    for (let times = 0; times < 3; times += 1) await signBundle(directory, ours);
    expect(signatures().signatures).toHaveLength(1);
    writeFileSync(file('manifest.json'), readFileSync(file('manifest.json'), 'utf8').replace('"lab"', '"rack"'));
    expect(await trustedBy(ours)).toBe('bundle-tampered');
    expect(await signBundle(directory, theirs)).toMatchObject({ ok: true, value: { name: 'rack' } });
    expect([await trustedBy(ours), await trustedBy(theirs)]).toEqual(['unknown-key', 'trusted']);
  });
  it('is refused altogether when any bit of its manifest or of its signature is another', async () => {
    write(ours);
    await signBundle(directory, theirs);
    for (const name of ['manifest.json', 'manifest.sig'] as const) {
      const good = readFileSync(file(name));
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: 8 * good.length - 1 }), async (bit) => {
          const bad = Buffer.from(good);
          bad[bit >> 3]! ^= 1 << (bit & 7);
          writeFileSync(file(name), bad);
          expect(await trustedBy(ours, theirs)).toMatch(/^(bundle-(tampered|signature-malformed|too-new),?)+$/);
        }),
        { numRuns: 150 },
      );
      writeFileSync(file(name), good);
    }
    expect(await trustedBy(ours)).toBe('trusted');
  });
  it('is refused for one bad signature beside a good one', async () => {
    write(ours);
    const said = signatures();
    const [{ signature }] = said.signatures;
    said.signatures.push({ key: Buffer.from(theirs.publicKey).toString('base64'), signature });
    writeFileSync(file('manifest.sig'), JSON.stringify(said));
    expect(await trustedBy(ours)).toBe('bundle-tampered');
  });
});

describe('manifest.sig', () => {
  const good = () => signatures().signatures[0];
  it.each([
    ['is no JSON', () => '{', 'bundle-signature-malformed'],
    ['is empty', () => '', 'bundle-signature-malformed'],
    ['holds nothing', () => 'null', 'bundle-signature-malformed'],
    ['names nobody', () => ({ apiVersion: 'rackstrap/signature/v1', signatures: [] }), 'bundle-signature-malformed'],
    ['names a crowd', () => ({ apiVersion: 'rackstrap/signature/v1', signatures: Array(17).fill(good()) }), 'bundle-signature-malformed'],
    ['has a key that is cut short', () => ({ ...signatures(), signatures: [{ ...good(), key: 'AAAA' }] }), 'bundle-signature-malformed'],
    ['has a field that nobody knows', () => ({ ...signatures(), trusted: true }), 'bundle-signature-malformed'],
    ['is of a newer format', () => ({ apiVersion: 'rackstrap/signature/v2', keys: [] }), 'bundle-too-new'],
    ['is of a format that never was', () => ({ apiVersion: 'rackstrap/signature/v0', signatures: [] }), 'bundle-signature-malformed'],
    ['is longer than any', () => ' '.repeat(70_000), 'bundle-signature-malformed'],
  ])('that %s refuses the bundle', async (_, make, code) => {
    write(ours);
    const made = make();
    writeFileSync(file('manifest.sig'), typeof made === 'string' ? made : JSON.stringify(made));
    expect(new Set(codes(await readBundle(directory)))).toEqual(new Set([code]));
    expect(codes(await signBundle(directory, theirs))).toContain(code);
  });
});

it('a manifest of a newer format is said to be one, signed or not', async () => {
  write(ours);
  writeFileSync(file('manifest.json'), '{"apiVersion":"rackstrap/bundle/v2"}');
  expect(await trustedBy(ours)).toBe('bundle-tampered');
  rmSync(file('manifest.sig'));
  const read = await readBundle(directory);
  expect(codes(read)).toEqual(['bundle-too-new']);
  expect(!read.ok && read.problems[0]!.what).toContain('rackstrap/bundle/v2: it was made by a newer Rackstrap');
  expect(codes(await signBundle(directory, ours))).toEqual(['bundle-too-new']);
});

it('nothing is signed that cannot be read', async () => {
  expect(codes(await signBundle(join(directory, 'none'), ours))).toEqual(['bundle-unreadable']);
  writeFileSync(file('manifest.json'), '{}');
  expect(codes(await signBundle(directory, ours))).toContain('bundle-manifest');
});
