// Documents against plans whose free text tries to be more than text. The real tools that read them are in test/interop.

import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TableBlade } from '../domain/boot-table.ts';
import type { PlanV1 } from '../domain/plan/v1.ts';
import { renderBootTable } from './boot-table.ts';
import { sampleInput, sampleKey, samplePlan } from './sample.ts';
import { environmentFile } from './system/environment.ts';

interface Config {
  passwd: { users: { sshAuthorizedKeys: string[] }[] };
  storage: { files: { path: string; mode: number; contents: { source: string } }[] };
}
const configOf = (blade: TableBlade, name: string) => JSON.parse(blade.documents[name]!.body) as Config;
const filesOf = (config: Config) =>
  config.storage.files.map(({ path, contents }) => ({ path, text: decodeURIComponent(contents.source.slice('data:,'.length)) }));

const agentText = 'printf \'%s\' "$x" # 100 % ü \u{1f600}\n\ttab\n';
const { blades } = renderBootTable(sampleInput({ programs: { ...sampleInput().programs, agent: agentText } })).table;

test('a program comes out of its config as it went in', () => {
  expect(filesOf(configOf(blades[0]!, 'live.ign')).find(({ path }) => path.endsWith('/rackstrap-agent'))?.text).toBe(agentText);
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
const knownSettings = /\$\{(pause|platform|buildarch|netX\/mac:hexhyp)\}/g;

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
