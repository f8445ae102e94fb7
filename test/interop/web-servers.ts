// Real web servers and proxies for tests, on loopback and in a directory of the test's own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../services/platform/free-port.ts';

/** A server that does not come up or go down in this time never will. */
const patienceMilliseconds = 20_000;

export interface Running {
  readonly port: number;
  readonly process: ChildProcess;
  /** What it wrote about who asked for what. */
  log(): string;
  stop(): Promise<void>;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

async function listening(port: number): Promise<void> {
  const until = Date.now() + patienceMilliseconds;
  while (!(await answers(port))) {
    if (Date.now() > until) throw new Error(`nobody listens on ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function started(command: string, words: readonly string[], port: number, logFile: string): Promise<Running> {
  const child = spawn(command, words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: `/usr/sbin:${process.env.PATH}` },
  });
  await listening(port);
  return {
    port,
    process: child,
    log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** nginx in the foreground; `inside` stands in its http block, after the places for what it writes. Root only. */
export async function nginx(directory: string, port: number, inside: string): Promise<Running> {
  mkdirSync(directory, { recursive: true });
  const [file, logFile] = [join(directory, 'nginx.conf'), join(directory, 'access.log')];
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${directory}/${name};`).join('\n');
  const text = `user root; daemon off; worker_processes 1; pid ${directory}/pid; error_log ${directory}/error.log info;
events { worker_connections 256; }
http {
  ${places}
  log_format asked '$status $request_method $host$request_uri range=$http_range if=$http_if_range auth=$http_authorization';
  access_log ${logFile} asked;
  default_type application/octet-stream;
  ${inside}
}
`;
  writeFileSync(file, text);
  return started('nginx', ['-p', directory, '-e', `${directory}/error.log`, '-c', file], port, logFile);
}

/** The processes of this nginx that carry connections. */
export function workersOf({ process: { pid } }: Running): number[] {
  const parentOf = (stat: string) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((number) => {
    try {
      return parentOf(readFileSync(`/proc/${number}/stat`, 'utf8')) === pid;
    } catch {
      return false;
    }
  });
}

/** tinyproxy in the foreground; `more` are lines of its configuration. */
export async function tinyproxy(directory: string, more = ''): Promise<Running> {
  mkdirSync(directory, { recursive: true });
  const [port, file, logFile] = [await freePort('tcp', '127.0.0.1'), join(directory, 'tinyproxy.conf'), join(directory, 'tinyproxy.log')];
  writeFileSync(
    file,
    `Port ${port}\nListen 127.0.0.1\nTimeout 60\nLogFile "${logFile}"\nLogLevel Connect\nPidFile "${directory}/pid"\nAllow 127.0.0.1\n${more}\n`,
  );
  return started('tinyproxy', ['-d', '-c', file], port, logFile);
}
