// The name a client asks for, as the boot table has it. Firmware writes the same file in many ways.

/** Some ROMs append this byte to the name they were given by DHCP. */
const romTail = /\xff+$/;

/**
 * The path below the root: `\\boot\\x.0`, `/boot//x.0` and `./boot/x.0` are all `boot/x.0`. Undefined for a name that leads out of the root
 * or that no file can have.
 */
export function pathOf(name: string): string | undefined {
  const steps = name
    .replace(romTail, '')
    .split(/[\\/]/)
    .filter((step) => step !== '' && step !== '.');
  return steps.length === 0 || steps.includes('..') ? undefined : steps.join('/');
}

/** What the record has under this path, else under the one that differs by case only: DOS-born ROMs shout. */
export function entryOf<Value>(record: Readonly<Record<string, Value>>, path: string): readonly [path: string, value: Value] | undefined {
  const lower = path.toLowerCase();
  const key = Object.hasOwn(record, path) ? path : Object.keys(record).find((other) => other.toLowerCase() === lower);
  return key === undefined ? undefined : [key, record[key]!];
}
