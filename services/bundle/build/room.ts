// Whether the disk has room for what is still to come, before hours are spent on it.

import type { Part } from '../../domain/bundle.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import { freeBytes } from '../../platform/files.ts';
import type { Wanted } from './source.ts';
import { isThereAlready } from './wanted.ts';
import type { Workspace } from './workspace.ts';

const mebibyte = 1024 ** 2;
/** Manifest, signature, directories, and what usual sizes are wrong by. */
const reserve = 16 * mebibyte;

/** The layers of an image stay beside the archive of them until the bundle is finished; without links so does every other file. */
const timesTaken = ({ part }: Wanted, links: boolean): number => (links ? 1 : 2) * (part.kind === 'container-image' ? 2 : 1);

/** Throws `build-space`, which says how much is missing. */
export async function assertRoom(
  directory: string,
  wanted: readonly Wanted[],
  earlier: readonly Part[],
  workspace: Workspace,
): Promise<void> {
  const links = await workspace.links();
  const toCome = wanted.filter((one) => !isThereAlready(one, earlier));
  if (toCome.length === 0) return;
  const all = toCome.reduce((sum, one) => sum + one.expectedBytes * timesTaken(one, links), 0);
  const needed = Math.max(0, all - (await workspace.bytes())) + reserve;
  const free = await freeBytes(directory);
  if (free >= needed) return;
  const [missing, ...others] = [needed - free, needed, free].map((bytes) => Math.ceil(bytes / mebibyte));
  throw new Refusal(problem('build-space', { directory, missing: missing!, needed: others[0]!, free: others[1]! }));
}
