import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleWriter, readBundle, trustOf, trustStore } from '../../../bundle/index.ts';
import { orRefuse, type ProblemCode } from '../../../domain/problem.ts';
import type { CommandOptions } from '../serving.ts';
import { keygen } from './keygen.ts';
import { sign } from './sign.ts';
import { trust } from './trust.ts';

let directory: string;
let [lines, notes]: string[][] = [[], []];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-trusting-'));
  [lines, notes] = [[], []];
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const output = { line: (text: string) => void lines!.push(text), note: (text: string) => void notes!.push(text), columns: undefined };
const inside = (name: string) => join(directory, name);
const state = () => inside('state');
const refuses = (work: Promise<unknown>, ...codes: ProblemCode[]) =>
  expect(work).rejects.toMatchObject({ problems: codes.map((code) => ({ code })) });
const trusting = (words: string[], options: CommandOptions = {}) => trust(words, { state: state(), ...options }, output);
const trustedWords = async () => (await trustStore(state()).list()).keys.map(({ words }) => words);

/** Makes a key and returns its words. */
async function newKey(name = 'key', options: CommandOptions = {}): Promise<string> {
  await keygen({ out: inside(name), comment: 'Build office', ...options }, output);
  return lines!.pop()!;
}
function newBundle(): void {
  bundleWriter(directory).finish({
    name: 'lab',
    version: '1',
    created: '2026-11-20T00:00:00Z',
    tool: 'test',
    os: { family: 'lab', version: '1' },
  });
}

describe('bundle keygen', () => {
  it('prints the twelve words and nothing secret', async () => {
    const words = await newKey();
    expect(words.split(' ')).toHaveLength(12);
    expect(notes!.join()).not.toContain(readFileSync(inside('key'), 'utf8').split('\n')[1]);
    await keygen({ out: inside('other'), json: true }, output);
    expect(JSON.parse(lines!.pop()!)).toMatchObject({ privateKey: inside('other'), publicKey: inside('other.pub') });
  });
  it('needs a name, and a passphrase where one is promised', async () => {
    await refuses(keygen({}, output), 'key-file-not-given');
    for (const text of ['', '\nsecond line', 'x'.repeat(5000)]) {
      writeFileSync(inside('passphrase'), text);
      await refuses(keygen({ out: inside('key'), 'passphrase-file': inside('passphrase') }, output), 'passphrase-unusable');
    }
    await refuses(keygen({ out: inside('key'), 'passphrase-file': inside('none') }, output), 'passphrase-unusable');
  });
});

describe('bundle sign', () => {
  it('makes a bundle of which the words are known', async () => {
    newBundle();
    const words = await newKey();
    expect(await sign(directory, { key: inside('key') }, output)).toBe(0);
    expect(lines!.pop()).toBe(`Signed lab 1 with its 0 parts, by the key: ${words}`);
    expect(trustOf(orRefuse(await readBundle(directory)), [])).toEqual({ is: 'unknown-key', words: [words] });
  });
  it('opens a key with the passphrase in a file, whatever its line ends', async () => {
    newBundle();
    writeFileSync(inside('passphrase'), 'open sesame\r\nnot this\r\n');
    await newKey('key', { 'passphrase-file': inside('passphrase') });
    writeFileSync(inside('passphrase'), 'open sesame');
    expect(await sign(directory, { key: inside('key'), 'passphrase-file': inside('passphrase'), json: true }, output)).toBe(0);
    expect(JSON.parse(lines!.pop()!)).toMatchObject({ bundle: directory, name: 'lab', version: '1', parts: 0 });
    await refuses(sign(directory, { key: inside('key') }, output), 'key-passphrase-missing');
  });
  it('says what is missing', async () => {
    await newKey();
    await refuses(sign(directory, {}, output), 'key-file-not-given');
    await refuses(sign(directory, { key: inside('key') }, output), 'bundle-unreadable');
    await refuses(sign(directory, { key: inside('key.pub') }, output), 'key-malformed');
  });
});

describe('bundle trust', () => {
  it('takes a key whose words were compared, lists it, and lets go of it', async () => {
    const words = await newKey();
    await trusting([inside('key.pub')], { words: words.toUpperCase() });
    expect(await trustedWords()).toEqual([words]);
    await trusting([], { list: true });
    expect(lines).toEqual([`Trusted from now on: ${words}  (Build office)`, `${words}  (Build office)`]);
    await trusting([], { list: true, json: true });
    expect(JSON.parse(lines!.pop()!)).toEqual({ keys: [{ words, comment: 'Build office' }] });
    await trusting(words.split(' '), { remove: true });
    expect(await trustedWords()).toEqual([]);
    await refuses(trusting([words], { remove: true }), 'key-not-trusted');
  });
  it('takes a key that somebody vouches for', async () => {
    const words = await newKey();
    await trusting([inside('key.pub')], { yes: true });
    expect(await trustedWords()).toEqual([words]);
  });
  it('takes no key whose words nobody compared, or whose words are others', async () => {
    const [words, other] = [await newKey(), await newKey('other')];
    await refuses(trusting([inside('key.pub')]), 'key-words-not-compared');
    await refuses(trusting([inside('key.pub')], { words: other }), 'key-words-differ');
    await refuses(trusting([inside('key.pub')], { words: other, yes: true }), 'key-words-differ');
    await refuses(trusting([inside('key.pub')], { words: words.split(' ').slice(1).join(' ') }), 'key-words-malformed');
    await refuses(trusting([inside('key')], { yes: true }), 'key-is-private');
    expect(await trustedWords()).toEqual([]);
  });
  it('wants to know which key', async () => {
    await refuses(trusting([]), 'key-not-named');
    await refuses(trusting(['a.pub', 'b.pub']), 'key-not-named');
    await refuses(trusting(['not', 'the', 'words'], { remove: true }), 'key-words-malformed');
  });
});
