// `rackstrap plan import` and `plan export` as people type them.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../services/app/commands.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-lists-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, text: string | Uint8Array): string {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
}

/** The three nodes in a chassis with room for more. */
const sample = readFileSync(new URL('../../resources/plans/three-nodes.yaml', import.meta.url), 'utf8').replace('slots: 3', 'slots: 8');
const plan = () => file('plan.yaml', sample);
const text = () => readFileSync(join(directory, 'plan.yaml'), 'utf8');

async function run(...words: string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  const output = { line: (line: string) => void out.push(line), note: (line: string) => void errors.push(line), columns: undefined };
  const code = await runCommand(words, output);
  return { code, out: out.join('\n'), errors: errors.join('\n') };
}

const list = '\ufeffEinschub;MAC-Adresse;Rechnername\r\n4;D0-00-67-13-0D-04;node-4\r\n2;d000.6713.0d01;slave-1\r\n';

describe('rackstrap plan import', { timeout: 60_000 }, () => {
  it('shows what was understood and what becomes of it, and writes nothing', async () => {
    const { code, out, errors } = await run('plan', 'import', plan(), file('list.csv', list));
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toContain('Columns: Einschub = number, MAC-Adresse = mac, Rechnername = hostname');
    expect(out).toMatch(/^new +c1\/4 +macs d0:00:67:13:0d:04; hostname node-4$/m);
    expect(out).toMatch(/2 machines: 1 new, 0 changed, 1 same, 0 conflict\. Nothing is written\.$/);
    expect(text()).toBe(sample);
  });
  it('with --write puts it into the plan, and leaves every other line as it is', async () => {
    expect(await run('plan', 'import', plan(), file('list.csv', list), '--write')).toMatchObject({ code: 0 });
    const added = text()
      .split('\n')
      .filter((line) => !sample.split('\n').includes(line));
    expect(added).toEqual(['  - slot: c1/4', expect.stringContaining('d0:00:67:13:0d:04'), '    hostname: node-4']);
    expect(await run('plan', 'import', join(directory, 'plan.yaml'), join(directory, 'list.csv'))).toMatchObject({
      out: expect.stringContaining('0 new, 0 changed, 2 same'),
    });
  });
  it('with an error in the list tells its line, writes nothing, and ends with 1', async () => {
    const bad = file('bad.csv', 'slot;mac\nc1/4;d0:00:67:13:0d:04\nc1/5;d0:00:67:13:0d:0x\n');
    const { code, out } = await run('plan', 'import', plan(), bad, '--write', '--json');
    const { ok, written, problems } = JSON.parse(out);
    expect({ code, ok, written }).toEqual({ code: 1, ok: false, written: false });
    expect(problems).toContainEqual(expect.objectContaining({ code: 'list-mac-wrong', line: 3, column: 6 }));
    expect(text()).toBe(sample);
  });
  it('adds chassis that are missing, when asked to', async () => {
    const wide = file('wide.csv', 'slot;mac;ip\nc2/16;d0:00:67:13:0d:10;10.20.30.116\n');
    expect((await run('plan', 'import', plan(), wide)).code).toBe(1);
    expect((await run('plan', 'import', plan(), wide, '--add-chassis', '--write')).code).toBe(0);
    expect(text()).toMatch(/- name: c2\n {4}slots: 16/);
  });
  it('replaces the blades of the plan, when asked to, and says which leave', async () => {
    const { out } = await run('plan', 'import', plan(), file('list.csv', list), '--replace');
    expect(out).toContain('c1/1, c1/3');
    expect(out).toContain('2 blades taken out');
  });
  it('takes the word of the user for the columns and the chassis', async () => {
    const bare = file('bare.txt', '4 d0:00:67:13:0d:04 x\n5 d0:00:67:13:0d:05 y\n');
    const { out } = await run('plan', 'import', plan(), bare, '--columns', 'number,,hostname', '--chassis', 'c1', '--json');
    expect(JSON.parse(out).machines).toMatchObject([
      { slot: 'c1/4', change: 'new', machine: { hostname: 'x' } },
      { slot: 'c1/5', change: 'new', machine: { hostname: 'y' } },
    ]);
  });
  it('reads a list in the encoding of a Chinese spreadsheet, and says so', async () => {
    const chinese = Uint8Array.from([0xb2, 0xdb, 0xce, 0xbb, ...new TextEncoder().encode(',mac\n4,d0:00:67:13:0d:04\n')]);
    const { code, out } = await run('plan', 'import', plan(), file('list.csv', chinese));
    expect(code).toBe(0);
    expect(out).toMatch(/槽位 = number[\s\S]*GB 18030/);
  });
  it.each([
    ['is not there', () => join(directory, 'nothing.csv'), /nothing\.csv cannot be read/],
    ['is a spreadsheet', () => file('list.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0xff)), /not a text file.*save as CSV/s],
  ])('refuses a list that %s', async (_, path, wanted) => {
    const { code, errors } = await run('plan', 'import', plan(), path());
    expect(code).toBe(1);
    expect(errors).toMatch(wanted);
  });
});

describe('rackstrap plan export', { timeout: 60_000 }, () => {
  it.each(['csv', 'dhcpd'])('as %s gives what import takes for the same', async (form) => {
    const { code, out } = await run('plan', 'export', plan(), '--as', form);
    expect(code).toBe(0);
    const again = await run('plan', 'import', join(directory, 'plan.yaml'), file('again', `${out}\n`), '--replace', '--json');
    expect(JSON.parse(again.out)).toMatchObject({
      ok: true,
      problems: [],
      removed: [],
      machines: [{ change: 'same' }, { change: 'same' }, { change: 'same' }],
    });
  });
  it('speaks Chinese, when asked to', async () => {
    expect((await run('plan', 'export', plan(), '--as', 'firewall-md', '--language', 'zh-CN')).out).toContain('| 来源 |');
  });
  it.each([
    [['--as', 'pdf'], /--as was given as pdf\. Give one of csv, dhcpd/],
    [[], /--as was given as nothing/],
    [['--as', 'csv', '--language', 'tlh'], /--language was given as tlh/],
  ])('with %j says what there is', async (words, wanted) => {
    const { code, errors } = await run('plan', 'export', plan(), ...words);
    expect(code).toBe(1);
    expect(errors).toMatch(wanted);
  });
  it('does not hand on a plan with errors', async () => {
    const bad = file('bad.yaml', sample.replace('10.20.30.242', '10.99.0.1'));
    const { code, out, errors } = await run('plan', 'export', bad, '--as', 'hosts');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toContain('10.99.0.1');
  });
});
