import { expect, test } from 'vitest';
import { noCluster } from '../../domain/cluster/progress.ts';
import { ApiTrouble, type ClusterApi } from '../api.ts';
import { answerNews, answerOf, silenceGrace, silenceNews } from './answering.ts';

const answer = { server: 'https://10.20.30.9:6443', version: 'v1.37.1' };
const answering = { ...noCluster, version: answer.version, api: { answers: true, since: 1, server: answer.server, reason: undefined } };
const trouble = new ApiTrouble(0, 'connect ECONNREFUSED');

test('the API answers when it tells its administrator of nodes', async () => {
  const api = (nodes: unknown) =>
    ({
      server: () => answer.server,
      async get(path: string) {
        if (path === '/version') return { gitVersion: answer.version };
        if (nodes instanceof Error) throw nodes;
        return nodes;
      },
    }) as ClusterApi;
  expect(await answerOf(api({ items: [] }))).toEqual(answer);
  await expect(answerOf(api(new ApiTrouble(403, 'nodes is forbidden')))).rejects.toThrow('forbidden');
  await expect(answerOf(api(undefined))).rejects.toMatchObject({ status: 404 });
});

test('an answer is news the first time, after silence, from another server, and of another version', () => {
  expect(answerNews(noCluster, answer)).toEqual({ type: 'cluster-answered', ...answer });
  expect(answerNews(answering, answer)).toBeUndefined();
  expect(answerNews({ ...answering, api: { ...answering.api, answers: false } }, answer)).toBeDefined();
  expect(answerNews(answering, { ...answer, version: 'v1.38.0' })).toBeDefined();
  expect(answerNews(answering, { ...answer, server: 'https://10.20.30.40:6443' })).toBeDefined();
});

test('silence is news after its grace, once, and never of an API that was not heard yet', () => {
  expect(silenceNews(answering, silenceGrace - 1, trouble)).toBeUndefined();
  expect(silenceNews(answering, silenceGrace, trouble)).toEqual({ type: 'cluster-silent', reason: 'connect ECONNREFUSED' });
  expect(silenceNews({ ...answering, api: { ...answering.api, answers: false } }, silenceGrace, trouble)).toBeUndefined();
  expect(silenceNews(noCluster, silenceGrace, trouble)).toBeUndefined();
});
