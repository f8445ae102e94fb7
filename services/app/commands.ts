// The commands people type, each with its options and its help; a wrong option says which and shows the usage.

import { parseArgs } from 'node:util';
import { stages } from '../domain/blade/stages.ts';
import { exportForms } from '../domain/exchange/exports.ts';
import { languages } from '../domain/language.ts';
import { refusalIn } from '../domain/problem.ts';
import type { Wire } from './appliance.ts';
import { build } from './command/bundle/build.ts';
import { diff } from './command/bundle/diff.ts';
import { importFrom } from './command/bundle/import.ts';
import { keygen } from './command/bundle/keygen.ts';
import { prune } from './command/bundle/prune.ts';
import { printSbom } from './command/bundle/sbom.ts';
import { show } from './command/bundle/show.ts';
import { sign } from './command/bundle/sign.ts';
import { trust } from './command/bundle/trust.ts';
import { verify } from './command/bundle/verify.ts';
import { clusterCommands, handingOver, usageOfHandOver } from './command/cluster/index.ts';
import { demo } from './command/demo.ts';
import { type Command, flag, text } from './command/entry.ts';
import { checkPlan } from './command/plan-check.ts';
import { printExport } from './command/plan-export.ts';
import { importList } from './command/plan-import.ts';
import { provision } from './command/provision.ts';
import { serve } from './command/serve.ts';
import { type CommandOptions, tell } from './command/serving.ts';
import { vmStart } from './command/vm/start.ts';
import { vmStatus } from './command/vm/status.ts';
import { vmStop } from './command/vm/stop.ts';
import type { Output } from './output.ts';
import { terminal } from './output.ts';

const serving = {
  bundle: text,
  state: text,
  device: text,
  'http-port': text,
  'console-port': text,
  'no-router-advertisement': flag,
  'accept-untrusted-bundle': flag,
  'passphrase-file': text,
} as const;

const usageOfServing =
  '--bundle DIR|NAME [--accept-untrusted-bundle] [--state DIR] [--device IF] [--http-port N] [--console-port N] [--no-router-advertisement] [--passphrase-file FILE]';

const commands: readonly Command[] = [
  ...clusterCommands,
  {
    words: ['plan', 'check'],
    usage: 'plan check FILE [--bundle DIR|NAME] [--state DIR] [--json]',
    options: { bundle: text, state: text, json: flag },
    positionals: 1,
    run: ([file = ''], options, output) => checkPlan(file, options, output),
  },
  {
    words: ['plan', 'import'],
    usage: 'plan import FILE LIST [--replace] [--chassis NAME] [--add-chassis] [--columns MEANING,…] [--write] [--json]',
    options: { replace: flag, chassis: text, 'add-chassis': flag, columns: text, write: flag, json: flag },
    positionals: 2,
    run: ([file = '', list = ''], options, output) => importList(file, list, options, output),
  },
  {
    words: ['plan', 'export'],
    usage: `plan export FILE --as ${exportForms.join('|')} [--language ${languages.join('|')}]`,
    options: { as: text, language: text },
    positionals: 1,
    run: ([file = ''], options, output) => printExport(file, options, output),
  },
  {
    words: ['bundle', 'verify'],
    usage: 'bundle verify DIR|NAME [--state DIR] [--json]',
    options: { state: text, json: flag },
    positionals: 1,
    run: ([named = ''], options, output) => verify(named, options, output),
  },
  {
    words: ['bundle', 'import'],
    usage: 'bundle import DIR [--state DIR] [--json]',
    options: { state: text, json: flag },
    positionals: 1,
    run: ([source = ''], options, output) => importFrom(source, options, output),
  },
  {
    words: ['bundle', 'show'],
    usage: 'bundle show [DIR|NAME] [--state DIR] [--json]',
    options: { state: text, json: flag },
    positionals: 'none or one',
    run: ([named], options, output) => show(named, options, output),
  },
  {
    words: ['bundle', 'diff'],
    usage: 'bundle diff BEFORE AFTER [--state DIR] [--json]',
    options: { state: text, json: flag },
    positionals: 2,
    run: ([before = '', after = ''], options, output) => diff(before, after, options, output),
  },
  {
    words: ['bundle', 'prune'],
    usage: 'bundle prune [--keep N] [--keep-bundle NAME]… [--yes] [--state DIR] [--json]',
    options: { keep: text, 'keep-bundle': { ...text, multiple: true }, yes: flag, state: text, json: flag },
    positionals: 0,
    run: (_, options, output) => prune(options, output),
  },
  {
    words: ['bundle', 'build'],
    usage:
      'bundle build --spec FILE --out DIR [--from DIR|URL]… [--key FILE [--passphrase-file FILE]] [--arch ARCH]… [--json]\n' +
      '        --from: mirrors asked instead of every origin, each with <host>/<path> below it; examples of FILE: resources/bundles',
    options: {
      spec: text,
      out: text,
      from: { ...text, multiple: true },
      key: text,
      'passphrase-file': text,
      arch: { ...text, multiple: true },
      json: flag,
    },
    positionals: 0,
    run: (_, options, output) => build(options, output),
  },
  {
    words: ['bundle', 'sbom'],
    usage: 'bundle sbom DIR|NAME [--out FILE] [--state DIR]',
    options: { out: text, state: text },
    positionals: 1,
    run: ([named = ''], options, output) => printSbom(named, options, output),
  },
  {
    words: ['bundle', 'keygen'],
    usage: 'bundle keygen --out FILE [--comment TEXT] [--passphrase-file FILE] [--json]',
    options: { out: text, comment: text, 'passphrase-file': text, json: flag },
    positionals: 0,
    run: (_, options, output) => keygen(options, output),
  },
  {
    words: ['bundle', 'sign'],
    usage: 'bundle sign DIR --key FILE [--passphrase-file FILE] [--json]',
    options: { key: text, 'passphrase-file': text, json: flag },
    positionals: 1,
    run: ([directory = ''], options, output) => sign(directory, options, output),
  },
  {
    words: ['bundle', 'trust'],
    usage: 'bundle trust KEY.pub [--words "…"|--yes] | --list [--json] | --remove WORDS…   [--state DIR]',
    options: { words: text, yes: flag, list: flag, remove: flag, state: text, json: flag },
    positionals: 'any',
    run: (words, options, output) => trust(words, options, output),
  },
  {
    words: ['serve'],
    usage: `serve [PLAN] ${usageOfServing}\n        serve --virtual-rack [--blades N]`,
    options: { ...serving, 'virtual-rack': flag, blades: text },
    positionals: 'none or one',
    run: ([plan], options, output, wire) => serve(plan, options, output, wire),
  },
  {
    words: ['provision'],
    usage:
      `provision PLAN ${usageOfServing}\n                  --arm [--consent-wipe SLOT…|all] --until STAGE [--timeout SECONDS] [--new-run] [--json]` +
      `\n                  [--kubeconfig FILE] | --until ready --acceptance [--cut-leader] | --until sealed ${usageOfHandOver} [--cut-leader]`,
    options: {
      ...serving,
      ...handingOver,
      arm: flag,
      'consent-wipe': { ...text, multiple: true },
      until: text,
      timeout: text,
      kubeconfig: text,
      'new-run': flag,
      acceptance: flag,
      'cut-leader': flag,
      json: flag,
    },
    positionals: 'many',
    run: ([plan = '', ...slots], options, output, wire) => provision(plan, slots, options, output, wire),
  },
  {
    words: ['vm', 'start'],
    usage: 'vm start PLAN [--outside] [--memory MIB] [--cpus N] [--state DIR] [--json]',
    options: { outside: flag, memory: text, cpus: text, state: text, json: flag },
    positionals: 1,
    run: ([plan = ''], options, output) => vmStart(plan, options, output),
  },
  {
    words: ['vm', 'stop'],
    usage: 'vm stop PLAN [--timeout SECONDS] [--state DIR]',
    options: { timeout: text, state: text },
    positionals: 1,
    run: ([plan = ''], options, output) => vmStop(plan, options, output),
  },
  {
    words: ['vm', 'status'],
    usage: 'vm status PLAN [--state DIR] [--json]',
    options: { state: text, json: flag },
    positionals: 1,
    run: ([plan = ''], options, output) => vmStatus(plan, options, output),
  },
  {
    words: ['demo'],
    usage: 'demo [--blades N] [--json]',
    options: { blades: text, json: flag, seed: text },
    positionals: 0,
    run: (_, options, output) => demo(options, output),
  },
];

/** The commands that begin as somebody typed: with one word more than the others, where there is such a one; all for what begins none. */
function meant(words: readonly string[]): readonly Command[] {
  const begins = (count: number) => commands.filter((one) => one.words.slice(0, count).join(' ') === words.slice(0, count).join(' '));
  return [2, 1, 0].map(begins).find((found) => found.length > 0)!;
}

function helpFor(words: readonly string[]): string {
  const found = meant(words);
  const lines = found.map(({ usage }) => `  rackstrap ${usage}`);
  const more = found.some(({ options }) => options && 'until' in options) ? ['', `stages: ${stages.join(' ')}`] : [];
  return ['usage: rackstrap COMMAND', '', ...lines, ...more, ''].join('\n');
}

function takes({ positionals }: Command, words: number): boolean {
  if (positionals === 'any') return true;
  if (positionals === 'many') return words > 0;
  return positionals === 'none or one' ? words < 2 : words === positionals;
}

/** The words and options of a command, or what is wrong with them. */
function understand(command: Command, args: string[]): { positionals: string[]; values: CommandOptions } | string {
  try {
    const { values, positionals } = parseArgs({ args, options: command.options ?? {}, allowPositionals: true });
    return takes(command, positionals.length)
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
    output.line(helpFor(words.filter((word) => !['help', '--help'].includes(word))));
    return words.length === 0 ? 2 : 0;
  }
  const command = commands.find((one) => one.words.every((word, index) => words[index] === word));
  if (!command) {
    output.note(`rackstrap has no command ${words.slice(0, 2).join(' ')}.\n\n${helpFor(words)}`);
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
