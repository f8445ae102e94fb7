// Every document of the sample rack against the reviewed copies in golden/. RACKSTRAP_GOLDEN=write rewrites them; the diff is reviewed like code.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { BootTable } from '../domain/boot-table.ts';
import { osFacts } from '../domain/os/index.ts';
import type { OsFamilyName } from '../domain/os/names.ts';
import { renderBootTable } from './boot-table.ts';
import { clusterPlan, sampleInput, samplePlan, wholeManifest } from './sample.ts';

const golden = new URL('golden/', import.meta.url).pathname;
const rewrite = process.env.RACKSTRAP_GOLDEN === 'write';

interface Config {
  storage: { files: { path: string; mode: number; contents: { source: string; verification?: { hash: string } } }[] };
}

type File = Config['storage']['files'][number];

const fileText = ({ path, mode, contents: { source, verification } }: File): string =>
  verification
    ? `==> ${path} (${mode.toString(8)}) is ${source} with ${verification.hash}`
    : `==> ${path} (${mode.toString(8)})\n${decodeURIComponent(source.replace('data:,', ''))}`;

/** An Ignition config as people review it: the files of the machine in plain text, then the rest of the JSON. */
function readable(json: string): string {
  const { storage, ...rest } = JSON.parse(json) as Config;
  return [...storage.files.map(fileText), '==> the rest', JSON.stringify(rest, undefined, 2).replaceAll('\\n', '\n'), ''].join('\n');
}

/** File below golden/ → text. */
function documentsOf(table: BootTable, directory: string): Record<string, string> {
  const entries = table.blades.flatMap(({ slot, documents, tftp }) => {
    const texts = Object.entries(documents).map(([name, { body }]) => [name, name.endsWith('.ign') ? readable(body) : body] as const);
    return [...texts, ...Object.entries(tftp)].map(([name, text]) => [`${directory}/${slot.replace('/', '-')}/${name}`, text] as const);
  });
  return Object.fromEntries([...entries, [`${directory}/table.yaml`, stringify(withoutTexts(table))]]);
}

/** The table with its documents by name only; their texts have files of their own. */
const withoutTexts = (table: BootTable) => ({
  ...table,
  blades: table.blades.map((blade) => ({
    ...blade,
    documents: Object.fromEntries(Object.entries(blade.documents).map(([name, { body: _, ...rest }]) => [name, rest])),
    tftp: Object.keys(blade.tftp),
  })),
});

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length))
    .sort();

/** The reviewed copies below `directory` are these documents and no others. */
function check(directory: string, documents: Readonly<Record<string, string>>): void {
  if (rewrite) {
    rmSync(join(golden, directory), { recursive: true, force: true });
    for (const [path, text] of Object.entries(documents)) {
      mkdirSync(dirname(join(golden, path)), { recursive: true });
      writeFileSync(join(golden, path), text);
    }
  }
  expect(Object.keys(documents).sort()).toEqual(filesBelow(golden).filter((path) => path.startsWith(`${directory}/`)));
  for (const [path, text] of Object.entries(documents)) expect(text, path).toBe(readFileSync(join(golden, path), 'utf8'));
}

test.each(['armed', 'local'] as const)('the documents of a rack that is %s are the reviewed ones', (permission) => {
  check(permission, documentsOf(renderBootTable(sampleInput({ permissions: () => permission })).table, permission));
});

const families = Object.keys(osFacts) as OsFamilyName[];
const plans = { os: samplePlan, 'amd64-cluster': clusterPlan('amd64'), 'arm64-cluster': clusterPlan('arm64') } as const;
const rendered = families.flatMap((family) => Object.entries(plans).map(([what, plan]) => ({ family, what, plan })));

/** What is the same for every family or blade is reviewed with the rack above. */
const ofInterest = /^(boot\.ipxe|live\.\w+|installed\.\w+|network)$/;

test.each(rendered)('the documents of $family for $what are the reviewed ones', ({ family, what, plan }) => {
  const { table, report } = renderBootTable(sampleInput({ plan, manifest: wholeManifest(family, plan.arch) }));
  const directory = `${family}/${what}`;
  const documents = documentsOf(table, directory);
  const chosen = Object.entries(documents).filter(([path]) => !path.includes('/c1-3/') && ofInterest.test(basename(path)));
  check(directory, Object.fromEntries(chosen));
  const tooOld = family === 'container-linux' && what !== 'os' ? ['kubernetes-needs-cgroup2'] : [];
  expect(report.flatMap(({ level, code }) => (level === 'error' ? code : []))).toEqual(tooOld);
});
