// The commands as people type them: their words, their answers and their exit codes.

import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../services/app/commands.ts';
import { writeBundle } from '../../services/app/demo/bundle.ts';
import { orRefuse } from '../../services/domain/problem.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { readPlan } from '../../services/store/plan-file.ts';
import { openRun } from '../../services/store/runs.ts';
import { rackstrap } from './child.ts';
import { blankBlades, isListening, site, smallParts } from './virtual-site.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-words-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const file = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};
const sample = new URL('../../resources/plans/three-nodes.yaml', import.meta.url).pathname;

/** In this process: a command that serves nothing needs none of its own. */
async function run(...words: string[]): Promise<{ code: number; out: string; errors: string }> {
  const [out, errors]: [string[], string[]] = [[], []];
  const output = { line: (text: string) => void out.push(text), note: (text: string) => void errors.push(text), columns: undefined };
  const code = await runCommand(words, output);
  return { code, out: out.join('\n'), errors: errors.join('\n') };
}

describe('rackstrap', { timeout: 60_000 }, () => {
  it('without words shows what it can do', async () => {
    const { code, out } = await run();
    expect(code).toBe(2);
    for (const command of ['plan check FILE', 'serve [PLAN]', 'provision PLAN', 'demo']) expect(out).toContain(`rackstrap ${command}`);
    expect(await run('--help')).toMatchObject({ code: 0, out, errors: '' });
    expect(await run('serve', '--help')).toMatchObject({ code: 0 });
  });

  it('as a program of its own ends with the code of its command, results on one stream and remarks on the other', async () => {
    const good = rackstrap('plan', 'check', sample, '--json');
    const wrong = rackstrap('fly');
    expect(await good.ended).toEqual({ code: 0, signal: null });
    expect({ lines: good.lines, errors: good.errors() }).toMatchObject({ lines: [{ ok: true }], errors: '' });
    expect(await wrong.ended).toEqual({ code: 2, signal: null });
    expect({ lines: wrong.lines, errors: wrong.errors() }).toMatchObject({ lines: [], errors: expect.stringContaining('no command fly') });
  });

  it.each([
    [['plan'], /no command plan/],
    [
      ['plan', 'bake', 'x'],
      /no command plan bake\.\n\nusage: rackstrap COMMAND\n\n {2}rackstrap plan check [^\n]*\n {2}rackstrap plan import [^\n]*\n {2}rackstrap plan export [^\n]*\n$/,
    ],
    [['bundle'], /no command bundle\.\n\nusage: rackstrap COMMAND\n\n {2}rackstrap bundle verify /],
    [['plan', 'check'], /usage: rackstrap plan check FILE/],
    [['plan', 'check', 'a', 'b'], /usage: rackstrap plan check FILE/],
    [['plan', 'check', 'a', '--jsn'], /--jsn.*usage: rackstrap plan check/s],
    [['serve', 'a', 'b'], /usage: rackstrap serve \[PLAN\]/],
    [['demo', '8'], /usage: rackstrap demo/],
  ])('%j is told what is wrong, and how it is written', async (words, wanted) => {
    const { code, out, errors } = await run(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toMatch(wanted);
  });

  it.each([
    [['serve', sample], /No bundle was named\. Name the directory/],
    [['serve', sample, '--bundle', '/nowhere'], /\/nowhere cannot be opened: .*no such file/],
    [
      ['serve', sample, '--bundle', '/nowhere', '--http-port', '80000'],
      /--http-port was given as 80000\. Give a whole number from 1 to 65535/,
    ],
    [['provision', sample, '--bundle', '/nowhere'], /--until was given as nothing\. Give one of waiting, dhcp/],
    [['provision', sample, '--bundle', '/nowhere', '--until', 'lunch'], /--until was given as lunch/],
    [['provision', sample, 'c1/1', '--bundle', '/nowhere', '--until', 'booted'], /c1\/1 belongs to no option/],
    [['provision', sample, '--bundle', '/nowhere', '--until', 'booted', '--timeout', 'soon'], /--timeout was given as soon/],
    [['demo', '--blades', '0'], /--blades was given as 0\. Give a whole number from 1 to/],
  ])('%j ends with the problem and what to do', async (words, wanted) => {
    const { code, errors } = await run(...words);
    expect(code).toBe(1);
    expect(errors).toMatch(wanted);
    expect(errors).not.toMatch(/at .*\.ts:\d+/);
  });
});

describe('rackstrap plan check', { timeout: 60_000 }, () => {
  const bad = () => file('bad.yaml', 'apiVersion: rackstrap/v1\nname: Bad Name\nbundel: lab\n');

  it('says that a good plan can be used', async () => {
    expect(await run('plan', 'check', sample)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/with 3 blades can be used/),
      errors: '',
    });
    const { code, out } = await run('plan', 'check', sample, '--json');
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, ok: true });
    expect(JSON.parse(out).problems.every(({ level }: { level: string }) => level === 'warning')).toBe(true);
  });

  it('tells what a bundle lacks for it, with the line of the plan', async () => {
    const bundle = join(directory, 'bundle');
    mkdirSync(bundle, { recursive: true });
    writeBundle(
      bundle,
      smallParts.filter(({ kind }) => kind !== 'kernel'),
      'lab',
    );
    const state = ['--state', join(directory, 'state')];
    const { code, out } = await run('plan', 'check', sample, '--bundle', bundle, '--json', ...state);
    const problems: { code: string; line?: number }[] = JSON.parse(out).problems;
    expect({ code, lacks: problems.find((found) => found.code === 'os-part-absent') }).toMatchObject({
      code: 1,
      lacks: { level: 'error', where: 'bundle', line: expect.any(Number), what: expect.stringContaining('kernel (amd64)') },
    });
    expect(problems.map((found) => found.code)).toContain('bundle-key-unknown');
    expect((await run('plan', 'check', sample, '--bundle', 'nowhere', ...state)).out).toContain('There is no bundle nowhere');
  });

  it('tells every problem of a bad one with its line, for people', async () => {
    const { code, out } = await run('plan', 'check', bad());
    expect(code).toBe(1);
    expect(out).toMatch(/^error {2}.*bad\.yaml:2:\d+ name$/m);
    expect(out).toMatch(/^error {2}.*bad\.yaml:3:\d+ bundel$/m);
    expect(out).toMatch(/network/);
    expect(out).toMatch(/The plan cannot be used: 7 errors, 1 warning\.$/);
  });

  it('and for programs, as one object', async () => {
    const { code, out } = await run('plan', 'check', '--json', bad());
    expect(code).toBe(1);
    const { ok, problems } = JSON.parse(out);
    expect(ok).toBe(false);
    expect(problems).toContainEqual(
      expect.objectContaining({ where: 'name', level: 'error', line: 2, what: expect.any(String), todo: expect.any(String) }),
    );
  });

  it.each([
    ['that is not there', () => join(directory, 'nothing.yaml'), 'plan-unreadable'],
    ['that is a directory', () => directory, 'plan-unreadable'],
    ['that is no text', () => file('picture.png', Uint8Array.of(0x89, 0x50, 0xff, 0xfe)), 'plan-not-text'],
    ['that is empty', () => file('empty.yaml', ''), undefined],
    ['that is no YAML', () => file('broken.yaml', 'a: [1, 2\nb: {'), 'plan-yaml'],
  ])('tells of a file %s', async (_, path, code) => {
    const { code: exit, out, errors } = await run('plan', 'check', path(), '--json');
    expect({ exit, errors }).toEqual({ exit: 1, errors: '' });
    const { ok, problems } = JSON.parse(out);
    expect({ ok, none: problems.length === 0 }).toEqual({ ok: false, none: false });
    if (code) expect(problems.map((one: { code: string }) => one.code)).toContain(code);
  });
});

describe('rackstrap provision', { timeout: 120_000 }, () => {
  const isResult = ({ type }: { type?: string }) => type === 'result';

  it('tells in lines what happens, and ends with 0 when every blade is there', async () => {
    const here = await site({ blades: blankBlades(2) });
    const child = here.provision();
    await child.line('listening', isListening);
    here.powerOn(...here.slots);
    expect(await child.ended).toEqual({ code: 0, signal: null });
    const { lines } = child;
    expect(lines.filter(isListening)).toEqual([{ type: 'listening', address: '127.20.30.242', device: null }]);
    const seqs = lines.filter(({ type }) => type === 'event').map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
    for (const slot of here.slots) {
      const stages = lines.filter((line) => line.type === 'stage' && line.slot === slot).map(({ stage }) => stage);
      expect(stages.slice(-4)).toEqual(['config', 'installing', 'rebooting', 'booted']);
    }
    expect(lines.at(-1)).toEqual({
      type: 'result',
      ok: true,
      problems: [],
      blades: here.slots.map((slot) => ({
        slot,
        mac: here.at(slot).mac,
        hostname: slot.replace('/', '-'),
        address: here.at(slot).address,
        stage: 'booted',
        seconds: expect.any(Number),
        bytes: expect.any(Number),
      })),
    });
  });

  it('ends with 1 when the time is over, and says how far each blade is', async () => {
    const here = await site({ blades: blankBlades(2) });
    const child = here.provision(['--timeout', '1']);
    expect(await child.ended).toMatchObject({ code: 1 });
    expect(child.lines.at(-1)).toMatchObject({ type: 'result', ok: false, blades: [{ slot: 'c1/1', stage: 'waiting', bytes: 0 }, {}] });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends at once with its result at %s', async (signal, code) => {
    const here = await site({ blades: blankBlades(1) });
    const child = here.provision();
    await child.line('listening', isListening);
    child.kill(signal);
    expect(await child.ended).toEqual({ code, signal: null });
    expect(child.lines.filter(isResult)).toMatchObject([{ ok: false }]);
    expect(here.journal().at(-1)).toMatchObject({ type: 'appliance-stopped' });
  });

  it('arms only what is named for a wipe with consent, and refuses a slot that is not planned', async () => {
    const here = await site({ blades: blankBlades(2) });
    const wrong = here.provision(['--consent-wipe', 'c1/1', 'c1/9']);
    expect(await wrong.ended).toMatchObject({ code: 1 });
    expect(wrong.lines.at(-1)).toMatchObject({ type: 'result', ok: false, problems: [{ code: 'slot-unknown' }] });
    const child = here.provision(['--consent-wipe', 'c1/2', '--timeout', '1']);
    await child.ended;
    const decisions = here.journal().filter(({ type }) => type === 'armed' || type === 'consent-recorded');
    expect(decisions).toMatchObject([
      { type: 'armed', slots: ['c1/1', 'c1/2'], arming: 1 },
      { type: 'consent-recorded', slot: 'c1/2', arming: 1, by: 'command line' },
    ]);
  });

  it('of a plan whose last run is sealed says so and arms nothing, also when a kill cut the end off, until a new run is asked for', async () => {
    const here = await site({ blades: blankBlades(1) });
    await here.provision(['--timeout', '1']).ended;
    const { plan, sha256 } = orRefuse(await readPlan(here.planFile));
    const options = { stateDirectory: here.state, plan: plan.name, planSha256: sha256, bundle: 'x', clock: systemClock };
    const { journal } = orRefuse(openRun(options));
    journal.appendDurably({ type: 'sealed', by: 'x' });
    journal.close();
    for (const _ of ['its end was cut off', 'it is over']) {
      const again = here.provision();
      expect(await again.ended).toEqual({ code: 0, signal: null });
      expect(again.lines.filter(isResult)).toMatchObject([
        { ok: true, problems: [{ code: 'run-sealed-already', params: { run: `${plan.name}-1` } }] },
      ]);
    }
    expect(here.journal().filter(({ type }) => type === 'armed')).toHaveLength(1);
    expect(readdirSync(join(here.state, 'runs')).filter((name) => name.startsWith(`${plan.name}-`))).toEqual([`${plan.name}-1`]);
    const anew = here.provision(['--new-run', '--timeout', '1']);
    expect(await anew.ended).toMatchObject({ code: 1 });
    expect(readdirSync(join(here.state, 'runs'))).toContain(`${plan.name}-2`);
  });

  it('serves its console too where a port is named', async () => {
    const here = await site({ blades: blankBlades(1) });
    const { ports } = here.wire.appliance;
    const child = here.provision(['--console-port', String(ports.http)]);
    await child.line('listening', isListening);
    const [, url] = /^Console: (http:\S+)$/m.exec(child.errors())!;
    expect((await fetch(url!, { redirect: 'manual' })).status).toBe(303);
  });
});

describe('npm run demo', { timeout: 120_000 }, () => {
  it('prints one JSON object', async () => {
    const { code, out, errors } = await run('demo', '--json', '--blades', '2');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const blade = (slot: string, mac: string) => ({ slot, mac, stage: 'booted', seconds: expect.any(Number), bytes: expect.any(Number) });
    expect(JSON.parse(out)).toEqual({ blades: [blade('c1/1', 'd0:00:67:13:00:00'), blade('c1/2', 'd0:00:67:13:00:01')], ok: true });
  });
});
