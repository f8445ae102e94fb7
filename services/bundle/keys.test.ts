import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Problem, type ProblemCode, Refusal, type Result } from '../domain/problem.ts';
import { generateKey } from '../platform/ed25519.ts';
import { publicKeyOf, publicKeyText, readPublicKey, readSigningKey } from './keys.ts';
import { writeNewKey } from './new-key.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-keys-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** RFC 8032, section 7.1, test 1. */
const raw = Uint8Array.from(Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'));
const base64 = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
const golden = `rackstrap-ed25519 ${base64} Build office\n`;

const written = (content: string | Uint8Array): string => {
  const file = join(directory, 'a.pub');
  writeFileSync(file, content);
  return file;
};
const reading = (content: string | Uint8Array) => readPublicKey(written(content));
const problemsOf = (result: Result<unknown>): readonly Problem[] => (result.ok ? [] : result.problems);
const refusalOf = (work: () => unknown): ProblemCode[] => {
  try {
    work();
    return [];
  } catch (error) {
    return error instanceof Refusal ? error.problems.map(({ code }) => code) : [];
  }
};

describe('a .pub file', () => {
  it('is one line: its kind, the key in Base64, whose it is', async () => {
    expect(publicKeyText(publicKeyOf(raw, 'Build office'))).toBe(golden);
    expect(await reading(golden)).toEqual({ ok: true, value: publicKeyOf(raw, 'Build office') });
  });
  it('is read back as it was written, whatever the key and the comment', async () => {
    const comments = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/\p{C}/gu, '').replace(/\s+/g, ' ').trim());
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), comments, async (key, comment) => {
        expect(await reading(publicKeyText(publicKeyOf(key, comment)))).toEqual({ ok: true, value: publicKeyOf(key, comment) });
      }),
      { numRuns: 50 },
    );
  });
  it.each([
    ['with the line ends of Windows', golden.replace('\n', '\r\n')],
    ['with the mark that Windows puts before text', `\uFEFF${golden}`],
    ['without a line end', golden.trimEnd()],
    ['with blank lines around it', `\n${golden}\n\n`],
    ['with tabs', golden.replace(' ', '\t')],
  ])('is taken %s', async (_, content) => {
    expect(await reading(content)).toEqual({ ok: true, value: publicKeyOf(raw, 'Build office') });
  });
  it.each([
    ['an empty file', '', /it is empty/],
    ['two keys', golden + golden, /more than one line/],
    ['another kind of key', `ssh-ed25519 ${base64} me`, /does not begin with rackstrap-ed25519/],
    ['no key', 'rackstrap-ed25519', /not a key of 32 bytes/],
    ['a key that is too short', 'rackstrap-ed25519 AAAA me', /not a key of 32 bytes/],
    ['another text for the same key', `rackstrap-ed25519 ${base64.replace('o=', 'p=')} me`, /not a key of 32 bytes/],
    ['a comment that speaks to the terminal', `rackstrap-ed25519 ${base64} \u001b[2Jme`, /signs that are no text/],
    ['a comment that reads backwards', `rackstrap-ed25519 ${base64} \u202eme`, /signs that are no text/],
    ['bytes', new Uint8Array(100), /does not begin/],
    ['a film', new Uint8Array(5000), /too large/],
  ])('is not %s', async (_, content, reason) => {
    expect(problemsOf(await reading(content))).toMatchObject([{ code: 'key-malformed', what: expect.stringMatching(reason) }]);
  });
  it('is not the private half, which does not belong here', async () => {
    for (const pem of [generateKey().pem(), generateKey().pem('secret'), '-----BEGIN OPENSSH PRIVATE KEY-----\nb3'])
      expect(problemsOf(await reading(pem))).toMatchObject([
        { code: 'key-is-private', todo: expect.stringMatching(/take the private key off/) },
      ]);
  });
  it('has to be there', async () => {
    expect(problemsOf(await readPublicKey(join(directory, 'none')))).toMatchObject([{ code: 'key-unreadable' }]);
    expect(problemsOf(await readPublicKey(directory))).toMatchObject([{ code: 'key-unreadable' }]);
  });
});

describe('a new key', () => {
  it('is for this user only, and its public half for everybody', async () => {
    const file = join(directory, 'key');
    const made = writeNewKey(file, 'me');
    expect([statSync(file).mode & 0o777, statSync(`${file}.pub`).mode & 0o777]).toEqual([0o600, 0o644]);
    expect(await readPublicKey(`${file}.pub`)).toEqual({ ok: true, value: made });
    expect(await readSigningKey(file)).toMatchObject({ ok: true, value: { publicKey: made.raw } });
  });
  it('opens with its passphrase only', async () => {
    const file = join(directory, 'key');
    const { raw: publicKey } = writeNewKey(file, '', 'open sesame');
    expect(problemsOf(await readSigningKey(file))).toMatchObject([{ code: 'key-passphrase-missing' }]);
    expect(problemsOf(await readSigningKey(file, 'wrong'))).toMatchObject([{ code: 'key-passphrase-wrong' }]);
    expect(await readSigningKey(file, 'open sesame')).toMatchObject({ ok: true, value: { publicKey } });
  });
  it('never replaces another one, and leaves nothing half made', () => {
    const file = join(directory, 'key');
    writeNewKey(file, '');
    const before = readFileSync(file);
    expect(refusalOf(() => writeNewKey(file, ''))).toEqual(['file-in-the-way']);
    rmSync(`${file}.pub`);
    expect(refusalOf(() => writeNewKey(file, ''))).toEqual(['file-in-the-way']);
    expect(readFileSync(file)).toEqual(before);
    expect(refusalOf(() => writeNewKey(join(directory, 'none', 'key'), ''))).toEqual(['file-unwritable']);
    expect(refusalOf(() => writeNewKey(join(directory, 'other'), 'two\nlines'))).toEqual(['key-comment-wrong']);
  });
});

describe('a key to sign with', () => {
  it.each([
    ['a public one', golden],
    ['nothing', ''],
    ['no key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
  ])('is not %s', async (_, content) => {
    expect(problemsOf(await readSigningKey(written(content)))).toMatchObject([{ code: 'key-malformed' }]);
  });
});
