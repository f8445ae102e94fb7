// The program that holds a pod's namespaces: the one part of Kubernetes that is C.

import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnLogged } from '../spawn.ts';
import { cacheDirectory, sourceOf } from './build.ts';
import { versions } from './versions.ts';

/** Compiled as `build/pause/Makefile` of Kubernetes does, or taken from the cache. @throws Error with the end of the compiler's log */
export async function pauseProgram(): Promise<string> {
  const file = join(cacheDirectory, `pause-${versions.pause}`, 'amd64', 'pause');
  if (existsSync(file)) return file;
  mkdirSync(dirname(file), { recursive: true });
  const source = join(sourceOf('kubelet'), 'build/pause/linux/pause.c');
  const words = ['-Os', '-Wall', '-Werror', '-static', '-s', `-DVERSION=v${versions.pause}-lab`, '-o', `${file}.new`, source];
  await spawnLogged('gcc', words, { log: `${file}.log`, minutes: 5 });
  renameSync(`${file}.new`, file);
  return file;
}
