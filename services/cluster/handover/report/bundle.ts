// What it was all installed from: which bundle, which plan, and whom the bundle is from.

import { bytesInWords } from '../../../domain/blade/words.ts';
import { bundleId } from '../../../domain/bundle.ts';
import { bytesOf } from '../../../domain/bundle-contents.ts';
import type { Piece } from './markup.ts';
import { timeOf } from './moment.ts';
import { definitions, lines, mono, type Section } from './parts.ts';
import type { Telling } from './telling.ts';

function signature({ say, signature: found }: Telling): Piece {
  if (!found) return say.bundle.notTold;
  if (found.type === 'bundle-trusted') return lines([say.bundle.trusted(found.comment), mono(found.words)]);
  return lines([found.trust === 'unsigned' ? say.bundle.unsigned : say.bundle.unknownKey, ...found.words.map(mono)]);
}

export function bundleSection(telling: Telling): Section {
  const { say, manifest, manifestSha256, opened } = telling;
  const body = definitions(
    [say.bundle.name, bundleId(manifest)],
    [say.bundle.created, say.bundle.builtBy(timeOf(Date.parse(manifest.created)), manifest.tool)],
    [say.bundle.signature, signature(telling)],
    [say.bundle.contents, say.bundle.kinds(manifest.parts.length, bytesInWords(bytesOf(manifest.parts)))],
    [say.bundle.manifest, mono(manifestSha256)],
    [say.bundle.plan, opened && mono(opened.planSha256)],
  );
  return { id: 'bundle', title: say.bundle.title, body };
}
