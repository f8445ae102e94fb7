import { expect, it } from 'vitest';
import { jobsChannel } from './channel.ts';
import { openJobs } from './jobs.ts';
import { watchSticks } from './sticks.ts';

/** A laptop whose sticks the test plugs in, and whose clock stands still until it is told. */
function laptop() {
  let sticks: readonly string[] = [];
  let wake: () => void = () => {};
  const clock = {
    now: () => 0,
    monotonic: () => 0,
    sleep: (_: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        wake = resolve;
        signal?.addEventListener('abort', () => resolve());
      }),
  };
  const watched = watchSticks(async () => sticks, clock);
  const pass = async () => {
    wake();
    await new Promise((done) => setImmediate(done));
  };
  const plugged = (now: readonly string[]) => {
    sticks = now;
  };
  return { watched, jobs: openJobs(clock), pass, plugged };
}

it('tells a page everything at first, and then only what is new', async () => {
  const { watched, jobs } = laptop();
  const tell = jobsChannel(jobs, watched).begin('en');
  expect(tell()).toEqual({ data: { jobs: [], sticks: [] } });
  expect(tell()).toBeUndefined();
  const run = () => new Promise<never>(() => {});
  jobs.start({ kind: 'verify', bundle: { directory: '/a', id: 'a', name: 'a', version: '1', bytes: 1, parts: 1 }, run });
  expect(tell()).toMatchObject({ data: { jobs: [{ kind: 'verify', directory: '/a' }], sticks: [] } });
  expect(tell()).toBeUndefined();
});

it('tells of a stick when it is plugged in and when it is pulled out, while somebody follows', async () => {
  const { watched, jobs, pass, plugged } = laptop();
  const channel = jobsChannel(jobs, watched);
  const tell = channel.begin('en');
  const stopping = new AbortController();
  const running = watched.part.run(stopping.signal);
  let heard = 0;
  const stop = channel.follow(() => {
    heard += 1;
  });
  tell();
  plugged(['/media/stick']);
  await pass();
  expect(tell()).toMatchObject({ data: { sticks: ['/media/stick'] } });
  await pass();
  expect(tell()).toBeUndefined();
  plugged([]);
  await pass();
  expect(tell()).toMatchObject({ data: { sticks: [] } });
  expect(heard).toBe(2);
  stop();
  plugged(['/media/other']);
  await pass();
  expect([heard, tell()]).toEqual([2, undefined]);
  stopping.abort();
  await running;
});
