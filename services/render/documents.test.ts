// Documents against the real tools that read them, and against plans whose free text tries to be more than text.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TableBlade } from '../domain/boot-table.ts';
import type { PlanV1 } from '../domain/plan/v1.ts';
import { renderBootTable } from './boot-table.ts';
import { environmentFile } from './ignition/environment.ts';
import { sampleInput, sampleKey, samplePlan } from './sample.ts';

/** Why the tests that use `tool` are skipped; undefined when it is here. */
const lacking = (tool: string) => (spawnSync('which', [tool]).status === 0 ? undefined : `skipped: ${tool} is not installed`);
const noIgnition = lacking('ignition-validate');
const noSystemd = lacking('systemd-analyze');
for (const reason of [noIgnition, noSystemd]) if (reason) console.log(reason);

interface Config {
  passwd: { users: { sshAuthorizedKeys: string[] }[] };
  storage: { files: { path: string; mode: number; contents: { source: string } }[] };
  systemd: { units: { name: string; contents?: string; dropins?: { name: string; contents: string }[] }[] };
}
const configOf = (blade: TableBlade, name: string) => JSON.parse(blade.documents[name]!.body) as Config;
const filesOf = (config: Config) =>
  config.storage.files.map(({ path, contents }) => ({ path, text: decodeURIComponent(contents.source.slice('data:,'.length)) }));

const agentText = 'printf \'%s\' "$x" # 100 % ü \u{1f600}\n\ttab\n';
const { blades } = renderBootTable(sampleInput({ agent: agentText })).table;

test.skipIf(noIgnition)('every Ignition config is valid to the real validator, and for the spec of its system', () => {
  for (const blade of blades)
    for (const name of ['live.ign', 'installed.ign']) {
      const { body } = blade.documents[name]!;
      const { status, stdout, stderr } = spawnSync('ignition-validate', ['-'], { input: body, encoding: 'utf8' });
      expect({ status, output: stdout + stderr }, `${blade.slot} ${name}`).toEqual({ status: 0, output: '' });
      expect(JSON.parse(body).ignition.version).toBe('3.3.0');
    }
});

test('a program comes out of its config as it went in', () => {
  expect(filesOf(configOf(blades[0]!, 'live.ign')).find(({ path }) => path.endsWith('/rackstrap-agent'))?.text).toBe(agentText);
});

/** Units of both systems in a directory that looks like a root, with the programs they start. */
function layOutUnits(root: string, config: Config): string[] {
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode });
  };
  for (const { path, text } of filesOf(config)) put(path, text, 0o755);
  for (const { name, contents, dropins = [] } of config.systemd.units) {
    if (contents) put(`etc/systemd/system/${name}`, contents);
    for (const dropin of dropins) put(`etc/systemd/system/${name}.d/${dropin.name}`, dropin.contents);
  }
  put('usr/lib/systemd/systemd-networkd-wait-online', '', 0o755);
  const shipped = ['/usr/lib/systemd/system', '/lib/systemd/system'].find((path) => existsSync(path));
  if (shipped) symlinkSync(shipped, join(root, 'usr/lib/systemd/system'));
  return config.systemd.units.filter(({ contents, dropins }) => contents || dropins).map(({ name }) => name.replace('@', '@tty1'));
}

test.skipIf(noSystemd)('systemd knows every line of the units', () => {
  for (const name of ['live.ign', 'installed.ign']) {
    const root = mkdtempSync(join(tmpdir(), 'rackstrap-units-'));
    const units = layOutUnits(root, configOf(blades[0]!, name));
    for (const unit of units) {
      const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', `--root=${root}`, unit], { encoding: 'utf8' });
      const complaints = stderr.split('\n').filter((line) => /unknown|ignoring|invalid|not executable|parse|bad/i.test(line));
      expect(
        complaints.filter((line) => line.includes(root) || line.startsWith(unit)),
        unit,
      ).toEqual([]);
    }
    expect(units.length).toBeGreaterThan(0);
    rmSync(root, { recursive: true });
  }
});

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
/** Text that has been used to break out of shells, iPXE, JSON, INI files and kernel lines. */
const hostile = fc.constantFrom(
  "'; reboot; '",
  '$(reboot)',
  '${next-server}',
  'a\nb',
  'a\r\n[Network]',
  '"},{"',
  '\\',
  '\\x27',
  '%n%s',
  ' console=ttyS9',
  '\u2028',
  '#',
  '`id`',
);
const text = fc.oneof(anyText, hostile).filter((value) => value.length > 0);

test('a shell reads back every setting as it was', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyText, hostile), { minLength: 1, maxLength: 5 }), (values) => {
      const named = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
      const script = `${environmentFile(named)}printf '%s\\0' ${values.map((_, index) => `"$V${index}"`).join(' ')}`;
      const read = execFileSync('/bin/sh', { input: script, encoding: 'utf8' }).split('\0').slice(0, -1);
      expect(read).toEqual(values.map((value) => value.toWellFormed().replaceAll('\0', '')));
    }),
    { numRuns: 60 },
  );
});

/** A plan that the schema takes, with such text wherever it takes free text. */
const planWith = fc
  .record({
    sshKeys: fc.array(
      fc.oneof(
        text,
        text.map((end) => sampleKey + end),
      ),
    ),
    serial: text,
    label: text,
    bundle: text,
  })
  .map(({ sshKeys, serial, label, bundle }): PlanV1 => {
    const blades = samplePlan.blades.map((blade) => ({ ...blade, disk: { serial, pick: 'only' as const }, labels: { [label]: label } }));
    return { ...samplePlan, bundle, blades, access: { ...samplePlan.access, sshKeys } };
  });

const iniLine = /^(#[^\n]*|\[[A-Za-z0-9]+\]|[A-Za-z0-9]+=[\x20-\x7e]*|)$/;
const knownSettings = /\$\{(pause|platform|netX\/mac:hexhyp)\}/g;

test('whatever text a plan holds, each line of a document is one we wrote', { timeout: 60_000 }, () => {
  const shape = (value: string) => value.split('\n').length;
  const lines = (blade: TableBlade) =>
    [blade.documents['boot.ipxe']!, ...Object.values(blade.tftp).map((body) => ({ body }))].map(({ body }) => body);
  fc.assert(
    fc.property(planWith, (plan) => {
      const rendered = renderBootTable(sampleInput({ plan })).table.blades;
      for (const [index, blade] of rendered.entries()) {
        expect(lines(blade)).toEqual(lines(renderBootTable(sampleInput()).table.blades[index]!));
        expect(blade.documents['boot.ipxe']!.body.replace(knownSettings, '')).not.toContain('${');
        expect(shape(blade.documents.hosts!.body)).toBe(shape(blades[index]!.documents.hosts!.body));
        for (const name of ['live.ign', 'installed.ign']) checkConfig(configOf(blade, name));
      }
    }),
    { numRuns: 60 },
  );
});

function checkConfig(config: Config): void {
  for (const key of config.passwd.users[0]!.sshAuthorizedKeys) expect(key).not.toMatch(/[\r\n]/);
  const ini = filesOf(config).filter(({ path }) => /\.(network|conf)$/.test(path));
  for (const { path, text: body } of ini) for (const line of body.split('\n')) expect(line, path).toMatch(iniLine);
}
