import { expect, it } from 'vitest';
import { problem, Refusal } from '../../domain/problem.ts';
import { type Done, openJobs, type Work } from './jobs.ts';

const bundle = (name: string) => ({ directory: `/sticks/${name}`, id: name, name, version: '1', bytes: 100, parts: 3 });

/** Work that goes on until the test says how it ends, or it is cancelled. */
function heldWork(name = 'one') {
  const { promise, resolve, reject } = Promise.withResolvers<Done>();
  let progress: (bytes: number, part: string) => void = () => {};
  const work: Work = {
    kind: 'verify',
    bundle: bundle(name),
    run(signal, onProgress) {
      progress = (bytes, part) => onProgress({ bytes, totalBytes: 100, part, partsDone: 1, parts: 3 });
      signal.addEventListener('abort', () => reject(signal.reason));
      return promise;
    },
  };
  return { work, end: resolve, fail: reject, progress: (bytes: number, part = 'os/kernel') => progress(bytes, part) };
}

let milliseconds = 0;
const jobsAt = () => openJobs({ now: () => 1_000 + milliseconds, monotonic: () => milliseconds });
const soon = () => new Promise((done) => setImmediate(done));
const refused = (code: string) => expect.objectContaining({ problems: [expect.objectContaining({ code })] });

it('tells how far work is, how fast it goes and how long it still takes', async () => {
  const jobs = jobsAt();
  const { work, progress } = heldWork();
  const id = jobs.start(work);
  await soon();
  let heard = 0;
  jobs.follow(() => {
    heard += 1;
  });
  progress(0);
  milliseconds += 2_000;
  progress(40, 'os/image');
  expect(heard).toBe(2);
  expect(jobs.views()).toMatchObject([
    { id, kind: 'verify', name: 'one', progress: { bytes: 40, totalBytes: 100, part: 'os/image', bytesPerSecond: 20, secondsLeft: 3 } },
  ]);
  await jobs.close();
});

it('keeps an outcome until it is read', async () => {
  const jobs = jobsAt();
  const { work, end } = heldWork();
  const id = jobs.start(work);
  const damaged = problem('bundle-part-damaged', { part: 'os/image' });
  end({ problems: [damaged] });
  await soon();
  expect(jobs.views()).toMatchObject([{ outcome: { is: 'done', problems: [damaged] } }]);
  jobs.forget(id);
  expect(jobs.views()).toEqual([]);
  expect(() => jobs.forget(id)).toThrow(refused('work-unknown'));
});

it('tells the reasons of work that could not be done', async () => {
  const jobs = jobsAt();
  const { work, fail } = heldWork();
  jobs.start(work);
  fail(new Refusal(problem('bundle-unreadable', { bundle: '/sticks/one', reason: 'the disk was pulled out' })));
  await soon();
  expect(jobs.views()).toMatchObject([{ outcome: { is: 'failed', problems: [{ code: 'bundle-unreadable' }] } }]);
});

it('refuses a second work on the same bundle, wherever that lies, and takes one on another', async () => {
  const jobs = jobsAt();
  jobs.start(heldWork('one').work);
  const again = heldWork('one').work;
  expect(() => jobs.start(again)).toThrow(refused('bundle-at-work'));
  expect(() => jobs.start({ ...again, bundle: { ...again.bundle, directory: '/elsewhere' } })).toThrow(refused('bundle-at-work'));
  jobs.start(heldWork('two').work);
  await jobs.close();
  expect(jobs.views().map(({ outcome }) => outcome?.is)).toEqual(['cancelled', 'cancelled']);
});

it('cancels work and begins it again; the earlier outcome is news no more', async () => {
  const jobs = jobsAt();
  const first = jobs.start(heldWork().work);
  await soon();
  expect(() => jobs.forget(first)).toThrow(refused('work-unknown'));
  await jobs.cancel(first);
  expect(jobs.views()).toMatchObject([{ outcome: { is: 'cancelled', problems: [] } }]);
  const second = jobs.start(heldWork().work);
  expect(jobs.views().map(({ id }) => id)).toEqual([second]);
  await jobs.close();
  await expect(jobs.cancel(first)).rejects.toThrow(refused('work-unknown'));
});

it('forgets the outcome of an import when the imported bundle is worked on', async () => {
  const jobs = jobsAt();
  const { work, end } = heldWork();
  jobs.start({ ...work, kind: 'import' });
  end({ problems: [], directory: '/own/one-1' });
  await soon();
  const second = jobs.start({ ...heldWork().work, bundle: { ...bundle('one'), directory: '/own/one-1' } });
  expect(jobs.views().map(({ id }) => id)).toEqual([second]);
  await jobs.close();
});

it('keeps the newest outcomes only', async () => {
  const jobs = jobsAt();
  for (let number = 0; number < 30; number += 1) {
    const { work, end } = heldWork(`bundle-${number}`);
    jobs.start(work);
    end({ problems: [] });
    await soon();
  }
  expect(jobs.views()).toHaveLength(20);
  expect(jobs.views().at(-1)).toMatchObject({ name: 'bundle-29' });
});
