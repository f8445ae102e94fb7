// The commands people type, each with its options and its help; a wrong option says which and shows the usage.

import { parseArgs } from 'node:util';
import { stages } from '../domain/blade/stages.ts';
import { refusalIn } from '../domain/problem.ts';
import { demo } from './command/demo.ts';
import { checkPlan } from './command/plan-check.ts';
import { provision } from './command/provision.ts';
import { serve } from './command/serve.ts';
import { type CommandOptions, tell, type Wire } from './command/serving.ts';
import type { Output } from './output.ts';
import { terminal } from './output.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const serving = {
  bundle: text,
  state: text,
  device: text,
  'http-port': text,
  'console-port': text,
  'no-router-advertisement': flag,
} as const;

interface Command {
  readonly words: readonly string[];
  readonly usage: string;
  readonly options: NonNullable<Parameters<typeof parseArgs>[0]>['options'];
  /** How many words stand behind the command; `many` takes what is left after an option such as --consent-wipe. */
  readonly positionals: number | 'many';
  run(positionals: string[], options: CommandOptions, output: Output, wire?: Wire): Promise<number>;
}

const usageOfServing = '--bundle DIR [--state DIR] [--device IF] [--http-port N] [--console-port N] [--no-router-advertisement]';

const commands: readonly Command[] = [
  {
    words: ['plan', 'check'],
    usage: 'plan check FILE [--json]',
    options: { json: flag },
    positionals: 1,
    run: ([file = ''], options, output) => checkPlan(file, { json: options.json === true }, output),
  },
  {
    words: ['serve'],
    usage: `serve PLAN ${usageOfServing}`,
    options: serving,
    positionals: 1,
    run: ([plan = ''], options, output, wire) => serve(plan, options, output, wire),
  },
  {
    words: ['provision'],
    usage: `provision PLAN ${usageOfServing}\n                  --arm [--consent-wipe SLOT…|all] --until STAGE [--timeout SECONDS] [--json]`,
    options: { ...serving, arm: flag, 'consent-wipe': { ...text, multiple: true }, until: text, timeout: text, json: flag },
    positionals: 'many',
    run: ([plan = '', ...slots], options, output, wire) => provision(plan, slots, options, output, wire),
  },
  {
    words: ['demo'],
    usage: 'demo [--blades N] [--json]',
    options: { blades: text, json: flag, seed: text },
    positionals: 0,
    run: (_, options, output) => demo(options, output),
  },
];

const help = `usage: rackstrap COMMAND

${commands.map(({ usage }) => `  rackstrap ${usage}`).join('\n')}

stages: ${stages.join(' ')}
`;

/** The words and options of a command, or what is wrong with them. */
function understand(command: Command, args: string[]): { positionals: string[]; values: CommandOptions } | string {
  try {
    const { values, positionals } = parseArgs({ args, options: command.options ?? {}, allowPositionals: true });
    const wanted = command.positionals === 'many' ? Math.max(1, positionals.length) : command.positionals;
    return positionals.length === wanted
      ? { positionals, values: values as CommandOptions }
      : 'A file is missing, or there is one word too many.';
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) return (reason as Error).message;
    throw reason;
  }
}

/** Exit codes: 0 done, 1 a problem, 2 the command was not understood. A command that serves does so on `wire`, when one is given. */
export async function runCommand(words: string[], output: Output = terminal, wire?: Wire): Promise<number> {
  if (words.length === 0 || words.includes('--help') || words[0] === 'help') {
    output.line(help);
    return words.length === 0 ? 2 : 0;
  }
  const command = commands.find((one) => one.words.every((word, index) => words[index] === word));
  if (!command) {
    output.note(`rackstrap has no command ${words[0]}.\n\n${help}`);
    return 2;
  }
  const understood = understand(command, words.slice(command.words.length));
  if (typeof understood === 'string') {
    output.note(`${understood}\n\nusage: rackstrap ${command.usage}`);
    return 2;
  }
  try {
    return await command.run(understood.positionals, understood.values, output, wire);
  } catch (reason) {
    const refusal = refusalIn(reason);
    if (!refusal) throw reason;
    tell(output, refusal.problems);
    return 1;
  }
}
