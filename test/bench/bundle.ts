// Verifying a bundle beside `sha256sum` over the same files: out of the page cache, and from the disk.

import { spawnSync } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundleWriter, readBundle, verifyBundle } from '../../services/bundle/index.ts';
import { orRefuse } from '../../services/domain/problem.ts';
import { type Bench, type Figure, median } from './figure.ts';

const MiB = 1024 * 1024;
/** A gigabyte as bundles have it: few large parts, some small ones. */
const sizes = [512, 256, 128, 64, 32, 16, 8, 4, 2, 1, 1].map((size) => size * MiB);
const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
const rounds = 3;

const noise = (size: number) => createCipheriv('aes-256-ctr', randomBytes(32), randomBytes(16)).update(Buffer.alloc(size));

async function makeBundle(directory: string): Promise<Bundle> {
  const writer = bundleWriter(directory);
  for (const [index, size] of sizes.entries()) writer.addBytes({ path: `other/${index}`, kind: 'other', arch: 'any' }, noise(size));
  writer.finish({ name: 'bench', version: '1', created: '2026-01-01T00:00:00Z', tool: 'bench', os: { family: 'lab', version: '1' } });
  return orRefuse(await readBundle(directory));
}

const filesOf = ({ manifest, piecesOf }: Bundle) => manifest.parts.flatMap(({ path }) => piecesOf(path).map(({ file }) => file));

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}

/** The files leave the page cache, and nothing else does: dd(1) with `nocache` and nothing to copy asks for that. */
function forget(files: readonly string[]): void {
  run('sync', [...files]);
  for (const file of files) run('dd', [`if=${file}`, 'iflag=nocache', 'count=0']);
}

async function rateOf(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return totalBytes / 1e6 / ((performance.now() - began) / 1000);
}

async function verified(bundle: Bundle): Promise<void> {
  const { problems } = await verifyBundle(bundle);
  if (problems.length > 0) throw new Error('the bundle of the bench is damaged');
}

/** Turn by turn, so that a disturbance meets all of them. */
async function compare(bundle: Bundle, state: 'cached' | 'from the disk'): Promise<Figure[]> {
  const files = filesOf(bundle);
  const contenders = {
    ours: () => verified(bundle),
    sha256sum: () => run('sha256sum', files),
    'openssl dgst': () => run('openssl', ['dgst', '-sha256', ...files]),
  };
  const rates = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1)
    for (const [name, work] of Object.entries(contenders)) {
      if (state === 'from the disk') forget(files);
      rates.set(name, [...(rates.get(name) ?? []), await rateOf(work)]);
    }
  const rate = (name: string) => median(rates.get(name)!);
  const beside = (name: string) => ({
    what: `bundle verified, ${state}`,
    unit: 'MB/s',
    ours: rate('ours'),
    peer: { name, value: rate(name) },
  });
  return [{ ...beside('sha256sum'), target: { of: 'ratio', atLeast: 0.9 } }, beside('openssl dgst')];
}

/** MB/s of one gigabyte in eleven parts. */
export const bundleBench: Bench = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-bench-bundle-'));
  try {
    const bundle = await makeBundle(directory);
    await verified(bundle);
    return [...(await compare(bundle, 'cached')), ...(await compare(bundle, 'from the disk'))];
  } finally {
    rmSync(directory, { recursive: true });
  }
};
