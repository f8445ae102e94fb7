// A child process for tests: a command of `rackstrap` on a virtual rack's wire, which can be told to die like kill -9 at an event.

import { runCommand } from '../../services/app/commands.ts';
import { terminal } from '../../services/app/output.ts';
import type { Child } from './child.ts';

const { words, wire, dies }: Child = JSON.parse(process.argv[2]!);
let left = dies?.times ?? 1;

const isIt = (event: Record<string, unknown>) => Object.entries(dies?.at ?? {}).every(([key, value]) => event[key] === value);

/** The event is in the journal and folded when its line is written, and the answer that it leads to has not left. */
function dieAt(line: string): void {
  const told = JSON.parse(line);
  if (told.type !== 'event' || !isIt(told.event)) return;
  left -= 1;
  if (left > 0) return;
  const die = () => process.kill(process.pid, 'SIGKILL');
  if (dies?.afterMilliseconds === undefined) die();
  else setTimeout(die, dies.afterMilliseconds);
}

const output = {
  ...terminal,
  line(text: string) {
    terminal.line(text);
    if (dies) dieAt(text);
  },
};

process.exitCode = await runCommand(words, output, wire);
