// A containerd of a test's own: its root, its state and its socket lie in a directory that goes away with it.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopChild, until } from './registry-stage.ts';

export interface Containerd {
  readonly socket: string;
  /** `ctr` in the namespace of Kubernetes. @throws Error with what it printed */
  ctr(...words: string[]): string;
  stop(): Promise<void>;
}

const longestMilliseconds = 120_000;

/** Below /run: the path of a socket may have 107 bytes. */
export async function startContainerd(): Promise<Containerd> {
  const directory = mkdtempSync('/run/rs-containerd-');
  const socket = join(directory, 'socket');
  writeFileSync(join(directory, 'config.toml'), 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n');
  const places = ['--root', join(directory, 'root'), '--state', join(directory, 'state'), '--address', socket];
  const child = spawn('containerd', ['--config', join(directory, 'config.toml'), ...places], { stdio: 'ignore' });
  const run = (words: readonly string[]) =>
    execFileSync('ctr', ['-a', socket, ...words], { encoding: 'utf8', stdio: 'pipe', timeout: longestMilliseconds });
  const isThere = () => {
    try {
      return run(['version']) !== '';
    } catch {
      return false;
    }
  };
  const stop = async () => {
    await stopChild(child);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await until('containerd answers', isThere);
  } catch (reason) {
    await stop();
    throw reason;
  }
  return { socket, ctr: (...words) => run(['-n', 'k8s.io', ...words]), stop };
}
