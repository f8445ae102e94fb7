// Runs an iPXE script on a virtual blade until it hands over: to a kernel, a disk, another loader, or back to the firmware.

import { type Command, commands, type IpxeEnding, type IpxeHost, type Outcome, type ScriptState } from './commands.ts';
import { type IpxeCommand, parseIpxe } from './parse.ts';
import { expand, type Settings } from './settings.ts';

type Replacement = Extract<Outcome, { readonly script: string }>;

/** Blade milliseconds a jump takes; keeps a script that only loops from standing still in time. */
const JUMP_MILLISECONDS = 1;

const isDue = ({ runs }: IpxeCommand, last: Outcome): boolean =>
  runs === 'always' || (runs === 'after-success' ? last === 'done' : last === 'failed');

async function runCommand(words: readonly string[], state: ScriptState, host: IpxeHost): Promise<Outcome> {
  const [name, ...args] = words;
  if (name === undefined) return 'done';
  const command: Command | undefined = commands[name];
  if (command) return command(args, state, host);
  host.print(`${name}: command not found`);
  return 'failed';
}

async function runLine(line: readonly IpxeCommand[], state: ScriptState, host: IpxeHost): Promise<Outcome> {
  let last: Outcome = 'done';
  for (const command of line) {
    if (!isDue(command, last)) continue;
    const words = command.words.map((word) => expand(word, state.settings));
    last = await runCommand(words, state, host);
    if (typeof last === 'object') return last;
  }
  return last;
}

/** One script, until it ends or another takes its place. */
async function runScript(text: string, state: ScriptState, host: IpxeHost): Promise<IpxeEnding | Replacement> {
  const script = parseIpxe(text);
  const { url } = state;
  if (!script) return { end: 'failed', reason: `${url} is not an iPXE script: it does not begin with #!ipxe` };
  for (let index = 0; index < script.lines.length && !host.signal.aborted; ) {
    const outcome = await runLine(script.lines[index]!, state, host);
    if (outcome === 'failed') return { end: 'failed', reason: `line ${index + 1} of ${url} failed` };
    if (outcome === 'done') index += 1;
    else if (!('goto' in outcome)) return outcome;
    else {
      const target = script.labels.get(outcome.goto);
      if (target === undefined) return { end: 'failed', reason: `line ${index + 1} of ${url}: no label ${outcome.goto}` };
      await host.pass(JUMP_MILLISECONDS);
      index = target + 1;
    }
  }
  return { end: 'exit', status: 0 };
}

/**
 * Runs `text`, fetched from `url`. A line that fails without `||` ends the script, as in iPXE.
 * `settings` outlive the script when it chains to another, images when it is replaced.
 */
export async function runIpxe(text: string, url: string, settings: Settings, host: IpxeHost): Promise<IpxeEnding> {
  const run: ScriptState['run'] = (other, otherUrl) => runIpxe(other, otherUrl, settings, host);
  const images: ScriptState['images'] = new Map();
  let next: Replacement = { script: text, url };
  for (;;) {
    const outcome = await runScript(next.script, { url: next.url, settings, images, items: [], run }, host);
    if ('end' in outcome) return outcome;
    next = outcome;
  }
}
