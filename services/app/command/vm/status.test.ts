import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { placeOf, type Settings } from '../../../vm/index.ts';
import { runCommand } from '../../commands.ts';
import { linesOf } from './status.ts';

const settings: Settings = {
  memoryMiB: 4096,
  cpus: 2,
  ports: { api: 6443, ssh: 2222 },
  uuid: 'u',
  last: { accelerator: 'kvm', boot: 'disk', outside: false },
};
const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-vm-status-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function planFile(name: string, architecture: string): string {
  const file = join(scratch, `${name}.yaml`);
  writeFileSync(
    file,
    `apiVersion: rackstrap/v1
name: ${name}
architecture: ${architecture}
bundle: lab
network: { subnet: 10.20.30.0/24, laptop: 10.20.30.242 }
chassis: [{ name: laptop, slots: 1, firstIp: 10.20.30.10 }]
blades: [{ slot: laptop/1, macs: ["52:54:00:01:02:03"], role: control-plane }]
`,
  );
  return file;
}

async function command(...words: string[]) {
  const lines: string[] = [];
  const notes: string[] = [];
  const code = await runCommand([...words, '--state', scratch], {
    line: (text) => lines.push(text),
    note: (text) => notes.push(text),
    columns: undefined,
  });
  return { code, lines, notes };
}

describe('the status of a machine', () => {
  it('is how it is reached, and what it is made of', () => {
    const place = placeOf('/state', 'mine');
    expect(linesOf({ name: 'mine' }, { state: 'running', settings }, place, 3.21e9)).toEqual([
      'mine  running  4096 MiB, 2 CPUs, kvm',
      'API      https://127.0.0.1:6443',
      'SSH      ssh -p 2222 core@127.0.0.1',
      `console  ${place.console}`,
      `files    ${place.directory} (3.2 GB)`,
    ]);
  });
  it('says that it stands still, and that it is open to the outside', () => {
    const open = { ...settings, last: { ...settings.last!, outside: true } };
    const [line] = linesOf({ name: 'mine' }, { state: 'paused', status: 'io-error', settings: open }, placeOf('/state', 'mine'), 0);
    expect(line).toBe('mine  paused (io-error)  4096 MiB, 2 CPUs, kvm, open to the outside');
  });
});

describe('the commands about a machine', () => {
  const mine = planFile('mine', 'laptop');
  it('say that there is none yet', async () => {
    expect(await command('vm', 'status', mine)).toMatchObject({ code: 1, lines: ['mine  none: it was not installed on this laptop yet'] });
    expect(await command('vm', 'stop', mine)).toMatchObject({ code: 0, lines: ['mine  was off'] });
    const start = await command('vm', 'start', mine);
    expect(start.code).toBe(1);
    expect(start.notes.join(' ')).toContain('Install it first');
  });
  it('tell a program the same', async () => {
    const { directory, settings: file, disk } = placeOf(scratch, 'known');
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, JSON.stringify(settings));
    writeFileSync(disk, '');
    const { code, lines } = await command('vm', 'status', planFile('known', 'laptop'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      plan: 'known',
      state: 'off',
      api: 'https://127.0.0.1:6443',
      settings: { memoryMiB: 4096 },
    });
  });
  it('are refused for a plan of blades', async () => {
    const { code, notes } = await command('vm', 'status', planFile('rack', 'development'));
    expect(code).toBe(1);
    expect(notes.join(' ')).toContain('development');
  });
  it('understand numbers only', async () => {
    const { code, notes } = await command('vm', 'start', mine, '--memory', 'much');
    expect(code).toBe(1);
    expect(notes.join(' ')).toContain('--memory');
  });
});
