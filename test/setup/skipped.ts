// Why tests were skipped, collected across processes so that the last lines of a run can say it.

import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/** Environment variable naming the file that reasons are appended to. */
export const skipFile = 'RACKSTRAP_SKIPPED';

/** True, and the reason recorded, when this machine cannot run a test: give it to `describe.skipIf`. */
export function skip(what: string, reason: string | undefined): boolean {
  if (!reason) return false;
  const line = `${what}: ${reason}`;
  const file = process.env[skipFile];
  if (file) appendFileSync(file, `${line}\n`);
  else console.warn(`skipped: ${line}`);
  return true;
}

const found = (tool: string) =>
  spawnSync('sh', ['-c', `command -v ${tool}`], { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` } }).status === 0;

/** What is missing of root rights and these tools, in words; undefined when all is there. */
export function lacks(...tools: string[]): string | undefined {
  const missing = tools.filter((tool) => !found(tool));
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root, for network namespaces';
  return missing.length > 0 ? `needs ${missing.join(', ')}` : undefined;
}
