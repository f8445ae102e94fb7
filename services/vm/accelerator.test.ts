import { describe, expect, it } from 'vitest';
import type { Ended } from '../platform/program.ts';
import { candidateFor, chooseAccelerator, type Memory, type Probe } from './accelerator.ts';

const ended = (outcome: Ended['outcome'], stdout: string): Ended => ({ outcome, stdout, stderr: '' });

/** A laptop whose QEMU says this on its console when it boots a kernel. */
function probing(heard: Ended) {
  const words: (readonly string[])[] = [];
  const probe: Probe = {
    qemu: '/usr/bin/qemu',
    kernel: '/kernel',
    environment: {},
    run: async (_, said) => {
      words.push(said);
      return heard;
    },
  };
  return { probe, words };
}

function remembering(text?: string): Memory & { readonly text: () => string | undefined } {
  let kept = text;
  return {
    read: () => kept,
    write: (next) => {
      kept = next;
    },
    text: () => kept,
  };
}

const linux = { platform: 'linux', cpu: 'x64' } as const;
const hangs = ended('too long', 'Probing EDD (edd=off to disable)... ok\n');
const panics = ended('done', '[    0.9] Kernel panic - not syncing: VFS: Unable to mount root fs\n');

describe('which acceleration is worth a try', () => {
  it.each([
    ['linux', 'x64', 'kvm'],
    ['darwin', 'x64', 'hvf'],
    ['win32', 'x64', 'whpx'],
    ['darwin', 'arm64', undefined],
    ['freebsd', 'x64', undefined],
  ] as const)('on %s with %s: %s', (platform, cpu, expected) => {
    expect(candidateFor({ platform, cpu })).toBe(expected);
  });
});

describe('which one is chosen', () => {
  it('is the one under which a kernel gets through its start', async () => {
    const { probe, words } = probing(panics);
    expect(await chooseAccelerator(linux, probe, remembering(), 'boot-1')).toBe('kvm');
    expect(words[0]?.join(' ')).toContain('-accel kvm -cpu host');
  });
  it('is the one under which a system comes up that brings its own root, though it never ends', async () => {
    const up = ended('too long', '[    1.2] Freeing unused kernel image (initmem) memory: 3324K\n');
    expect(await chooseAccelerator(linux, probing(up).probe, remembering(), 'boot-1')).toBe('kvm');
  });
  it.each([
    ['hangs before its first lines', hangs],
    ['may not be used by this user', ended('failed', '')],
    ['cannot be run at all', ended('not started', '')],
  ])('is emulation where a guest %s', async (_, heard) => {
    expect(await chooseAccelerator(linux, probing(heard).probe, remembering(), 'boot-1')).toBe('tcg');
  });
  it('is emulation, without a try, where the laptop has another processor', async () => {
    const { probe, words } = probing(panics);
    expect(await chooseAccelerator({ platform: 'darwin', cpu: 'arm64' }, probe, remembering(), 'boot-1')).toBe('tcg');
    expect(words).toEqual([]);
  });
  it('is remembered until the laptop is started again', async () => {
    const { probe, words } = probing(hangs);
    const memory = remembering();
    for (const mark of ['boot-1', 'boot-1', 'boot-2']) expect(await chooseAccelerator(linux, probe, memory, mark)).toBe('tcg');
    expect(words).toHaveLength(2);
    const works = remembering(memory.text()?.replace('does not work', 'works'));
    expect(await chooseAccelerator(linux, probe, works, 'boot-2')).toBe('kvm');
    expect(words).toHaveLength(2);
  });
});
