import { expect, onTestFinished, test } from 'vitest';
import { allIsDone, sampleRun } from '../../cluster/sample.ts';
import { statusLines } from './status.ts';

function scene() {
  const run = sampleRun('small');
  onTestFinished(run.close);
  const lines = () => statusLines({ store: run.store, plan: { plan: run.plan } as never });
  return { run, lines };
}

test('of a cluster of which nothing is known it is said what is missing', () => {
  const lines = scene().lines();
  expect(lines[0]).toBe('API      has not answered yet');
  expect(lines.slice(1, 4)).toEqual(['c1/1     waiting', 'c1/2     waiting', 'c1/3     waiting']);
  expect(lines.at(-1)).toMatch(/^missing {2}The cluster does not answer\. .*handed over/);
});

test('of one that is done every thing has its line', () => {
  const { run, lines } = scene();
  allIsDone(run);
  run.store.happened({ type: 'etcd-seen', members: [{ name: 'c1-1', healthy: false, voter: false }] });
  run.store.happened({ type: 'certificates-seen', certificates: [{ name: 'kubelet', slot: 'c1/2', expires: Date.UTC(2027, 5, 1) }] });
  run.store.happened({ type: 'addon-step', addon: 'metrics', step: 'failed', error: 'no pod' });
  expect(lines()).toEqual(
    expect.arrayContaining([
      'API      https://10.20.30.9:6443 answers (v1.37.1)',
      'c1/1     ready v1.37.1 10.20.30.40',
      'etcd     c1-1 not healthy, no voice yet',
      'add-on   metrics failed: no pod',
      'check    Names: passed',
      'expires  kubelet on c1/2 on 2027-06-01',
      'missing  nothing: it may be sealed',
    ]),
  );
  run.store.happened({ type: 'sealed', by: 'console' });
  expect(lines().at(-1)).toMatch(/^sealed {3}\d{4}-/);
});
