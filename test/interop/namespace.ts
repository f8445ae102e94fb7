// Network namespaces of a test's own: made, wired and removed by it, so that no packet ever touches the machine's network.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export interface Ran {
  readonly status: number | null;
  /** What it printed, both streams. */
  readonly output: string;
}

export interface Namespace {
  readonly name: string;
  /** `ip` inside: `ip('link', 'set', 'a0', 'up')`. @throws Error with what it printed */
  ip(...words: string[]): string;
  /** Runs a command inside to its end, at most this long (30 s), its status and words for the test to judge. */
  run(command: string, words: readonly string[], seconds?: number): Promise<Ran>;
  /** Starts a command inside; it is ended with the namespace. */
  start(command: string, words: readonly string[]): ChildProcess;
  /** Ends what was started inside, then removes the namespace with its devices. Never throws. */
  remove(): Promise<void>;
}

/** A command that hangs is ended after this. */
const longestSeconds = 30;
/** A child that does not end when asked is killed after this. */
const graceMilliseconds = 2_000;
/** Where Debian keeps what only root needs, first: npm's `dhcp` has a `dhcpd` too. */
const path = `/usr/sbin:/sbin:${process.env.PATH}`;

let made = 0;

/** A new namespace with its loopback up. Root only. */
export function makeNamespace(label: string): Namespace {
  made += 1;
  const name = `rs-${label}-${process.pid}-${made}`;
  const children = new Set<ChildProcess>();
  const inside = ['netns', 'exec', name];
  const env = { ...process.env, PATH: path };
  const ip = (...words: string[]) => execFileSync('ip', ['-n', name, ...words], { encoding: 'utf8', stdio: 'pipe', env });
  execFileSync('ip', ['netns', 'add', name], { stdio: 'pipe', env });
  ip('link', 'set', 'lo', 'up');
  return {
    name,
    ip,
    run: (command, words, seconds = longestSeconds) =>
      new Promise((resolve) => {
        const child = spawn('ip', [...inside, command, ...words], { stdio: ['ignore', 'pipe', 'pipe'], timeout: seconds * 1000, env });
        let output = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
        child.once('close', (status) => resolve({ status, output }));
      }),
    start(command, words) {
      const child = spawn('ip', [...inside, command, ...words], { stdio: ['pipe', 'pipe', 'pipe'], env });
      children.add(child);
      child.once('exit', () => children.delete(child));
      return child;
    },
    async remove() {
      await Promise.all([...children].map(end));
      spawnSync('ip', ['netns', 'delete', name], { env });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  const hard = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(hard);
}

export interface Plug {
  readonly namespace: Namespace;
  readonly device: string;
  /** With prefix length; none when left out. */
  readonly address?: string;
  readonly mac?: string;
}

/** A cable between two namespaces: a pair of devices, both up. */
export function cable(one: Plug, other: Plug): void {
  one.namespace.ip('link', 'add', one.device, 'type', 'veth', 'peer', 'name', other.device, 'netns', other.namespace.name);
  for (const { namespace, device, address, mac } of [one, other]) {
    if (mac) namespace.ip('link', 'set', device, 'address', mac);
    if (address) namespace.ip('address', 'add', address, 'dev', device);
    namespace.ip('link', 'set', device, 'up');
  }
}

/** Resolves when `child` prints this; rejects with all it printed when it ends first, or takes longer (20 s). */
export function printed(child: ChildProcess, what: string | RegExp, seconds = 20): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    const late = setTimeout(() => reject(new Error(`not printed in ${seconds} s: ${what}\n${all}`)), seconds * 1000);
    const look = (chunk: Buffer) => {
      all += chunk;
      if (typeof what === 'string' ? !all.includes(what) : !what.test(all)) return;
      clearTimeout(late);
      resolve(all);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code} before it printed ${what}\n${all}`));
    });
  });
}
