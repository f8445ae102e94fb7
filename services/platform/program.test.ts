import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeJoined } from './join-files.ts';
import { copyProgram, runProgram } from './program.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-program-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const run = (script: string, longestMilliseconds = 20_000) =>
  runProgram('/bin/sh', ['-c', script], { longestMilliseconds, environment: { ONLY: 'this' } });

describe.skipIf(process.platform === 'win32')('another program', () => {
  it('has its words and its environment, and nothing else', async () => {
    expect(await run('echo "$ONLY$HOME"; echo trouble >&2')).toEqual({ outcome: 'done', stdout: 'this\n', stderr: 'trouble\n' });
  });
  it('may fail, be killed, take too long or talk too much', async () => {
    const outcome = async (script: string, most?: number) => (await run(script, most)).outcome;
    expect(await outcome('exit 3')).toBe('failed');
    expect(await outcome('kill -9 $$')).toBe('failed');
    expect(await outcome('exec sleep 60', 100)).toBe('too long');
    expect(await outcome('yes', 60_000)).toBe('failed');
  });
  it('may not even start', async () => {
    const start = (file: string) => runProgram(file, [], { longestMilliseconds: 1000, environment: {} });
    expect(await start(join(directory, 'none'))).toMatchObject({ outcome: 'not started', stderr: 'there is no such file or directory' });
    writeFileSync(join(directory, 'data'), 'x');
    expect(await start(join(directory, 'data'))).toMatchObject({ outcome: 'not started', stderr: 'this user may not' });
    await copyProgram('/bin/sh', join(directory, 'data'));
    expect(await start(join(directory, 'data'))).toMatchObject({ outcome: 'done' });
  });
});

describe('a file put together', () => {
  const path = join(directory, 'joined');
  it('is its contents one behind the other', async () => {
    const file = join(directory, 'middle');
    writeFileSync(file, 'b'.repeat(3_000_000));
    await writeJoined(path, [Buffer.from('a'), { file, size: 3_000_000 }, new Uint8Array(), Buffer.from('c')]);
    expect(readFileSync(path, 'utf8')).toBe(`a${'b'.repeat(3_000_000)}c`);
  });
  it('is left as it was when one of them is missing, or of another size', async () => {
    const file = join(directory, 'short');
    writeFileSync(file, 'x');
    const before = readFileSync(path);
    await expect(writeJoined(path, [{ file, size: 2 }])).rejects.toThrow('has 1 bytes instead of 2');
    await expect(writeJoined(path, [{ file: join(directory, 'none'), size: 2 }])).rejects.toThrow('ENOENT');
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
