import { expect, test } from 'vitest';
import type { ClusterApi } from '../api.ts';
import { giveLabels, lackingLabels } from './labels.ts';

const worker = 'node-role.kubernetes.io/worker';
const planned = { labels: { [worker]: 'yes', cabinet: 'A7' } };
const node = (labels: Record<string, string>) => ({ metadata: { name: 'c1-2', labels } });

test('a node lacks labels that its kubelet may not give, and no others', () => {
  expect(lackingLabels(planned, { metadata: { name: 'c1-2' } })).toEqual({ [worker]: 'yes' });
  expect(lackingLabels(planned, node({ [worker]: 'no' }))).toEqual({ [worker]: 'yes' });
  expect(lackingLabels(planned, node({ [worker]: 'yes' }))).toEqual({});
});

test('labels are given only where some lack; a node that is gone meanwhile stays gone', async () => {
  const asked: unknown[] = [];
  const api = (status: number) =>
    ({
      ask: async (path: string, { method = 'GET' }) => asked.push(`${method} ${path}`) && { status, body: 'no' },
    }) as unknown as ClusterApi;
  const blade = { ...planned, hostname: 'c1-2' };
  await giveLabels(api(200), blade, node({ [worker]: 'yes' }));
  expect(asked).toEqual([]);
  await giveLabels(api(404), blade, node({}));
  expect(asked).toEqual(['PATCH /api/v1/nodes/c1-2']);
  await expect(giveLabels(api(403), blade, node({}))).rejects.toMatchObject({ status: 403, message: 'no' });
});
