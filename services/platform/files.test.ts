import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entriesIn, fileStamp, fileTrouble, linkOrCopy, readAtMost, replaceFile, writeNew, writeWhole } from './files.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-files-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('readAtMost', () => {
  it.each([0, 1, 99, 100])('gives a file of %d bytes whole', async (size) => {
    writeFileSync(join(directory, 'file'), 'x'.repeat(size));
    expect(await readAtMost(join(directory, 'file'), 100)).toHaveLength(size);
  });
  it('gives nothing of a larger one, even when it has no end', async () => {
    writeFileSync(join(directory, 'file'), 'x'.repeat(101));
    expect(await readAtMost(join(directory, 'file'), 100)).toBeUndefined();
    expect(await readAtMost('/dev/zero', 100)).toBeUndefined();
  });
  it('says in words why it could not', async () => {
    const reason = (path: string) => readAtMost(path, 100).catch(fileTrouble);
    expect(await reason(join(directory, 'none'))).toBe('there is no such file or directory');
    expect(await reason(directory)).toBe('it is a directory');
  });
});

it('a surprise is not put into words', () => {
  const surprise = new TypeError('bug');
  expect(() => fileTrouble(surprise)).toThrow(surprise);
});

describe('writeWhole', () => {
  it('replaces the content, gives the mode, and leaves nothing beside it', () => {
    const path = join(directory, 'file');
    writeWhole(path, 'one', 0o600);
    writeWhole(path, 'two', 0o600);
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['file']);
  });
  it('leaves the old content and nothing else when it cannot write', () => {
    const path = join(directory, 'held');
    mkdirSync(path);
    writeFileSync(join(path, 'inside'), 'old');
    expect(() => writeWhole(path, 'new')).toThrow();
    expect(readdirSync(directory)).toEqual(['held']);
    chmodSync(path, 0o755);
    expect(existsSync(join(path, 'inside'))).toBe(true);
  });
});

describe('linkOrCopy', () => {
  it('gives a second name to the file itself, also where a symbolic link leads to it', async () => {
    const [file, link, path] = ['file', 'link', 'path'].map((name) => join(directory, name)) as [string, string, string];
    writeFileSync(file, 'iPXE');
    symlinkSync(file, link);
    expect(await linkOrCopy(link, path)).toBe(4);
    expect(lstatSync(path)).toMatchObject({ ino: statSync(file).ino, nlink: 2 });
  });
});

describe('replaceFile', () => {
  it.skipIf(process.getuid?.() !== 0)('run by root leaves the file to whose it was', () => {
    const path = join(directory, 'file');
    writeFileSync(path, 'old');
    chownSync(path, 1234, 1235);
    chmodSync(path, 0o600);
    replaceFile(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 1235, mode: 0o100600 });
  });
});

describe('writeNew', () => {
  it('writes a file that is not there, and leaves one that is', () => {
    const path = join(directory, 'file');
    writeNew(path, 'one');
    expect(() => writeNew(path, 'two')).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(readFileSync(path, 'utf8')).toBe('one');
    expect(readdirSync(directory)).toEqual(['file']);
  });
});

it('a directory is told from files, and one that cannot be read holds nothing', async () => {
  mkdirSync(join(directory, 'b10'));
  writeFileSync(join(directory, 'b9'), '');
  expect((await entriesIn(directory)).map(({ name, isDirectory }) => [name, isDirectory])).toEqual([
    ['b9', false],
    ['b10', true],
  ]);
  expect(await entriesIn(join(directory, 'none'))).toEqual([]);
  await expect(fileStamp(directory)).rejects.toMatchObject({ code: 'EISDIR' });
});
