import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { generateKey } from '../platform/ed25519.ts';
import { publicKeyOf, publicKeyText } from './keys.ts';
import { trustStore } from './trust-store.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rackstrap-trust-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const newKey = (comment: string) => publicKeyOf(generateKey().publicKey, comment);
const [one, other] = [newKey('one'), newKey('other')];
const put = (name: string, content: string) => {
  mkdirSync(trustStore(state).directory, { recursive: true });
  writeFileSync(join(trustStore(state).directory, name), content);
};
const comments = async () => (await trustStore(state).list()).keys.map(({ comment }) => comment).sort();

it('nobody is trusted at first', async () => {
  expect(await trustStore(state).list()).toEqual({ keys: [], problems: [] });
  expect(existsSync(trustStore(state).directory)).toBe(false);
});

it('a key is trusted from when it is added until it is removed, at the next start too', async () => {
  for (const key of [one, other, one]) trustStore(state).add(key);
  expect((await trustStore(state).list()).keys).toEqual(expect.arrayContaining([one, other]));
  expect(readdirSync(trustStore(state).directory)).toHaveLength(2);
  await trustStore(state).remove(one.words);
  expect(await comments()).toEqual(['other']);
  await expect(trustStore(state).remove(one.words)).rejects.toMatchObject({ problems: [{ code: 'key-not-trusted' }] });
});

it('a key put there by hand is trusted, and removed under every name it has', async () => {
  for (const name of ['a.pub', 'b.pub']) put(name, publicKeyText(one).replace('\n', '\r\n'));
  trustStore(state).add(one);
  expect(await comments()).toEqual(['one', 'one', 'one']);
  await trustStore(state).remove(one.words);
  expect(await comments()).toEqual([]);
});

it('a key added under a name replaces the one that had it', async () => {
  trustStore(state).add(one, 'practice');
  trustStore(state).add(other, 'practice');
  expect(await comments()).toEqual(['other']);
});

it('a file that is no public key is told of, trusted by nobody, and keeps no other key from being trusted', async () => {
  trustStore(state).add(one);
  put('empty.pub', '');
  put('two.pub', publicKeyText(one) + publicKeyText(other));
  put('private.pub', generateKey().pem());
  put('notes.txt', 'not a key, and not meant to be one');
  mkdirSync(join(trustStore(state).directory, 'directory.pub'));
  symlinkSync(join(state, 'gone'), join(trustStore(state).directory, 'link.pub'));
  const { keys, problems } = await trustStore(state).list();
  expect(keys).toEqual([one]);
  expect(problems.map(({ code }) => code).sort()).toEqual([
    'key-is-private',
    'key-malformed',
    'key-malformed',
    'key-unreadable',
    'key-unreadable',
  ]);
});

it('takes no comment that would make another file of it', async () => {
  for (const comment of ['two\nlines', '\u001b[2J', 'x'.repeat(201)])
    expect(() => trustStore(state).add({ ...one, comment })).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ code: 'key-comment-wrong' })] }),
    );
  expect(await comments()).toEqual([]);
});

it('says when it cannot be written', async () => {
  writeFileSync(join(state, 'trusted-keys'), '');
  expect(() => trustStore(state).add(one)).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ code: 'file-unwritable' })] }),
  );
});
