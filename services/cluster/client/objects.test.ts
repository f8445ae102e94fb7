import { expect, test } from 'vitest';
import { groupPath, objectPath, withQuery } from './objects.ts';
import { refused, unanswered, wordsOf } from './trouble.ts';

const kinds = {
  resources: [
    { name: 'pods/status', kind: 'Pod', namespaced: true },
    { name: 'pods', kind: 'Pod', namespaced: true },
    { name: 'nodes', kind: 'Node', namespaced: false },
  ],
};
const object = (kind: string, metadata: { name: string; namespace?: string }) => ({ apiVersion: 'v1', kind, metadata });

test('an object lies where its kind does, with a namespace only where the kind has one', () => {
  expect(objectPath(object('Pod', { name: 'a', namespace: 'b' }), kinds)).toBe('/api/v1/namespaces/b/pods/a');
  expect(objectPath(object('Pod', { name: 'a' }), kinds)).toBe('/api/v1/namespaces/default/pods/a');
  expect(objectPath(object('Node', { name: 'a', namespace: 'b' }), kinds)).toBe('/api/v1/nodes/a');
  expect(objectPath(object('Door', { name: 'a' }), kinds)).toBeUndefined();
  expect(objectPath({ ...object('Node', { name: 'kubeadm:admins' }), apiVersion: 'x/v2' }, kinds)).toBe(
    '/apis/x/v2/nodes/kubeadm%3Aadmins',
  );
});

test('the oldest group has a place of its own', () => {
  expect([groupPath('v1'), groupPath('apps/v1')]).toEqual(['/api/v1', '/apis/apps/v1']);
});

test('a query is added to whatever there is', () => {
  expect(withQuery('/a', { b: 'c d' })).toBe('/a?b=c+d');
  expect(withQuery('/a?x=1', { b: 'c' })).toBe('/a?x=1&b=c');
});

test('trouble is told in the words of its cause', () => {
  const deep = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 10.20.30.9:6443') });
  expect(unanswered(deep)).toMatchObject({ status: 0, message: 'connect ECONNREFUSED 10.20.30.9:6443' });
  expect(unanswered({ error: new Error('Unexpected server response: 500') })).toMatchObject({ status: 500 });
  expect(wordsOf(undefined)).toBe('undefined');
  expect(refused({ status: 403, body: '{"kind":"Status","message":"nodes is forbidden"}' })).toMatchObject({
    status: 403,
    message: 'nodes is forbidden',
  });
  expect(refused({ status: 502, body: '' }).message).toBe('the API answered 502');
  expect(refused({ status: 502, body: `<html>${'x'.repeat(1000)}` }).message).toMatch(/^<html>x+…$/);
});
