import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findProgram } from './find-program.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-find-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function program(place: string, name: string, mode = 0o755): string {
  mkdirSync(join(directory, place), { recursive: true });
  const file = join(directory, place, name);
  writeFileSync(file, '');
  chmodSync(file, mode);
  return file;
}
const path = ['empty', 'first', 'second'].map((place) => join(directory, place)).join(delimiter);

it.runIf(process.platform !== 'win32')('is the first that can be run', () => {
  program('first', 'qemu-img', 0o644);
  const file = program('second', 'qemu-img');
  expect(findProgram('qemu-img', path, 'linux')).toBe(file);
});

it('is nothing where there is none', () => {
  expect(findProgram('qemu-of-nobody', path, 'linux')).toBeUndefined();
  expect(findProgram('qemu-of-nobody', '', 'darwin')).toBeUndefined();
});

it('has its own ending on Windows', () => {
  const file = program('first', 'qemu-system-x86_64.exe');
  expect(findProgram('qemu-system-x86_64', join(directory, 'first'), 'win32')).toBe(file);
});
