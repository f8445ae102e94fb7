import { expect, test } from 'vitest';
import { ApiTrouble } from './api.ts';
import type { Ran, RunInPod } from './client/commands.ts';
import { type EtcdPod, EtcdTrouble, etcdSays, seatsOf } from './etcd.ts';

const pod = (name: string): EtcdPod => ({ metadata: { name }, spec: { nodeName: name } });
const silent: Ran = {
  succeeded: false,
  stdout: '',
  stderr: '{"level":"warn"}\nError: context deadline exceeded\n',
  message: 'exit code 1',
};
const member = { ID: 'a', name: 'c1-1', peerURLs: ['https://10.0.0.1:2380'], clientURLs: ['https://10.0.0.1:2379'] };

/** In each pod `etcdctl member list` ends so, or it cannot be entered; nothing is told of anybody's health. */
const running = (ends: Readonly<Record<string, Ran | Error>>) => ({
  async run({ pod: name, command }: RunInPod) {
    const end = ends[name]!;
    if (end instanceof Error) throw end;
    return command.includes('list') ? end : silent;
  },
});

test('an etcdctl that does not say who the members are is trouble, in its last words', async () => {
  const said = seatsOf(running({ one: silent }), pod('one'));
  await expect(said).rejects.toThrow(/^Error: context deadline exceeded$/);
  await expect(said).rejects.toBeInstanceOf(EtcdTrouble);
  await expect(seatsOf(running({ one: { ...silent, stderr: '' } }), pod('one'))).rejects.toThrow(/^exit code 1$/);
});

test('one pod is asked after the other, until one tells', async () => {
  const lists: Ran = { succeeded: true, stdout: JSON.stringify({ members: [member] }), stderr: '' };
  const api = running({ one: new ApiTrouble(500, 'error dialing backend'), two: silent, three: lists });
  expect(await etcdSays(api, ['one', 'two', 'three'].map(pod))).toEqual({ members: [{ name: 'c1-1', healthy: false, voter: true }] });
});

test('when none tells, there is a reason and no member, however ready the pods are', async () => {
  const ready = { ...pod('one'), status: { conditions: [{ type: 'Ready', status: 'True' }] } };
  expect(await etcdSays(running({ one: silent }), [ready])).toEqual({ reason: 'one: Error: context deadline exceeded' });
  expect(await etcdSays(running({}), [])).toEqual({ reason: 'there is no pod of it' });
});

test('a fault of ours is no word of etcd', async () => {
  await expect(etcdSays(running({ one: new TypeError('no') }), [pod('one')])).rejects.toThrow(TypeError);
});
