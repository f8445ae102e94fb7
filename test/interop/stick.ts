// A stick: a FAT32 image that is filled and mounted, and pulled out without a word.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Stick {
  /** Where it is plugged in. */
  readonly path: string;
  /** Its files, from these directories; what is there already is replaced. It must not be plugged in. */
  fill(...directories: string[]): void;
  plugIn(): Promise<void>;
  /** Whatever is being read of it: from now on every read fails. */
  pullOut(): Promise<void>;
}

function run(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

const isMounted = (path: string) => readFileSync('/proc/self/mounts', 'utf8').includes(` ${path} `);

async function until(met: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (met()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** A stick of this size. It is read by a program, because not every kernel has FAT, and because that program can be ended like a stick is pulled out. */
export function makeStick(directory: string, bytes: number): Stick {
  const [image, path] = [join(directory, 'stick.img'), join(directory, 'plugged-in')];
  let reader: ChildProcess | undefined;
  mkdirSync(path);
  writeFileSync(image, '');
  truncateSync(image, bytes);
  run('/usr/sbin/mkfs.vfat', '-F', '32', image);
  return {
    path,
    fill: (...directories) => run('mcopy', '-s', '-o', '-Q', '-i', image, ...directories, '::/'),
    async plugIn() {
      reader = spawn('fusefat', ['-f', '-o', 'ro', image, path], { stdio: 'ignore' });
      await until(() => isMounted(path), 'the stick');
    },
    async pullOut() {
      if (!reader) return;
      const gone = once(reader, 'exit');
      reader.kill('SIGKILL');
      await gone;
      reader = undefined;
      run('umount', '-l', path);
    },
  };
}
