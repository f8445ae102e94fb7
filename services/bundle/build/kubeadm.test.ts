import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { refusalIn } from '../../domain/problem.ts';
import { type AskKubeadm, kubeadmImages } from './kubeadm.ts';
import type { Fetch } from './source.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-kubeadm-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const fetch: Fetch = {
  small: () => Promise.reject(new Error('nothing is asked of the network')),
  file: () => Promise.reject(new Error('nothing is asked of the network')),
  scratch: (name) => join(directory, name),
};
const asked: string[] = [];
/** A kubeadm that is this script, for Linux on x64. */
const kubeadm = (script: string, more: Partial<AskKubeadm> = {}): AskKubeadm => ({
  version: '1.37.1',
  machine: { platform: 'linux', cpu: 'x64' },
  kubeadm: async (arch) => {
    asked.push(arch);
    const file = join(directory, `fetched-${asked.length}`);
    writeFileSync(file, script, { mode: 0o444 });
    return file;
  },
  ...more,
});
const problems = async (ask: AskKubeadm) => {
  const reason = await kubeadmImages(fetch, ask).then(
    () => undefined,
    (error) => error,
  );
  return refusalIn(reason)?.problems.map(({ what }) => what) ?? reason;
};

describe.skipIf(process.platform === 'win32')('the images of a kubeadm', () => {
  it('are those that it lists for its version, with nothing of ours in its environment', async () => {
    const script =
      '#!/bin/sh\n[ "$*" = "config images list --kubernetes-version v1.37.1" ] && [ -z "$HOME" ] && echo a.example/pause:1 && echo b/c:v2\necho W1121 a warning >&2\n';
    expect(await kubeadmImages(fetch, kubeadm(script))).toEqual(['a.example/pause:1', 'b/c:v2']);
    expect(asked.at(-1)).toBe('amd64');
    expect(statSync(join(directory, 'fetched-1')).mode & 0o111).toBe(0);
  });
  it('are asked of the one this machine can run, whatever the blades are', async () => {
    await kubeadmImages(fetch, kubeadm('#!/bin/sh\necho a:1\n', { machine: { platform: 'linux', cpu: 'arm64' } }));
    expect(asked.at(-1)).toBe('arm64');
  });
  it('cannot be asked on another system', async () => {
    const words = ['kubeadm 1.37.1 cannot be run on this machine to ask for its images: this is darwin on arm64.'];
    expect(await problems(kubeadm('', { machine: { platform: 'darwin', cpu: 'arm64' } }))).toEqual(words);
  });
  it('are none when it fails, says nothing, or talks of something else', async () => {
    const refused =
      '#!/bin/sh\necho "error: this version of kubeadm only supports >= 1.36.0" >&2\necho "To see the stack trace" >&2\nexit 1\n';
    expect(await problems(kubeadm(refused))).toEqual([
      'kubeadm 1.37.1 does not tell its images: this version of kubeadm only supports >= 1.36.0.',
    ]);
    for (const script of ['#!/bin/sh\n', '#!/bin/sh\necho Usage: kubeadm\n', '#!/bin/sh\nkill -9 $$\n', '#!/bin/sh\necho a:1\nexit 1\n'])
      expect(await problems(kubeadm(script))).toEqual([expect.stringContaining('does not tell its images')]);
  });
});
