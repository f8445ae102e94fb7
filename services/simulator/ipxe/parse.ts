// An iPXE script as lines of commands: labels, `||`, `&&`, `;` and comments, as iPXE's own core/exec.c splits them.

export interface IpxeCommand {
  /** Not yet expanded: a value with spaces stays one word. */
  readonly words: readonly string[];
  /** When it is run: after a success, after a failure, or always. */
  readonly runs: 'after-success' | 'after-failure' | 'always';
}

export interface IpxeScript {
  readonly lines: readonly (readonly IpxeCommand[])[];
  /** Label → index of its line. */
  readonly labels: ReadonlyMap<string, number>;
}

const linkOf: Readonly<Record<string, IpxeCommand['runs']>> = { '&&': 'after-success', '||': 'after-failure', ';': 'always' };

export const isIpxeScript = (text: string): boolean => /^#!ipxe\s/.test(text);

function parseLine(line: string): IpxeCommand[] {
  const commands: { words: string[]; runs: IpxeCommand['runs'] }[] = [{ words: [], runs: 'always' }];
  for (const word of line.split(/\s+/).filter(Boolean)) {
    if (word.startsWith('#')) break;
    const runs = linkOf[word];
    if (runs) commands.push({ words: [], runs });
    else commands.at(-1)!.words.push(word);
  }
  // `||` with nothing behind it is how a script forgives a failure.
  return commands.filter(({ words, runs }) => words.length > 0 || runs === 'after-failure');
}

/** The script in `text`; undefined when it does not begin with `#!ipxe`. A backslash at a line's end joins the next line to it. */
export function parseIpxe(text: string): IpxeScript | undefined {
  if (!isIpxeScript(text)) return undefined;
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  const labels = lines.flatMap((line, index) => (line.startsWith(':') ? [[line.slice(1).trim(), index] as const] : []));
  return { lines: lines.map((line) => (line.startsWith(':') ? [] : parseLine(line))), labels: new Map(labels) };
}
