import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { started, untilAborted } from '../../platform/part.ts';
import { applyingOnceItAnswers } from './parts.ts';
import { sampleRun } from './sample.ts';

function scene() {
  const { store, close } = sampleRun('small');
  onTestFinished(close);
  const done: string[] = [];
  const applying = {
    name: 'add-ons',
    async run(signal: AbortSignal) {
      done.push('applying');
      await untilAborted(signal);
      done.push('left alone');
    },
  };
  return { store, done, part: applyingOnceItAnswers(applying, store, systemClock) };
}
const answered = { type: 'cluster-answered', server: 'https://10.20.30.9:6443', version: 'v1.37.1' } as const;

test('what is applied to the cluster ends with the run', async () => {
  const { store, done, part } = scene();
  store.happened(answered);
  const { ended } = await started(part);
  expect(done).toEqual(['applying']);
  store.happened({ type: 'sealed', by: 'x' });
  await ended;
  expect(done).toEqual(['applying', 'left alone']);
});

test('in a run that is over nothing is begun', async () => {
  const { store, done, part } = scene();
  store.happened(answered);
  store.happened({ type: 'rolled-back', by: 'x' });
  await (await started(part)).ended;
  expect(done).toEqual([]);
});
