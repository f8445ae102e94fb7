import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOf, type Result } from '../domain/problem.ts';
import { parsePlan, readPlan } from './plan-file.ts';

const sample = (name: string) => new URL(`../../resources/plans/${name}.yaml`, import.meta.url).pathname;
const threeNodes = readFileSync(sample('three-nodes'), 'utf8');
const problemsOf = (result: Result<unknown>) => (result.ok ? [] : result.problems);
const found = (text: string) => problemsOf(parsePlan(text, 'rack.yaml')).map((one) => `${placeOf(one)} ${one.code}`);
const errors = (text: string) =>
  problemsOf(parsePlan(text, 'rack.yaml'))
    .filter(({ level }) => level === 'error')
    .map((one) => `${placeOf(one)} ${one.code}`);

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-plan-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('readPlan', () => {
  it.each(['three-nodes', 'two-chassis'])('opens the sample %s, with the lines of its warnings', async (name) => {
    const read = await readPlan(sample(name));
    expect(read).toMatchObject({ ok: true, value: { plan: { name }, text: readFileSync(sample(name), 'utf8') } });
    if (!read.ok) return;
    expect(read.value.sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const { source, level } of read.value.warnings) {
      expect(level).toBe('warning');
      expect(source!.line).toBeGreaterThan(1);
    }
  });
  it('says why a file cannot be read', async () => {
    expect(problemsOf(await readPlan(join(directory, 'none')))).toMatchObject([{ code: 'plan-unreadable' }]);
    expect(problemsOf(await readPlan(directory))).toMatchObject([
      { code: 'plan-unreadable', what: expect.stringContaining('a directory') },
    ]);
    writeFileSync(join(directory, 'large'), '#'.repeat(1024 * 1024 + 1));
    expect(problemsOf(await readPlan(join(directory, 'large')))).toMatchObject([{ code: 'plan-too-large' }]);
    writeFileSync(join(directory, 'binary'), Uint8Array.of(0x61, 0xff, 0xfe));
    expect(problemsOf(await readPlan(join(directory, 'binary')))).toMatchObject([{ code: 'plan-not-text' }]);
  });
  it('takes a file with a byte-order mark and Windows line ends', async () => {
    const file = join(directory, 'rack.yaml');
    writeFileSync(file, `\uFEFF${threeNodes.replaceAll('\n', '\r\n')}`);
    expect((await readPlan(file)).ok).toBe(true);
  });
});

describe('places', () => {
  it('of a value: its field, or its entry in a list', () => {
    expect(errors(threeNodes.replace('d0:00:67:13:0d:02', 'd0:00:67'))).toEqual(['rack.yaml:45:12 blades[2].macs[0] plan-value-wrong']);
    expect(errors(threeNodes.replace('slots: 3', 'slots: 1000'))).toEqual(['rack.yaml:30:5 chassis[0].slots plan-value-wrong']);
  });
  it('of a field that is missing: the part it belongs to', () => {
    expect(errors(threeNodes.replace(/ {2}laptop: .*\n/, ''))).toEqual(['rack.yaml:16:1 network.laptop plan-field-missing']);
    expect(errors(threeNodes.replace(/^name: .*\n/m, ''))).toEqual(['rack.yaml:5:1 name plan-field-missing']);
  });
  it('of an unknown field: itself', () => {
    expect(errors(threeNodes.replace('gateway:', 'gatway:'))).toEqual(['rack.yaml:22:3 network.gatway plan-field-unknown']);
  });
  it('in the order of the file, whatever rule found them', () => {
    const lines = problemsOf(
      parsePlan(threeNodes.replace('three-nodes\n', 'Three\n').replace('0d:02', '0d:01').replace('slots: 3', 'slot: 3'), 'rack.yaml'),
    );
    const numbers = lines.map(({ source }) => source!.line);
    expect(numbers).toHaveLength(6);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  });
  it('of a value that is an alias, or that lies behind one', () => {
    const aliased = threeNodes.replace('name: three-nodes', 'name: &any three-nodes').replace('role: worker', 'disk: { pick: *any }');
    expect(errors(aliased)).toEqual(['rack.yaml:43:13 blades[1].disk.pick plan-value-wrong']);
  });
});

describe('what is not a plan', () => {
  it.each([
    ['', ['rack.yaml:1:1 plan-not-a-map']],
    ['# nothing yet\n', ['rack.yaml:1:1 plan-not-a-map']],
    ['just words', ['rack.yaml:1:1 plan-not-a-map']],
    ['- a\n- b\n', ['rack.yaml:1:1 plan-not-a-map']],
    ['a: [1, 2\nb: 3\n', ['rack.yaml:2:1 plan-yaml']],
    ['a: *b\nb: &b 1\n', ['rack.yaml:1:4 plan-yaml']],
    ['a: "x\n', ['rack.yaml:2:1 plan-yaml']],
    ['a: b: c\n', ['rack.yaml:1:4 plan-yaml']],
    ['a:\n\tb: 1\n', ['rack.yaml:2:1 plan-yaml']],
    ['a: 1\n---\nb: 2\n', ['rack.yaml:2:1 plan-yaml']],
  ])('%j', (text, problems) => {
    expect(found(text)).toEqual(problems);
  });
  it('a field written twice is told with its line, and the rest is checked all the same', () => {
    expect(errors(threeNodes.replace('  gateway: 10.20.30.1', '  laptop: 10.20.30.1\n  gateway: x'))).toEqual([
      'rack.yaml:22:3 plan-yaml',
      'rack.yaml:23:3 network.gateway plan-value-wrong',
    ]);
  });
  it('a tag that means nothing here is a warning', () => {
    const result = parsePlan(threeNodes.replace('name: three-nodes', 'name: !rack three-nodes'), 'rack.yaml');
    expect(result.ok && result.value.warnings.map(({ code }) => code)).toContain('plan-yaml-doubtful');
  });
  it('numbers are numbers of YAML 1.2: a MAC address with colons stays text, one of digits only must be quoted', () => {
    expect(errors(threeNodes.replaceAll('"', '').replace('d0:00:67:13:0d:00', '10:00:20:30:40:50'))).toEqual([]);
    expect(errors(threeNodes.replace('"d0:00:67:13:0d:00"', '100020304050'))).toEqual([
      'rack.yaml:37:12 blades[0].macs[0] plan-value-unquoted',
    ]);
    expect(errors(`%YAML 1.1\n---\n${threeNodes.replaceAll('"', '').replace('d0:00:67:13:0d:00', '10:00:20:30:40:50')}`)).toEqual([]);
  });
});

describe('a hostile file', () => {
  it('cannot unfold by aliases', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`);
    expect(found(`l0: &l0 x\n${levels.join('\n')}\n`)).toEqual(['rack.yaml:1:1 plan-aliases']);
  });
  it('may share one disk rule among 512 blades', () => {
    const blades = Array.from(
      { length: 256 },
      (_, index) => `  - { slot: big/${index + 1}, macs: [02:00:00:00:00:${(index % 256).toString(16).padStart(2, '0')}], disk: *rule }`,
    );
    const text = threeNodes
      .replace('disk:\n  pick: only', '')
      .replace('chassis:', 'disk: &rule { pick: largest }\nchassis:\n  - { name: big, slots: 256, firstIp: 10.20.28.1 }')
      .replace('10.20.30.0/24', '10.20.28.0/22\n  pods: 10.128.0.0/14')
      .replace('blades:\n', `blades:\n${blades.join('\n')}\n`);
    expect(errors(text)).toEqual([]);
  });
  it('may have thousands of fields, each with its line, without standing still', () => {
    const names = Array.from({ length: 4000 }, (_, index) => `k${index}: 1\n`).join('');
    const began = performance.now();
    expect(errors(`${names}k7: 2\n`)).toContain('rack.yaml:4001:1 plan-yaml');
    // Compared each with each, they took ten times as long.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
  it.each(['[', '{a: ', '- '])('nested very deeply (%j) is told, not thrown', (opening) => {
    expect(found(opening.repeat(200_000)).length).toBeGreaterThan(0);
  });
  it('whatever it holds, reading it gives problems or a plan', () => {
    const bits = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      '&x ',
      '*x',
      '"',
      "'",
      '#',
      '|',
      '>',
      '!!',
      '%',
      '---\n',
      '<<',
      'apiVersion: rackstrap/v1\n',
      'blades',
      '\t',
      '? ',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(bits, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (written) => void expect(parsePlan(written, 'x').ok).toBe(false)),
      { numRuns: 2000 },
    );
  });
  it('a good plan with any line damaged gives problems or a plan', () => {
    const lines = threeNodes.split('\n');
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.string(), (index, other) => void parsePlan(lines.with(index, other).join('\n'), 'x')),
    );
  });
});
