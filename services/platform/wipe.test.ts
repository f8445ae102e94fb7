import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wipeFile } from './wipe.ts';

let directory: string;
const inside = (name: string) => join(directory, name);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-wipe-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a file that is wiped', () => {
  it.each([1000, 64 * 1024, 65 * 1024, 200_000])('of %d bytes is overwritten to its end before its name goes', (size) => {
    writeFileSync(inside('file'), new Uint8Array(size));
    // What still has the content when the name is gone sees what became of it.
    linkSync(inside('file'), inside('witness'));
    wipeFile(inside('file'));
    expect(readdirSync(directory)).toEqual(['witness']);
    const left = readFileSync(inside('witness'));
    expect(left).toHaveLength(size);
    // A stretch this long is all zeros by chance once in 10^38.
    for (let at = 0; at + 16 <= size; at += 16) expect(left.subarray(at, at + 16).some((byte) => byte !== 0)).toBe(true);
  });

  it('may be an empty one, or gone already', () => {
    writeFileSync(inside('file'), '');
    wipeFile(inside('file'));
    wipeFile(inside('file'));
    expect(existsSync(inside('file'))).toBe(false);
  });

  it('is never one that a link leads to', () => {
    writeFileSync(inside('other'), 'of somebody else');
    symlinkSync('other', inside('file'));
    expect(() => wipeFile(inside('file'))).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    expect(readFileSync(inside('other'), 'utf8')).toBe('of somebody else');
    expect(statSync(inside('file')).isFile()).toBe(true);
  });

  it('is no directory', () => {
    expect(() => wipeFile(directory)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  });
});
