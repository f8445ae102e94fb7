#!/usr/bin/env node
// `rackstrap …`: the same features without a window.

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './app/commands.ts';

/** A mistake of ours: its details go to a file for whoever mends it, a technician reads what to do. */
function surprise(reason: unknown): void {
  const file = join(tmpdir(), `rackstrap-mistake-${process.pid}.txt`);
  const details = reason instanceof Error ? `${reason.stack}\ncause: ${reason.cause ?? 'none'}\n` : String(reason);
  writeFileSync(file, details, { mode: 0o600 });
  process.stderr.write(
    `Rackstrap made a mistake and stopped. Start the same command again: a run goes on where it was.\nDetails for its makers: ${file}\n`,
  );
  process.exit(1);
}

process.on('uncaughtException', surprise);
process.on('unhandledRejection', surprise);
process.exitCode = await runCommand(process.argv.slice(2));
