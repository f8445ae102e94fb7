import { expect, test } from 'vitest';
import { oneOfEachRole } from '../../domain/cluster/restarted.ts';
import { systemClock } from '../../platform/clock.ts';
import { type Inspector, InspectorTrouble } from '../inspector.ts';
import { stagedCluster } from './stage.ts';
import { type Sited, type UnplugOptions, unplugged } from './unplug.ts';

const sited = (slot: string, role: Sited['role']): Sited => ({ slot, hostname: slot.replace('/', '-'), role });
const nodes = [sited('c1/1', 'control-plane'), sited('c1/2', 'control-plane'), sited('c1/3', 'worker'), sited('c1/4', 'worker')];

async function ended(inspector: Partial<Inspector> = {}, options: Partial<UnplugOptions> = {}) {
  const { api } = stagedCluster({ nodes: Object.fromEntries(nodes.map(({ hostname }) => [hostname, true])), members: [] });
  const done: string[] = [];
  const inspect = (node: string): Inspector => ({
    shell: async () => '',
    tracesOf: async () => [],
    restart: async () => void done.push(`restart ${node}`),
    remove: async () => {},
    ...inspector,
  });
  const accept = async () => {
    done.push('accept');
    return true;
  };
  const result = await unplugged({
    api,
    clock: systemClock,
    signal: new AbortController().signal,
    nodes,
    restarted: oneOfEachRole(nodes),
    laptop: '10.20.30.242',
    inspect,
    accept,
    ...options,
  });
  return { result, done };
}

test('one node of each role starts anew, the worker first, and then the cluster is tested', async () => {
  expect(await ended()).toEqual({ result: { passed: true, traces: [] }, done: ['restart c1-4', 'restart c1-2', 'accept'] });
  expect(oneOfEachRole(nodes.slice(0, 1))).toEqual(nodes.slice(0, 1));
});

test('a file that names the laptop is told with its slot, and is a failure', async () => {
  const { result } = await ended({ tracesOf: async (address) => [`/etc/${address}`] });
  expect(result).toMatchObject({ passed: false, traces: nodes.map(({ slot }) => `${slot} /etc/10.20.30.242`) });
});

test('a cluster that does not pass its test does not pass this one', async () => {
  expect((await ended({}, { accept: async () => false })).result).toEqual({ passed: false, traces: [] });
});

test('a node that does not come back is told, and nothing is tested', async () => {
  const restart = () => Promise.reject(new InspectorTrouble('c1-4', 'was told to restart and is not back'));
  const { result, done } = await ended({ restart });
  expect(result).toEqual({ passed: false, traces: [], reason: 'c1-4: was told to restart and is not back' });
  expect(done).toEqual([]);
});

test('a mistake of ours is thrown on', async () => {
  await expect(ended({ restart: () => Promise.reject(new TypeError('x')) })).rejects.toThrow(TypeError);
});
