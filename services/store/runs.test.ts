import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../domain/blade/events.ts';
import { problem, type Result } from '../domain/problem.ts';
import { systemClock } from '../platform/clock.ts';
import { type OpenRun, openRun, type RunOptions, sealedRun, unsealedRuns } from './runs.ts';

let stateDirectory: string;
beforeEach(() => {
  stateDirectory = mkdtempSync(join(tmpdir(), 'rackstrap-state-'));
});
afterEach(() => rmSync(stateDirectory, { recursive: true, force: true }));

const options = (changes: Partial<RunOptions> = {}): RunOptions => ({
  stateDirectory,
  plan: 'three-nodes',
  planSha256: 'a'.repeat(64),
  bundle: 'lab',
  clock: systemClock,
  ...changes,
});
function opened(changes?: Partial<RunOptions>): OpenRun {
  const result = openRun(options(changes));
  if (!result.ok) throw new Error(result.problems.map(({ what }) => what).join());
  return result.value;
}
const codes = (result: Result<unknown>) => (result.ok ? [] : result.problems.map(({ code }) => code));
const inRuns = (...names: string[]) => join(stateDirectory, 'runs', ...names);

describe('openRun', () => {
  it('makes a run that only this user may read, and begins its journal with what it is of', () => {
    const run = opened();
    expect(run).toMatchObject({ name: 'three-nodes-1', resumed: false });
    expect([...run.journal.replay()]).toMatchObject([{ type: 'run-opened', plan: 'three-nodes', bundle: 'lab', seq: 1 }]);
    run.journal.close();
    expect(readdirSync(inRuns('three-nodes-1')).toSorted()).toEqual(['journal.sqlite', 'key', 'run.json']);
    expect(statSync(inRuns('three-nodes-1')).mode & 0o777).toBe(0o700);
    expect(statSync(inRuns('three-nodes-1', 'key'))).toMatchObject({ size: 32 });
    expect(statSync(inRuns('three-nodes-1', 'key')).mode & 0o777).toBe(0o600);
  });
  it('goes on with the open run, and says so in the journal only when the plan or the bundle has changed', () => {
    opened().journal.close();
    const same = opened();
    expect(same).toMatchObject({ name: 'three-nodes-1', resumed: true });
    expect([...same.journal.replay()]).toHaveLength(1);
    same.journal.close();
    for (const _ of [1, 2]) {
      const changed = opened({ planSha256: 'b'.repeat(64) });
      expect([...changed.journal.replay()]).toMatchObject([{ planSha256: 'a'.repeat(64) }, { planSha256: 'b'.repeat(64) }]);
      changed.journal.close();
    }
  });
  it.each(['sealed', 'rolledBack'] as const)('makes a new run when the last one is over (%s)', (how) => {
    const first = opened();
    first.end(how);
    first.journal.close();
    const second = opened();
    expect(second).toMatchObject({ name: 'three-nodes-2', resumed: false });
    second.journal.close();
    const again = opened();
    expect(again).toMatchObject({ name: 'three-nodes-2', resumed: true });
    again.journal.close();
  });
  it('keeps how a run ended first, and when', () => {
    const run = opened();
    run.end('sealed');
    const record = () => JSON.parse(readFileSync(inRuns('three-nodes-1', 'run.json'), 'utf8'));
    const before = record();
    expect(before.sealed).toMatch(/^\d{4}-/);
    run.end('rolledBack');
    expect(record()).toEqual(before);
    run.journal.close();
  });
  it('leaves a run whose end was cut off of the plan that it was of', () => {
    const first = opened();
    first.journal.appendDurably({ type: 'sealed', by: 'x' });
    first.journal.close();
    const again = opened({ planSha256: 'b'.repeat(64) });
    expect(again.resumed).toBe(true);
    again.end('sealed');
    again.journal.close();
    expect(sealedRun(stateDirectory, 'three-nodes')).toMatchObject({ name: 'three-nodes-1', record: { planSha256: 'a'.repeat(64) } });
  });
  it('tells the last run where it was sealed', () => {
    expect(sealedRun(stateDirectory, 'three-nodes')).toBeUndefined();
    const first = opened();
    expect(sealedRun(stateDirectory, 'three-nodes')).toBeUndefined();
    first.end('sealed');
    first.journal.close();
    expect(sealedRun(stateDirectory, 'three-nodes')).toMatchObject({ name: 'three-nodes-1', record: { sealed: expect.any(String) } });
    opened().journal.close();
    expect(sealedRun(stateDirectory, 'three-nodes')).toBeUndefined();
  });
  it('tells plans apart whose names begin alike', () => {
    for (const plan of ['rack', 'rack-1', 'rack-1-1']) opened({ plan }).journal.close();
    for (const plan of ['rack', 'rack-1', 'rack-1-1']) {
      const run = opened({ plan });
      expect(run).toMatchObject({ name: `${plan}-1`, resumed: true });
      run.journal.close();
    }
  });
  it('starts over with a run whose making was cut off', () => {
    mkdirSync(inRuns('.new'), { recursive: true });
    writeFileSync(inRuns('.new', 'key'), 'short');
    const run = opened();
    expect(run.resumed).toBe(false);
    run.journal.close();
    expect(existsSync(inRuns('.new'))).toBe(false);
  });
});

describe('a run that is refused by what its journal holds', () => {
  const refused = (journal: Iterable<Event>) =>
    journal[Symbol.iterator]().next().done ? [problem('bundle-unsigned', { bundle: 'b' })] : [];

  it('is not made, and leaves an open one as it was', () => {
    expect(codes(openRun(options({ refuse: refused })))).toEqual(['bundle-unsigned']);
    expect(readdirSync(inRuns()).filter((name) => name.startsWith('three-nodes-'))).toEqual([]);
    opened().journal.close();
    const changed = { planSha256: 'b'.repeat(64), bundle: 'other' };
    expect(codes(openRun(options({ ...changed, refuse: () => [problem('bundle-unsigned', { bundle: 'b' })] })))).toEqual([
      'bundle-unsigned',
    ]);
    const again = opened({ refuse: refused });
    expect([...again.journal.replay()]).toMatchObject([{ type: 'run-opened', bundle: 'lab' }]);
    again.journal.close();
  });
});

describe('tokens', () => {
  it('differ by slot, arming, system and run, and stay the same after a restart', () => {
    const first = opened();
    const other = opened({ plan: 'other' });
    const tokens = [
      first.tokenFor('c1/1', 1, 'live'),
      first.tokenFor('c1/1', 1, 'installed'),
      first.tokenFor('c1/1', 2, 'live'),
      first.tokenFor('c1/11', 1, 'live'),
      other.tokenFor('c1/1', 1, 'live'),
    ];
    expect(new Set(tokens).size).toBe(5);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    first.journal.close();
    other.journal.close();
    const again = opened();
    expect(again.tokenFor('c1/1', 1, 'live')).toBe(tokens[0]);
    again.journal.close();
  });
});

describe('refuses', () => {
  it('a second appliance on the same plan, naming the first, and lets another plan pass', () => {
    const first = opened();
    const second = openRun(options());
    expect(codes(second)).toEqual(['appliance-already-running']);
    expect(!second.ok && second.problems[0]!.what).toContain(`process ${process.pid}`);
    opened({ plan: 'other' }).journal.close();
    first.journal.close();
    opened().journal.close();
  });
  it('a run of which it cannot tell whether it is sealed, and lets go of the lock', () => {
    opened().journal.close();
    const good = readFileSync(inRuns('three-nodes-1', 'run.json'), 'utf8');
    for (const bad of ['', '{', 'null', '{}', '[]']) {
      writeFileSync(inRuns('three-nodes-1', 'run.json'), bad);
      expect(codes(openRun(options()))).toEqual(['run-unreadable']);
    }
    writeFileSync(inRuns('three-nodes-1', 'run.json'), good);
    opened().journal.close();
  });
  it('a run whose key is damaged: its tokens would be guessable', () => {
    opened().journal.close();
    writeFileSync(inRuns('three-nodes-1', 'key'), '');
    expect(codes(openRun(options()))).toEqual(['run-unreadable']);
  });
  it('a damaged journal', () => {
    opened().journal.close();
    writeFileSync(inRuns('three-nodes-1', 'journal.sqlite'), 'x'.repeat(5000));
    expect(codes(openRun(options()))).toEqual(['journal-damaged']);
  });
  it('a state directory that cannot be made', () => {
    writeFileSync(join(stateDirectory, 'file'), '');
    expect(codes(openRun(options({ stateDirectory: join(stateDirectory, 'file') })))).toEqual(['state-unwritable']);
  });
});

it('an appliance that was killed does not keep the next one out', { timeout: 60_000 }, async () => {
  const program = `
    import { openRun } from ${JSON.stringify(new URL('./runs.ts', import.meta.url).href)};
    import { systemClock } from ${JSON.stringify(new URL('../platform/clock.ts', import.meta.url).href)};
    globalThis.run = openRun({ ...${JSON.stringify(options({ clock: undefined as never }))}, clock: systemClock });
    console.log(run.ok);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('true\n');
  expect(codes(openRun(options()))).toEqual(['appliance-already-running']);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const run = opened();
  expect(run.resumed).toBe(true);
  run.journal.close();
});

describe('the runs that are not sealed', () => {
  it('say which bundle each works with, by the hash of its manifest, and nothing of those that are done', () => {
    expect(unsealedRuns(stateDirectory)).toEqual([]);
    const done = opened({ plan: 'done' });
    done.end('sealed');
    done.journal.close();
    opened({ bundleSha256: 'c'.repeat(64) }).journal.close();
    opened({ plan: 'other', bundle: 'site' }).journal.close();
    expect(unsealedRuns(stateDirectory)).toMatchObject([
      { plan: 'other', bundle: 'site' },
      { bundle: 'lab', bundleSha256: 'c'.repeat(64) },
    ]);
    opened({ bundleSha256: 'd'.repeat(64) }).journal.close();
    expect(unsealedRuns(stateDirectory)[1]).toMatchObject({ bundleSha256: 'd'.repeat(64) });
  });
  it('are refused as a whole where one cannot be read: what it works with is not known then', () => {
    opened().journal.close();
    writeFileSync(inRuns('three-nodes-1', 'run.json'), '{');
    expect(() => unsealedRuns(stateDirectory)).toThrow('run.json is not JSON');
  });
});
