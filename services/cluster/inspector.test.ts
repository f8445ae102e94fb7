// What an inspector asks of the API, and what it makes of the answers: the API here keeps objects by their paths and plays the kubelet for one node.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApiAnswer, ClusterApi, ClusterObject } from './api.ts';
import { inspectorOn, searchCommand } from './inspector.ts';

interface Kubelet {
  /** What a command prints, and how its pod ends. */
  runs(command: string): { readonly phase: string; readonly log: string };
}

const podsPath = '/api/v1/namespaces/rackstrap-check/pods';

function oneNode({ runs }: Kubelet) {
  const objects = new Map<string, unknown>();
  const commands: string[] = [];
  let boots = 1;
  const api: ClusterApi = {
    server: () => 'https://10.20.30.9:6443',
    async ask(path): Promise<ApiAnswer> {
      const name = path.slice(`${podsPath}/`.length, path.indexOf('/log'));
      const pod = objects.get(`${podsPath}/${name}`) as { log?: string } | undefined;
      return pod ? { status: 200, body: pod.log! } : { status: 404, body: '' };
    },
    async get<Found>(path: string) {
      if (path.endsWith('/serviceaccounts/default')) return {} as Found;
      if (path === '/api/v1/nodes/c1-2')
        return { status: { nodeInfo: { bootID: `start ${boots}` }, conditions: [{ type: 'Ready', status: 'True' }] } } as Found;
      return objects.get(path) as Found | undefined;
    },
    list: async () => [],
    async apply(object: ClusterObject) {
      if (object.kind !== 'Pod') return;
      const { spec } = object as unknown as { spec: { containers: { command: string[] }[] } };
      const command = spec.containers[0]!.command.at(-1)!;
      commands.push(command);
      if (command.includes('reboot')) boots += 1;
      const { phase, log } = runs(command);
      objects.set(`${podsPath}/${object.metadata.name}`, { ...object, status: { phase }, log });
    },
    async remove(path) {
      objects.delete(path);
    },
  };
  return { api, objects, commands };
}

/** Whose hours pass at once. */
function fastClock() {
  let now = 0;
  return {
    now: () => now,
    monotonic: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const on = (node: ReturnType<typeof oneNode>, signal = new AbortController().signal) =>
  inspectorOn(node.api, 'c1-2', { image: 'registry.k8s.io/e2e-test-images/agnhost:2.66.1', clock: fastClock(), signal });
const prints = (log: string) => oneNode({ runs: () => ({ phase: 'Succeeded', log }) });

/** What the command for a search prints on a node with these files, and with links to directories as Fedora CoreOS has them. */
function searchedIn(files: Readonly<Record<string, string>>): string {
  const node = mkdtempSync(join(tmpdir(), 'searched-node-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(node, dirname(path)), { recursive: true });
    writeFileSync(join(node, path), text);
  }
  mkdirSync(join(node, 'usr'), { recursive: true });
  for (const [from, to] of Object.entries({ opt: 'var/opt', root: 'var/roothome', home: 'var/home', 'usr/local': '../var/usrlocal' }))
    symlinkSync(to, join(node, from));
  const command = searchCommand('10.20.30.242', 'c1-2').replaceAll('/host/', `${node}/`);
  const printed = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
  rmSync(node, { recursive: true });
  return printed.replaceAll(`${node}/`, '/host/');
}

describe('an inspector', () => {
  it('tells what a command printed, and leaves no pod', async () => {
    const node = prints('one\ntwo\n');
    const inspector = on(node);
    expect(await inspector.shell('cat /host/etc/os-release')).toBe('one\ntwo\n');
    expect(node.commands).toEqual(['cat /host/etc/os-release']);
    await inspector.remove();
    expect(node.objects.size).toBe(0);
  });
  it('runs it on this node, as root there, without asking a registry or listening to anybody', async () => {
    const node = prints('');
    await on(node).shell('true');
    const [pod] = [...node.objects.values()] as { spec: Record<string, unknown> & { containers: object[] } }[];
    expect(pod!.spec).toMatchObject({ nodeName: 'c1-2', hostPID: true, restartPolicy: 'Never', tolerations: [{ operator: 'Exists' }] });
    expect(pod!.spec.containers[0]).toMatchObject({ imagePullPolicy: 'Never', securityContext: { privileged: true } });
    expect(pod!.spec.containers[0]).not.toHaveProperty('ports');
  });
  it('names the node and what the command said when it fails', async () => {
    const node = oneNode({ runs: () => ({ phase: 'Failed', log: 'cat: /host/x: No such file\n' }) });
    await expect(on(node).shell('cat /host/x')).rejects.toThrow('c1-2: cat: /host/x: No such file');
  });
  it('waits for a pod that does not start, and no longer than it has to', async () => {
    const node = oneNode({ runs: () => ({ phase: 'Pending', log: '' }) });
    await expect(on(node).shell('true')).rejects.toThrow(/^c1-2: pod inspector-c1-2-1/);
  });
  it('ends when it is told to', async () => {
    const node = oneNode({ runs: () => ({ phase: 'Pending', log: '' }) });
    await expect(on(node, AbortSignal.abort(new Error('stopped'))).shell('true')).rejects.toThrow('stopped');
  });
  it('finds the files that name an address, by their paths on the node', async () => {
    const found = '/host/etc/hosts\n/host/var/lib/rackstrap/a b\nsaw its name\nsearched all\n';
    expect(await on(prints(found)).tracesOf('10.20.30.242')).toEqual(['/etc/hosts', '/var/lib/rackstrap/a b']);
    expect(await on(prints('saw its name\nsearched all\n')).tracesOf('fd00::2')).toEqual([]);
  });
  it('looks where links of the node lead to, and into what it boots from', () => {
    const paths = ['boot/ignition/config.ign', 'etc/x', 'var/home/core/x', 'var/opt/x', 'var/roothome/x', 'var/usrlocal/bin/x'];
    const files = Object.fromEntries(paths.map((path) => [path, 'from 10.20.30.242:80\n']));
    const lines = searchedIn({
      ...files,
      'etc/hostname': 'c1-2\n',
      'etc/hosts': '10.20.30.24 a\n',
      'var/lib/etcd/x': '10.20.30.242',
    }).split('\n');
    expect(lines.slice(0, -3).sort()).toEqual(paths.map((path) => `/host/${path}`));
    expect(lines.slice(-3)).toEqual(['saw its name', 'searched all', '']);
  });
  it('does not take a search that saw no files for one that found nothing', async () => {
    expect(searchedIn({})).toBe('searched all\n');
    expect(searchedIn({ 'etc/hostname': 'another\n' })).toBe('searched all\n');
    await expect(on(prints('searched all\n')).tracesOf('10.20.30.242')).rejects.toThrow(
      'c1-2: the search through its files did not even find',
    );
  });
  it('does not take a search that was cut short for one that found nothing', async () => {
    await expect(on(prints('/host/etc/hosts\n')).tracesOf('10.20.30.242')).rejects.toThrow('cut short');
  });
  it('has restarted a node when it is Ready from another start', async () => {
    const node = prints('');
    await on(node).restart();
    expect(node.commands).toEqual([expect.stringContaining('systemctl --no-block reboot')]);
  });
  it('says so when the node stays as it was', async () => {
    const node = prints('');
    const stuck = { ...node, api: { ...node.api, apply: async () => {} } };
    await expect(on(stuck).restart()).rejects.toThrow('c1-2: was told to restart and is not back after 30 minutes');
  });
});
