// Two machines on one cable for a bench: the server's on CPU 0, the load's on CPU 1, in namespaces of their own.

import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BootTable, TableBlade, TableFile } from '../../services/domain/boot-table.ts';
import { cable, makeNamespace, type Namespace, printed } from '../interop/namespace.ts';

export const serverAddress = '10.77.0.1';
export const loadAddress = '10.77.0.2';
/** What the bench's machines have besides, for clients without a plan. */
const pool = { first: '10.77.0.2', last: '10.77.255.250' };

export interface BenchNet {
  readonly server: Namespace;
  readonly load: Namespace;
  /** A directory of this bench alone. */
  readonly scratch: string;
  /** Starts a command as the server, pinned to CPU 0. */
  serve(command: string, words: readonly string[]): ChildProcess;
  /** Starts our services on this table; resolves when they answer. */
  serveTable(table: BootTable, parts: string): Promise<ChildProcess>;
  /** Starts a command as the load, pinned to CPU 1. */
  drive(command: string, words: readonly string[]): ChildProcess;
}

const pinned = (cpu: number, command: string, words: readonly string[]) => ['-c', String(cpu), command, ...words];

/** Makes the net, does `work` on it, and removes it whatever comes. */
export async function onBenchNet<Result>(label: string, work: (net: BenchNet) => Promise<Result>): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-bench-'));
  const [server, load] = [makeNamespace(`${label}s`), makeNamespace(`${label}c`)];
  const serve = (command: string, words: readonly string[]) => quiet(server.start('taskset', pinned(0, command, words)));
  try {
    cable(
      { namespace: server, device: 's0', address: `${serverAddress}/16` },
      { namespace: load, device: 'c0', address: `${loadAddress}/16` },
    );
    return await work({
      server,
      load,
      scratch,
      serve,
      async serveTable(table, parts) {
        const file = join(scratch, 'table.json');
        writeFileSync(file, JSON.stringify(table));
        const child = serve(process.execPath, [join(import.meta.dirname, 'serve-table.ts'), file, parts, '--device', 's0']);
        await printed(child, 'ready');
        return child;
      },
      drive: (command, words) => quiet(load.start('taskset', pinned(1, command, words))),
    });
  } finally {
    await Promise.all([server.remove(), load.remove()]);
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What a child prints is read, or it would stop when the pipe is full. */
function quiet(child: ChildProcess): ChildProcess {
  child.stdout?.resume();
  child.stderr?.resume();
  return child;
}

/** A boot table of the bench's net. */
export const benchTable = (files: Readonly<Record<string, TableFile>>, blades: readonly TableBlade[] = []): BootTable => ({
  revision: 1,
  server: { address: serverAddress, prefixLength: 16, hostname: 'rackstrap' },
  httpBase: `http://${serverAddress}`,
  dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: false, pool },
  blades,
  files,
});

/** All that a child prints on its standard output until it ends; rejects when it ends badly, or not within this many seconds. */
export function outputOf(child: ChildProcess, seconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const late = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (errors += chunk));
    child.once('close', (status) => {
      clearTimeout(late);
      if (status === 0) resolve(output);
      else reject(new Error(`${child.spawnargs.join(' ')} ended with ${status}: ${errors}`));
    });
  });
}
