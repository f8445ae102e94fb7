// `rackstrap bundle show`: what a bundle holds and whom it is from; without a name, the bundles that this laptop has.

import {
  type Bundle,
  bundlesIn,
  type LibraryBundle,
  libraryIn,
  type PublicKey,
  readBundle,
  summaryOf,
  trustOf,
  trustStore,
} from '../../../bundle/index.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import { archesOf, type Part } from '../../../domain/bundle.ts';
import type { Output } from '../../output.ts';
import { counted } from '../../plan-check.ts';
import { type CommandOptions, stateOf } from '../serving.ts';
import { bundleGiven } from './given.ts';
import { columns, problemLines, trustWords } from './telling.ts';

function headLines(bundle: Bundle, keys: readonly PublicKey[]): string[] {
  const { name, version, created, tool, os, kubernetes } = bundle.manifest;
  const { bytes, licences } = summaryOf(bundle.manifest);
  return columns([
    ['bundle', `${name} ${version}, built ${created} by ${tool}`],
    ['trust', trustWords(trustOf(bundle, keys))],
    ['system', `${os.family} ${os.version} for ${archesOf(bundle.manifest).join(' and ') || 'no architecture'}`],
    ['kubernetes', kubernetes?.version ?? 'none'],
    ['size', `${counted(bundle.manifest.parts.length, 'part')}, ${bytesInWords(bytes)}`],
    ['licences', licences.map(({ licence, parts }) => `${licence ?? 'not told'} (${parts})`).join(', ')],
  ]);
}

const partRow = ({ path, kind, arch, version = '', size, licence = '' }: Part): string[] => [
  kind,
  arch,
  bytesInWords(size),
  version,
  path,
  licence,
];

function bundleLines(bundle: Bundle, keys: readonly PublicKey[]): string[] {
  const { kinds } = summaryOf(bundle.manifest);
  return [
    ...headLines(bundle, keys),
    '',
    ...columns(kinds.map(({ kind, parts, bytes }) => [kind, bytesInWords(bytes), counted(parts, 'part')])),
    '',
    ...columns([['kind', 'arch', 'size', 'version', 'path', 'licence'], ...bundle.manifest.parts.map(partRow)]),
    ...problemLines(bundle.problems),
  ];
}

/** Exit 0; 1 when parts of it are missing. */
async function showOne(named: string, options: CommandOptions, output: Output): Promise<number> {
  const bundle = await bundleGiven(named, options);
  const { keys } = await trustStore(stateOf(options)).list();
  const { manifest, problems, directory, manifestSha256 } = bundle;
  const ok = problems.length === 0;
  if (options.json === true)
    output.line(
      JSON.stringify({ ok, directory, manifestSha256, trust: trustOf(bundle, keys).is, ...summaryOf(manifest), manifest, problems }),
    );
  else output.line(bundleLines(bundle, keys).join('\n'));
  return ok ? 0 : 1;
}

/** Whose bundle it is, in a word. */
const trustTold = { trusted: 'trusted', 'unknown-key': 'unknown key', unsigned: 'unsigned', unreadable: 'cannot be read' } as const;

async function trustInLibrary({ directory }: LibraryBundle, keys: readonly PublicKey[]): Promise<keyof typeof trustTold> {
  const read = await readBundle(directory);
  return read.ok ? trustOf(read.value, keys).is : 'unreadable';
}

async function showAll(options: CommandOptions, output: Output): Promise<number> {
  const library = libraryIn(stateOf(options));
  const { keys } = await trustStore(stateOf(options)).list();
  const all = await Promise.all((await bundlesIn(library)).map(async (one) => ({ ...one, trust: await trustInLibrary(one, keys) })));
  const seen = all.map(({ id, directory, manifest, trust }) => {
    const { created, os, kubernetes } = manifest;
    return { id, directory, created, os, ...(kubernetes ? { kubernetes } : {}), bytes: summaryOf(manifest).bytes, trust };
  });
  if (options.json === true) output.line(JSON.stringify({ library, bundles: seen }));
  else if (seen.length === 0) output.line(`This laptop has no bundles in ${library}.`);
  else
    for (const line of columns([
      ['bundle', 'built', 'system', 'kubernetes', 'size', 'trust'],
      ...seen.map(({ id, created, os, kubernetes, bytes, trust }) => [
        id,
        created.slice(0, 10),
        `${os.family} ${os.version}`,
        kubernetes?.version ?? 'none',
        bytesInWords(bytes),
        trustTold[trust],
      ]),
    ]))
      output.line(line);
  return 0;
}

/** Nothing is hashed. Throws a Refusal for what is no bundle. */
export const show = (named: string | undefined, options: CommandOptions, output: Output): Promise<number> =>
  named === undefined ? showAll(options, output) : showOne(named, options, output);
