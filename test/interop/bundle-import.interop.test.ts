// A bundle from a real FAT32 stick onto a real disk: pulled out, filled up, killed at any moment, and always either whole or not there.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleWriter, type ImportOptions, importBundle, readBundle, verifyBundle } from '../../services/bundle/index.ts';
import { orRefuse, type Result } from '../../services/domain/problem.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { makeStick, type Stick } from './stick.ts';

const MiB = 1024 * 1024;
const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-import-'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A bundle of so many parts of this size, kept in pieces of 3 MiB where they are larger. */
function makeBundle(directory: string, parts: number, size: number): string {
  const writer = bundleWriter(directory, { pieceBytes: 3 * MiB });
  for (let index = 0; index < parts; index += 1)
    writer.addBytes({ path: `images/amd64/part-${index}.tar`, kind: 'container-image', arch: 'amd64' }, randomBytes(size));
  writer.finish({ name: 'site', version: '1', created: '2026-01-01T00:00:00Z', tool: 'test', os: { family: 'lab', version: '1' } });
  return directory;
}

const codes = (result: Result<unknown>) => (result.ok ? [] : result.problems.map(({ code }) => code));
const damageIn = async (directory: string) => (await verifyBundle(orRefuse(await readBundle(directory)))).problems.map(({ code }) => code);

/** Tells the first time that something is copied, once the first part is done. */
const onceCopying = (then: () => void): Pick<ImportOptions, 'onProgress'> => {
  let told = false;
  return {
    onProgress({ step, partsDone }) {
      if (told || step !== 'copying' || partsDone === 0) return;
      told = true;
      then();
    },
  };
};

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.skipIf(skip('bundles on FAT32', lacks('mkfs.vfat', 'mcopy', 'fusefat', 'umount')))(
  'from a stick with FAT32',
  { timeout: 120_000 },
  () => {
    const library = join(scratch, 'from-stick');
    let stick: Stick;
    let made: string;
    beforeAll(async () => {
      stick = makeStick(scratch, 160 * MiB);
      made = makeBundle(join(scratch, 'site'), 8, 8 * MiB);
      stick.fill(made);
      await stick.plugIn();
    }, 60_000);
    afterEach(() => rmSync(library, { recursive: true, force: true }));
    afterAll(() => stick.pullOut());

    it('parts in pieces are joined, whole, and right', async () => {
      expect(readdirSync(join(stick.path, 'site/blobs/sha256'))).toHaveLength(8 * 3);
      const { directory } = orRefuse(await importBundle(join(stick.path, 'site'), library));
      expect(await damageIn(directory)).toEqual([]);
      const blobs = readdirSync(join(directory, 'blobs/sha256'));
      expect(blobs).toHaveLength(8);
      for (const name of blobs) expect(sha256(readFileSync(join(directory, 'blobs/sha256', name)))).toBe(name);
    });

    it('a bundle is verified where it lies', async () => {
      expect(await damageIn(join(stick.path, 'site'))).toEqual([]);
    });

    it('that is pulled out meanwhile: what is there is kept, and goes on when it is back', async () => {
      let pulled: Promise<void> | undefined;
      const result = await importBundle(
        join(stick.path, 'site'),
        library,
        onceCopying(() => (pulled = stick.pullOut())),
      );
      await pulled;
      expect(codes(result)).toEqual(['import-stick-gone']);
      expect(existsSync(join(library, 'site-1'))).toBe(false);
      await stick.plugIn();
      const imported = orRefuse(await importBundle(join(stick.path, 'site'), library));
      expect(imported.keptBytes).toBeGreaterThanOrEqual(8 * MiB);
      expect(await damageIn(imported.directory)).toEqual([]);
    });

    it('whose copy was cut short: the part is named, and a whole stick mends it', async () => {
      await stick.pullOut();
      const cut = join(scratch, 'cut');
      spawnSync('cp', ['-r', made, cut]);
      const victim = join(cut, 'blobs/sha256', readdirSync(join(cut, 'blobs/sha256')).find((name) => name.endsWith('.001'))!);
      writeFileSync(victim, readFileSync(victim).subarray(0, 1_000_000));
      stick.fill(cut);
      await stick.plugIn();
      const result = await importBundle(join(stick.path, 'cut'), library);
      expect(codes(result)).toEqual(['import-incomplete', 'bundle-part-size']);
      expect(orRefuse(await importBundle(join(stick.path, 'site'), library))).toMatchObject({
        keptBytes: 7 * 8 * MiB,
        copiedBytes: 8 * MiB,
      });
    });
  },
);

describe.skipIf(skip('an import onto a full disk', lacks('mount', 'umount')))('onto a disk that is full', { timeout: 120_000 }, () => {
  const disk = join(scratch, 'small-disk');
  const library = join(disk, 'bundles');
  const ballast = join(disk, 'ballast');
  const source = join(scratch, 'for-small-disk');
  beforeAll(() => {
    mkdirSync(disk);
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', disk]);
    makeBundle(source, 5, 8 * MiB);
  }, 60_000);
  afterAll(() => void spawnSync('umount', ['-l', disk]));

  it('nothing is begun when it will not fit, and how much is missing is told', async () => {
    writeFileSync(ballast, Buffer.alloc(60 * MiB));
    const result = await importBundle(source, library);
    expect(codes(result)).toEqual(['import-no-room']);
    expect(result.ok ? '' : result.problems[0]!.what).toMatch(
      /needs 109 MB on this laptop, and only 63 MB are free: 46 MB more are needed/,
    );
    rmSync(ballast);
  });

  it('when it fills up meanwhile what is there is kept, and goes on when there is room', async () => {
    const fill = () => spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=1M']);
    const result = await importBundle(source, library, onceCopying(fill));
    expect(codes(result)).toEqual(['import-disk-full']);
    expect(existsSync(join(library, 'site-1'))).toBe(false);
    rmSync(ballast);
    const { directory, keptBytes } = orRefuse(await importBundle(source, library));
    expect(keptBytes).toBeGreaterThanOrEqual(8 * MiB);
    expect(await damageIn(directory)).toEqual([]);
  });
});

const importer = fileURLToPath(new URL('./import-child.ts', import.meta.url));

interface Importer {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ready: Promise<unknown>;
  readonly ended: Promise<unknown>;
}

function startImporter(source: string, library: string): Importer {
  const child = spawn(process.execPath, [importer, source, library], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(scratch, 'compiled') },
  });
  const lines: string[] = [];
  const reader = createInterface(child.stdout!);
  const ready = once(reader, 'line');
  reader.on('line', (line) => lines.push(line));
  return { child, lines, ready, ended: once(child, 'close') };
}

/** The same numbers in every run: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('killed at a hundred random moments', { timeout: 400_000 }, () => {
  const wantedKills = 100;
  /** In memory where there is such a place: what a kill leaves does not depend on the disk, and a disk is slow while every other test uses it. */
  const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'rackstrap-killed-'));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  const library = join(place, 'bundles');
  const home = join(library, 'site-1');
  const source = join(place, 'stick');
  const random = seeded(4);

  /** One import, killed after `milliseconds` unless it is done before; resolves to how long it took to end by itself. */
  async function attempt({ child, lines, ready, ended }: Importer, milliseconds: number): Promise<number | 'killed'> {
    await ready;
    const began = performance.now();
    child.stdin!.write('go\n');
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    await ended;
    clearTimeout(timer);
    if (child.signalCode === 'SIGKILL') return 'killed';
    expect(JSON.parse(lines[1]!)).toMatchObject({ ok: true });
    return performance.now() - began;
  }

  it('an import is whole under its name, or not there; and the next goes on', async () => {
    makeBundle(source, 6, MiB);
    const usual = (await attempt(startImporter(source, library), 60_000)) as number;
    rmSync(library, { recursive: true });
    let kills = 0;
    let next = startImporter(source, library);
    while (kills < wantedKills) {
      const now = next;
      next = startImporter(source, library);
      if ((await attempt(now, random() * usual)) === 'killed') kills += 1;
      if (!existsSync(home)) continue;
      expect(await damageIn(home)).toEqual([]);
      rmSync(library, { recursive: true });
    }
    next.child.kill('SIGKILL');
    await next.ended;
    expect(orRefuse(await importBundle(source, library))).toMatchObject({ id: 'site-1' });
    expect(await damageIn(home)).toEqual([]);
    expect(readdirSync(join(home, 'blobs/sha256')).every((name) => statSync(join(home, 'blobs/sha256', name)).size === MiB)).toBe(true);
  });
});
