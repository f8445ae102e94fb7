// Every document of the sample rack against the reviewed copies in golden/. RACKSTRAP_GOLDEN=write rewrites them; the diff is reviewed like code.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { BootTable, Permission } from '../domain/boot-table.ts';
import { renderBootTable } from './boot-table.ts';
import { sampleInput } from './sample.ts';

const golden = new URL('golden/', import.meta.url).pathname;
const rewrite = process.env.RACKSTRAP_GOLDEN === 'write';

interface Config {
  storage: { files: { path: string; mode: number; contents: { source: string } }[] };
}

/** An Ignition config as people review it: the files of the machine in plain text, then the rest of the JSON. */
function readable(json: string): string {
  const { storage, ...rest } = JSON.parse(json) as Config;
  const files = storage.files.map(
    ({ path, mode, contents }) => `==> ${path} (${mode.toString(8)})\n${decodeURIComponent(contents.source.replace('data:,', ''))}`,
  );
  return [...files, '==> the rest', JSON.stringify(rest, undefined, 2).replaceAll('\\n', '\n'), ''].join('\n');
}

/** File below golden/ → text. */
function documentsOf(table: BootTable, permission: Permission): Record<string, string> {
  const entries = table.blades.flatMap(({ slot, documents, tftp }) => {
    const texts = Object.entries(documents).map(([name, { body }]) => [name, name.endsWith('.ign') ? readable(body) : body] as const);
    return [...texts, ...Object.entries(tftp)].map(([name, text]) => [`${permission}/${slot.replace('/', '-')}/${name}`, text] as const);
  });
  return Object.fromEntries([...entries, [`${permission}/table.yaml`, stringify(withoutTexts(table))]]);
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

test.each(['armed', 'local'] as const)('the documents of a rack that is %s are the reviewed ones', (permission) => {
  const documents = documentsOf(renderBootTable(sampleInput({ permissions: () => permission })).table, permission);
  if (rewrite) {
    rmSync(join(golden, permission), { recursive: true, force: true });
    for (const [path, text] of Object.entries(documents)) {
      mkdirSync(dirname(join(golden, path)), { recursive: true });
      writeFileSync(join(golden, path), text);
    }
  }
  expect(Object.keys(documents).sort()).toEqual(filesBelow(golden).filter((path) => path.startsWith(permission)));
  for (const [path, text] of Object.entries(documents)) expect(text, path).toBe(readFileSync(join(golden, path), 'utf8'));
});
