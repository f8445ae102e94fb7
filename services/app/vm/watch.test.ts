import { describe, expect, it } from 'vitest';
import { problem } from '../../domain/problem.ts';
import { placeOf, type Settings } from '../../vm/index.ts';
import { teller, troubleOf } from './watch.ts';

const settings: Settings = { memoryMiB: 4096, cpus: 2, ports: { api: 6443, ssh: 2222 }, uuid: 'u' };
const place = placeOf('/state', 'mine');

describe('what is told of a machine that was on', () => {
  it('is nothing while it runs', () => {
    expect(troubleOf({ state: 'running', settings }, place, undefined)).toBeUndefined();
  });
  it('is that it is off, where it went in order or nobody heard how', () => {
    expect(troubleOf({ state: 'off', settings }, place, undefined)).toMatchObject({ code: 'vm-off' });
    expect(troubleOf({ state: 'off', settings }, place, { how: 0, last: '' })).toMatchObject({ code: 'vm-off' });
  });
  it('is why QEMU ended, where it did so by itself', () => {
    const died = (how: number | string) => troubleOf({ state: 'off', settings }, place, { how, last: 'cannot allocate memory' });
    expect(died(1)).toMatchObject({ code: 'vm-died', params: { reason: 'cannot allocate memory', log: place.log } });
    expect(died('SIGKILL')).toMatchObject({ code: 'vm-died', params: { reason: 'SIGKILL' } });
  });
  it('is that it stands still, with the disk that is probably full', () => {
    const found = troubleOf({ state: 'paused', status: 'io-error', settings }, place, undefined);
    expect(found).toMatchObject({ code: 'vm-paused', params: { status: 'io-error', directory: place.directory } });
  });
  it('is that QEMU does not answer', () => {
    expect(troubleOf({ state: 'silent', settings }, place, undefined)).toMatchObject({ code: 'vm-silent' });
  });
});

it('tells the same thing once, and again when something else came between', () => {
  const told: string[] = [];
  const tell = teller(({ code }) => told.push(code));
  const [off, silent] = [problem('vm-off'), problem('vm-silent')];
  for (const found of [[off], [off], [silent], [off]]) tell(found);
  expect(told).toEqual(['vm-off', 'vm-silent', 'vm-off']);
});
