// Versions as programs write them, `1.37.1` or `v1.37.1-rc.0`: compared number by number, what follows the numbers aside.

const form = /^v?(\d+)\.(\d+)(?:\.(\d+))?/;

/** Major, minor, patch, 0 where there is none; undefined for anything else. */
export function numbersOf(version: string): readonly [major: number, minor: number, patch: number] | undefined {
  const found = form.exec(version);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

/** Below 0 when `one` is older. Versions without numbers are equal to all: nothing is known of them. */
export function compareVersions(one: string, other: string): number {
  const [these, those] = [numbersOf(one), numbersOf(other)];
  if (!these || !those) return 0;
  return these[0] - those[0] || these[1] - those[1] || these[2] - those[2];
}

/** `1.37` of `v1.37.1`; the text itself when it has no numbers. */
export const lineOf = (version: string): string => numbersOf(version)?.slice(0, 2).join('.') ?? version;

/** How many minors `version` is ahead of `reference`, negative when behind; undefined when that cannot be said. */
export function minorsAhead(version: string, reference: string): number | undefined {
  const [these, those] = [numbersOf(version), numbersOf(reference)];
  return these && those && these[0] === those[0] ? these[1] - those[1] : undefined;
}

/** `1.37.1` of `v1.37.1`. */
export const bare = (version: string): string => version.replace(/^v(?=\d)/, '');
