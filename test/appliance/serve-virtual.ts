// A child process for tests: a command of `rackstrap` on a virtual rack's wire, and a mishap at an event if the test wants one.

import { runCommand } from '../../services/app/commands.ts';
import { terminal } from '../../services/app/output.ts';
import { type Child, limitFiles } from './child.ts';

const { words, wire, mishap }: Child = JSON.parse(process.argv[2]!);
let left = mishap?.times ?? 1;

const isIt = (event: Record<string, unknown>) => Object.entries(mishap?.at ?? {}).every(([key, value]) => event[key] === value);

function befall(): void {
  if (mishap?.is === 'disk full') limitFiles(process.pid, 0);
  else process.kill(process.pid, 'SIGKILL');
}

/** The event is in the journal and folded when its line is written, and the answer that it leads to has not left. */
function mishapAt(line: string): void {
  const told = JSON.parse(line);
  if (told.type !== 'event' || !isIt(told.event)) return;
  left -= 1;
  if (left !== 0) return;
  if (mishap?.afterMilliseconds === undefined) befall();
  else setTimeout(befall, mishap.afterMilliseconds);
}

const output = {
  ...terminal,
  line(text: string) {
    terminal.line(text);
    if (mishap) mishapAt(text);
  },
};

process.exitCode = await runCommand(words, output, wire);
