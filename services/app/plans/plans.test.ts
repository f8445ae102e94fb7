import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleWriter } from '../../bundle/index.ts';
import { calls, type PlanChange, type PlanView } from '../../contract/index.ts';
import { Refusal } from '../../domain/problem.ts';
import { systemClock } from '../../platform/clock.ts';
import { openPlans, type Plans } from './index.ts';

const sample = (name: string) => readFileSync(new URL(`../../../resources/plans/${name}.yaml`, import.meta.url), 'utf8');
const commentsOf = (text: string) => [...text.matchAll(/#.*$/gm)].map(([comment]) => comment);

let root: string;
let stick: string;
let mounted: string[];
let plans: Plans;
let changes: PlanChange[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rackstrap-plans-'));
  stick = join(root, 'stick');
  mkdirSync(stick);
  mounted = [stick];
  changes = [];
  plans = openPlans({ stateDirectory: join(root, 'state'), removable: async () => mounted, clock: impatientClock });
  plans.follow((change) => changes.push(change));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Of what a call gives, the view; checked as it goes over the wire. */
const view = async (answer: PlanView | Promise<PlanView>): Promise<PlanView> => {
  const given = await answer;
  expect(calls.openPlan.output.parse(given)).toEqual(given);
  expect(readFileSync(given.path, 'utf8')).toBe(given.text);
  return given;
};
const codes = async (answer: unknown): Promise<string[]> => {
  try {
    await answer;
    return [];
  } catch (reason) {
    if (reason instanceof Refusal) return reason.problems.map(({ code }) => code);
    throw reason;
  }
};
const onStick = (name: string, text: string) => {
  writeFileSync(join(stick, name), text);
  return join(stick, name);
};
const open = (path: string) => view(plans.answers.openPlan({ path }));
const edit = ({ path, sha256 }: Pick<PlanView, 'path' | 'sha256'>, where: string, value?: string | number) =>
  view(plans.answers.editPlan({ path, sha256, edits: [value === undefined ? { where } : { where, value }] }));
let slept: () => void;
/** Nobody waits in these tests: the watching part turns as often as it is asked to. */
const impatientClock = { ...systemClock, sleep: async () => slept() };
async function lookAround(times: number): Promise<void> {
  const end = new AbortController();
  let left = times;
  slept = () => {
    left -= 1;
    if (left < 0) end.abort();
  };
  await plans.part.run(end.signal);
}

describe('editing', () => {
  it.each(['three-nodes', 'two-chassis'])(
    'writes %s at once with its comments, and takes everything back to the first byte',
    async (name) => {
      const first = await open(onStick('rack.yaml', sample(name)));
      let now = first;
      for (const [where, value] of [
        ['name', 'other'],
        ['network.laptop', '10.20.30.9'],
        ['blades[1]'],
        ['blades[5].slot', 'c1/9'],
      ] as const)
        now = await edit(now, where, value);
      expect(now).toMatchObject({ data: { name: 'other' }, canUndo: true, canRedo: false, removable: true });
      const kept = commentsOf(sample(name)).filter((comment) => !/10\.20\.30\.41|any common notation/.test(comment));
      expect(commentsOf(now.text)).toEqual(kept);
      while (now.canUndo) now = await view(plans.answers.undoPlan(now));
      expect(now.text).toBe(sample(name));
      expect(now.sha256).toBe(first.sha256);
      while (now.canRedo) now = await view(plans.answers.redoPlan(now));
      expect(now.data).toMatchObject({ name: 'other' });
    },
  );
  it('takes all edits of one call back as one', async () => {
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    const edits = Array.from({ length: 3 }, (_, index) => ({ where: `blades[${index}].hostname`, value: `node-${index}` }));
    const edited = await view(plans.answers.editPlan({ ...first, edits }));
    expect(edited.text).toContain('node-2');
    expect((await view(plans.answers.undoPlan(edited))).text).toBe(first.text);
  });
  it('saves a plan however wrong it is, and says what is wrong with its line', async () => {
    const wrong = await edit(await open(onStick('rack.yaml', sample('three-nodes'))), 'network.laptop', '10.9.9.9.9');
    expect(wrong.problems).toContainEqual(
      expect.objectContaining({ code: 'plan-value-wrong', where: 'network.laptop', source: expect.objectContaining({ line: 20 }) }),
    );
    const broken = await view(plans.answers.writePlan({ ...wrong, text: 'name: [\n' }));
    expect(broken).not.toHaveProperty('data');
    expect(await codes(plans.answers.editPlan({ ...broken, edits: [{ where: 'name', value: 'x' }] }))).toEqual(
      expect.arrayContaining(['plan-yaml']),
    );
    expect((await view(plans.answers.undoPlan(broken))).text).toBe(wrong.text);
  });
  it('keeps Windows line ends and a byte-order mark', async () => {
    const windows = `\uFEFF${sample('three-nodes').replaceAll('\n', '\r\n')}`;
    const edited = await edit(await open(onStick('rack.yaml', windows)), 'blades[1].hostname', 'node-2');
    expect(edited.text).toBe(windows.replace('slave-1', 'node-2'));
  });
  it('changes nothing of a plan of a newer version, which it may not understand', async () => {
    const text = sample('three-nodes').replace('rackstrap/v1', 'rackstrap/v9');
    const newer = await open(onStick('rack.yaml', text));
    expect(newer.problems.map(({ code }) => code)).toEqual(['plan-too-new']);
    expect(await codes(edit(newer, 'name', 'x'))).toEqual(['plan-too-new']);
    expect(readFileSync(newer.path, 'utf8')).toBe(text);
  });
  it('does not write or tell of an edit that changes nothing', async () => {
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    const same = await edit(first, 'name', 'three-nodes');
    expect(same).toEqual(first);
    expect(await edit(same, 'network.nothing')).toEqual(first);
    expect(changes).toEqual([]);
  });
  it('has nothing to take back at first', async () => {
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    expect(await codes(plans.answers.undoPlan(first))).toEqual(['plan-nothing-to-undo']);
    expect(await codes(plans.answers.redoPlan(first))).toEqual(['plan-nothing-to-undo']);
  });
  it('refuses what is no place in a plan, and goes on', async () => {
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    for (const where of ['?', 'blades[4000000000]', 'network..vip'])
      expect(await codes(edit(first, where, 1))).toEqual(['plan-place-malformed']);
    expect((await edit(first, 'name', 'other')).data).toMatchObject({ name: 'other' });
  });
  it('does not let a plan grow beyond what can be read again', async () => {
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    expect(await codes(plans.answers.writePlan({ ...first, text: '三'.repeat(1024 * 400) }))).toEqual(['plan-too-large']);
    expect(readFileSync(first.path, 'utf8')).toBe(first.text);
  });
});

describe('two at once', () => {
  it('lets one page change the plan, and the other one know that it is another now', async () => {
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    const asked = ['one', 'two'].map((value) => plans.answers.editPlan({ ...first, edits: [{ where: 'name', value }] }));
    const refused = await Promise.all(asked.map(codes));
    expect(refused.toSorted()).toEqual([[], ['plan-changed-on-disk']]);
    const now = await open(first.path);
    expect(now.data).toMatchObject({ name: refused[0]!.length === 0 ? 'one' : 'two' });
    expect(changes).toEqual([{ path: first.path, sha256: now.sha256, outside: false }]);
  });
  it('never overwrites what an editor has saved meanwhile, and can take that back too', async () => {
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    const edited = await edit(first, 'name', 'ours');
    appendFileSync(first.path, '# by an editor\n');
    expect(await codes(edit(edited, 'name', 'theirs'))).toEqual(['plan-changed-on-disk']);
    const now = await open(first.path);
    expect(now.text).toBe(`${edited.text}# by an editor\n`);
    expect(changes.at(-1)).toEqual({ path: now.path, sha256: now.sha256, outside: true });
    const back = await view(plans.answers.undoPlan(now));
    expect(back.text).toBe(edited.text);
    expect((await view(plans.answers.undoPlan(back))).text).toBe(first.text);
  });
  it('notices a change from outside without being asked, once the file stands still', async () => {
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    await lookAround(3);
    expect(changes).toEqual([]);
    appendFileSync(first.path, '# by an editor\n');
    await lookAround(3);
    expect(changes).toEqual([{ path: first.path, sha256: expect.any(String), outside: true }]);
    await edit({ path: first.path, sha256: changes[0]!.sha256 }, 'name', 'ours');
    await lookAround(3);
    expect(changes.map(({ outside }) => outside)).toEqual([true, false]);
  });
  it('tells nobody who has stopped listening', async () => {
    const heard: PlanChange[] = [];
    const stop = plans.follow((change) => heard.push(change));
    const first = await open(onStick('rack.yaml', sample('three-nodes')));
    const next = await edit(first, 'name', 'a');
    stop();
    await edit(next, 'name', 'b');
    expect(heard).toHaveLength(1);
  });
});

describe('a stick that is pulled out', () => {
  it('is told in words at the next edit; nothing is lost when it comes back', async () => {
    const edited = await edit(await open(onStick('rack.yaml', sample('three-nodes'))), 'name', 'other');
    renameSync(stick, `${stick}-away`);
    for (const call of [plans.answers.undoPlan(edited), edit(edited, 'name', 'x'), plans.answers.openPlan(edited)])
      expect(await codes(call)).toEqual(['plan-unreadable']);
    await lookAround(3);
    renameSync(`${stick}-away`, stick);
    expect((await view(plans.answers.undoPlan(edited))).text).toBe(sample('three-nodes'));
  });
});

describe('what may be opened', () => {
  it('is a regular YAML file and nothing else, whatever a link says', async () => {
    writeFileSync(join(root, 'secret.key'), 'name: secret\n');
    symlinkSync(join(root, 'secret.key'), join(stick, 'link.yaml'));
    mkdirSync(join(stick, 'directory.yaml'));
    const refused = (path: string) => codes(plans.answers.openPlan({ path }));
    expect(await refused(join(root, 'secret.key'))).toEqual(['plan-not-yaml-file']);
    expect(await refused(join(stick, 'link.yaml'))).toEqual(['plan-not-yaml-file']);
    expect(await refused(join(stick, 'directory.yaml'))).toEqual(['plan-unreadable']);
    expect(await refused(join(stick, 'none.yaml'))).toEqual(['plan-unreadable']);
    expect(await refused('\0.yaml')).toEqual(['plan-unreadable']);
    expect(await refused(onStick('large.yaml', '#'.repeat(1024 * 1024 + 1)))).toEqual(['plan-too-large']);
    expect(await codes(plans.answers.writePlan({ path: join(root, 'secret.key'), sha256: '0'.repeat(64), text: '' }))).toEqual([
      'plan-not-yaml-file',
    ]);
  });
  it('has one name, by which changes are told, however it was opened', async () => {
    const file = onStick('rack.yaml', sample('three-nodes'));
    symlinkSync(file, join(root, 'link.yml'));
    const opened = await open(join(root, 'link.yml'));
    expect(opened.path).toBe(file);
    await plans.answers.editPlan({ ...opened, path: join(root, 'link.yml'), edits: [{ where: 'name', value: 'x' }] });
    expect(changes.map(({ path }) => path)).toEqual([file]);
  });
  it.each([
    ['an empty file', '', 'plan-not-a-map'],
    ['a field written twice', 'name: a\nname: b\n', 'plan-yaml'],
    ['too many aliases', `a: &a [${'x,'.repeat(9)}x]\nb: &b [${'*a,'.repeat(200)}*a]\nc: [${'*b,'.repeat(200)}*b]\n`, 'plan-aliases'],
  ])('%s is opened all the same, and says what is wrong', async (_, text, code) => {
    const opened = await open(onStick('rack.yaml', text));
    expect(opened.text).toBe(text);
    expect(opened.problems.map((found) => found.code)).toContain(code);
  });
});

describe('new plans', () => {
  it('are written into the directory of this laptop, never over another', async () => {
    const made = await view(plans.answers.newPlan({ name: 'rack-7', architecture: 'small', virtual: true }));
    expect(made).toMatchObject({ data: { name: 'rack-7', bundle: 'practice' }, removable: false, canUndo: false });
    expect(made.path).toBe(join(root, 'state', 'plans', 'rack-7.yaml'));
    expect(await codes(plans.answers.newPlan({ name: 'rack-7', architecture: 'laptop', virtual: false }))).toEqual(['plan-name-taken']);
    expect(readFileSync(made.path, 'utf8')).toBe(made.text);
  });
  it('may have a name in Chinese, and one that would lead elsewhere stays here', async () => {
    const chinese = await view(plans.answers.newPlan({ name: '三号机房', architecture: 'laptop', virtual: false }));
    expect(chinese).toMatchObject({ path: join(root, 'state', 'plans', '三号机房.yaml'), data: { name: '三号机房' } });
    const bold = await view(plans.answers.newPlan({ name: '../../x', architecture: 'laptop', virtual: false }));
    expect(bold.path).toBe(join(root, 'state', 'plans', '-..-x.yaml'));
  });
  it('are imported byte for byte under a free name', async () => {
    const text = '\uFEFFname: a\r\n\r\n\r\n# 中文\r\n';
    const paths: string[] = [];
    for (const fileName of ['rack.yaml', 'rack.yml', 'rack.YAML', 'no ending'])
      paths.push((await view(plans.answers.importPlan({ fileName, text }))).path);
    expect(paths.map((path) => path.slice(join(root, 'state', 'plans').length + 1))).toEqual([
      'rack.yaml',
      'rack-2.yaml',
      'rack-3.yaml',
      'no ending.yaml',
    ]);
    expect(readFileSync(paths[2]!, 'utf8')).toBe(text);
    expect(await codes(plans.answers.importPlan({ fileName: 'x.yaml', text: '三'.repeat(1024 * 400) }))).toEqual(['plan-too-large']);
    expect(existsSync(join(root, 'state', 'plans', 'x.yaml'))).toBe(false);
  });
  it('are copied with their comments and a name of their own; what cannot be read is copied as it is', async () => {
    const first = await open(onStick('rack.yaml', sample('two-chassis')));
    const copy = await view(plans.answers.copyPlan({ path: first.path, name: 'left' }));
    expect(copy.text).toBe(sample('two-chassis').replace('name: two-chassis', 'name: left'));
    expect(await codes(plans.answers.copyPlan({ path: first.path, name: 'left' }))).toEqual(['plan-name-taken']);
    const broken = await view(plans.answers.copyPlan({ path: onStick('broken.yaml', 'a: [\n'), name: 'broken' }));
    expect(broken.text).toBe('a: [\n');
    expect((await edit(first, 'name', 'still-editable')).canUndo).toBe(true);
  });
  it('that cannot be written say so, and leave nothing behind', async () => {
    writeFileSync(join(root, 'state'), 'in the way');
    expect(await codes(plans.answers.newPlan({ name: 'a', architecture: 'small', virtual: false }))).toEqual(['plan-not-written']);
  });
});

describe('the list', () => {
  const listed = async () =>
    (await plans.answers.plans({})).plans.map(({ path, ...line }) => ({ ...line, file: path.slice(root.length + 1) }));

  it('shows every plan with what it is, and a bad file as one line', async () => {
    await plans.answers.newPlan({ name: 'rack-7', architecture: 'small', virtual: true });
    const own = join(root, 'state', 'plans');
    writeFileSync(join(own, 'bad.yaml'), Uint8Array.of(0xff, 0xfe));
    writeFileSync(join(own, 'broken.yml'), 'a: [\n');
    writeFileSync(join(own, 'notes.txt'), 'not a plan');
    writeFileSync(join(own, '.hidden.yaml'), 'not a plan');
    mkdirSync(join(own, 'directory.yaml'));
    symlinkSync('nowhere.yaml', join(own, 'dangling.yaml'));
    onStick('rack.yaml', sample('three-nodes'));
    onStick('unfinished.yaml', 'apiVersion: rackstrap/v1\nname: [\n');
    onStick('deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\n');
    mkdirSync(join(stick, 'plans'));
    writeFileSync(join(stick, 'plans', 'deep.yaml'), sample('two-chassis'));
    const lines = await listed();
    expect(calls.plans.output.safeParse(await plans.answers.plans({})).success).toBe(true);
    expect(lines.toSorted((one, other) => one.file.localeCompare(other.file))).toEqual([
      expect.objectContaining({ file: 'state/plans/bad.yaml', name: 'bad', errors: 1 }),
      expect.objectContaining({ file: 'state/plans/broken.yml', name: 'broken', errors: expect.any(Number) }),
      expect.objectContaining({
        file: 'state/plans/rack-7.yaml',
        name: 'rack-7',
        architecture: 'small',
        blades: 0,
        errors: 1,
        removable: false,
      }),
      expect.objectContaining({ file: 'stick/plans/deep.yaml', name: 'two-chassis', blades: 6, removable: true }),
      expect.objectContaining({ file: 'stick/rack.yaml', name: 'three-nodes', blades: 3, errors: 0, warnings: 2, removable: true }),
      expect.objectContaining({ file: 'stick/unfinished.yaml', name: 'unfinished', removable: true }),
    ]);
  });
  it('follows what changes, comes and goes', async () => {
    const file = onStick('rack.yaml', sample('three-nodes'));
    expect(await listed()).toHaveLength(1);
    await edit(await open(file), 'name', 'other');
    expect(await listed()).toMatchObject([{ name: 'other' }]);
    mounted = [];
    expect(await listed()).toMatchObject([{ name: 'other', removable: false }]);
    rmSync(file);
    expect(await listed()).toEqual([]);
  });
  it('remembers over a restart what was opened from elsewhere', async () => {
    mkdirSync(join(root, 'state'));
    mkdirSync(join(root, 'home'));
    const file = join(root, 'home', 'rack.yaml');
    writeFileSync(file, sample('three-nodes'));
    await open(file);
    plans = openPlans({ stateDirectory: join(root, 'state'), removable: async () => [] });
    expect(await listed()).toMatchObject([{ file: 'home/rack.yaml' }]);
    writeFileSync(join(root, 'state', 'plans.json'), '{ damaged');
    expect(await listed()).toEqual([]);
  });
});

describe('a preview', () => {
  it('shows what blades would be served, and no secret', async () => {
    const bundle = join(root, 'bundle');
    const os = {
      kernel: 'lab_production_pxe.vmlinuz',
      initrd: 'lab_production_pxe_image.cpio.gz',
      image: 'lab_production_image.bin.bz2',
    } as const;
    const writer = bundleWriter(bundle);
    for (const [kind, name] of Object.entries(os))
      writer.addBytes({ path: `os/amd64/${name}`, kind: kind as keyof typeof os, arch: 'amd64' }, Buffer.from('x'));
    writer.finish({
      name: 'other',
      version: '1',
      created: '2026-11-20T10:00:00Z',
      tool: 'test',
      os: { family: 'lab', version: '1' },
    });
    const { path } = await open(onStick('rack.yaml', sample('three-nodes')));
    const shown = await plans.answers.renderPlan({ path, bundle, slots: ['c1/2'] });
    expect(calls.renderPlan.output.parse(shown)).toEqual(shown);
    expect(shown.blades.map(({ slot, documents }) => [slot, documents.map(({ name }) => name)])).toEqual([
      ['c1/2', ['boot.ipxe', 'other-architecture.ipxe', 'live.ign', 'installed.ign', 'hosts', 'network']],
    ]);
    expect(JSON.stringify(shown.blades)).toContain('SECRET-OF-THE-RUN');
    expect(shown.problems.map(({ code }) => code)).toContain('bundle-other');
    expect(await codes(plans.answers.renderPlan({ path, bundle, slots: ['c9/1'] }))).toEqual(['slot-unknown']);
    expect(await codes(plans.answers.renderPlan({ path, bundle: join(root, 'none'), slots: ['c1/1'] }))).toEqual(['bundle-unreadable']);
    const wrong = onStick('wrong.yaml', sample('three-nodes').replace('slots: 3', 'slots: 2'));
    expect(await codes(plans.answers.renderPlan({ path: wrong, bundle, slots: ['c1/1'] }))).toEqual(['plan-has-errors']);
  });
});

describe('whatever is done', () => {
  type Model = { texts: string[]; at: number };
  const act = fc.oneof(
    fc.record({
      kind: fc.constant('edit' as const),
      where: fc.constantFrom('name', 'network.vip', 'blades[0].hostname', 'access.autologin'),
      value: fc.string(),
    }),
    fc.record({ kind: fc.constant('write' as const), text: fc.oneof(fc.string(), fc.constant('name: [\n')) }),
    fc.record({ kind: fc.constant('outside' as const), text: fc.string() }),
    fc.record({ kind: fc.constant('undo' as const) }),
    fc.record({ kind: fc.constant('undo' as const) }),
    fc.record({ kind: fc.constant('redo' as const) }),
  );
  const happened = (model: Model, text: string) => {
    if (text === model.texts[model.at]) return;
    model.texts = [...model.texts.slice(0, model.at + 1), text];
    model.at += 1;
  };

  it('the file is what is shown, and every step can be taken back and done again', { timeout: 60_000 }, async () => {
    let file = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        file += 1;
        let now = await open(onStick(`rack-${file}.yaml`, sample('three-nodes')));
        const model: Model = { texts: [now.text], at: 0 };
        const walk = async (by: -1 | 1) => {
          const text = model.texts[model.at + by];
          const { path, sha256 } = now;
          const call = by < 0 ? plans.answers.undoPlan({ path, sha256 }) : plans.answers.redoPlan({ path, sha256 });
          if (text === undefined) expect(await codes(call)).toEqual(['plan-nothing-to-undo']);
          else {
            now = await view(call);
            model.at += by;
          }
        };
        for (const one of acts) {
          if (one.kind === 'undo') await walk(-1);
          else if (one.kind === 'redo') await walk(1);
          else if (one.kind === 'outside') {
            writeFileSync(now.path, one.text.toWellFormed());
            now = await open(now.path);
            happened(model, now.text);
          } else {
            const asked =
              one.kind === 'edit' ? plans.answers.editPlan({ ...now, edits: [one] }) : plans.answers.writePlan({ ...now, text: one.text });
            now = await Promise.resolve(asked).catch((reason) => (reason instanceof Refusal ? now : Promise.reject(reason)));
            happened(model, now.text);
          }
          expect(now.text).toBe(model.texts[model.at]);
          expect([now.canUndo, now.canRedo]).toEqual([model.at > 0, model.at < model.texts.length - 1]);
          expect(readFileSync(now.path, 'utf8')).toBe(now.text);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a killed program leaves a whole plan', { timeout: 60_000 }, async () => {
    const path = onStick('rack.yaml', sample('three-nodes'));
    const program = `
      const { openPlans } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'index.ts')).href)});
      const { answers } = openPlans({ stateDirectory: ${JSON.stringify(join(root, 'state'))}, removable: async () => [] });
      let now = await answers.openPlan({ path: ${JSON.stringify(path)} });
      console.log('ready');
      for (let step = 0; step < 5000; step++) now = await answers.editPlan({ ...now, edits: [{ where: 'name', value: 'step-' + step }] });`;
    for (const after of [5, 40, 90]) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      await systemClock.sleep(after);
      child.kill('SIGKILL');
      await ended;
      const text = readFileSync(path, 'utf8');
      expect(text.replace(/^name: .*$/m, 'name: three-nodes')).toBe(sample('three-nodes'));
      expect(readdirSync(stick).filter((name) => name.endsWith('.yaml'))).toEqual(['rack.yaml']);
    }
  });
});

describe('a plan of 512 blades', () => {
  it('answers an edit while a person still looks at the key', { timeout: 60_000 }, async () => {
    const hex = (number: number) => number.toString(16).padStart(2, '0');
    const chassis = Array.from({ length: 32 }, (_, index) => ({ name: `c${index + 1}`, slots: 16 }));
    const blades = Array.from({ length: 512 }, (_, index) => ({
      slot: `c${Math.floor(index / 16) + 1}/${(index % 16) + 1}`,
      macs: [0, 1].map((port) => `d0:00:67:0${port}:${hex(index >> 8)}:${hex(index & 255)}`),
      role: index < 3 ? 'control-plane' : 'worker',
      labels: { 'example.org/cabinet': `A${index}` },
      disk: { pick: 'only', minGiB: 100 },
    }));
    const made = await plans.answers.newPlan({ name: 'big', architecture: 'production', virtual: true });
    const edits = [
      { where: 'chassis', value: chassis },
      { where: 'network.podPrefix', value: 26 },
      ...blades.map((value, index) => ({ where: `blades[${index}]`, value })),
    ];
    let now = await view(plans.answers.editPlan({ ...made, edits }));
    expect(now.problems.filter(({ level }) => level === 'error')).toEqual([]);
    const times: number[] = [];
    for (let step = 0; step < 15; step++) {
      const begin = performance.now();
      now = await plans.answers.editPlan({ ...now, edits: [{ where: `blades[${step}].hostname`, value: `node-${step}` }] });
      times.push(performance.now() - begin);
    }
    const median = times.toSorted((one, other) => one - other)[7]!;
    console.log(
      `an edit of 512 blades (${Math.round(now.text.length / 1024)} KiB): ${median.toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)} ms`,
    );
    expect(median).toBeLessThan(2000);
  });
});
