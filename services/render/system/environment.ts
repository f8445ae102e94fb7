// Settings for a shell script, as a file it reads with `.`: every value comes out as it went in.

/** In single quotes the shell changes nothing; a single quote itself has to stand outside them. No shell value can hold a NUL. */
const quoted = (text: string): string => `'${text.toWellFormed().replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;

/** `NAME='value'` lines. Names are ours, never the plan's. */
export const environmentFile = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${quoted(String(value))}\n`)
    .join('');
