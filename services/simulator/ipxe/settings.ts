// iPXE's settings: `${net0/mac:hexhyp}` in a script becomes this blade's MAC with hyphens.

/** Setting name, without its `net0/` or `netX/`, → its value as iPXE shows it. */
export type Settings = Map<string, string>;

/** More than any script nests; a value that expands to itself ends here instead of never. */
const MOST_EXPANSIONS = 32;

const formats: Readonly<Record<string, (value: string) => string>> = {
  hexhyp: (value) => value.replaceAll(':', '-'),
  hexraw: (value) => value.replaceAll(':', ''),
  uristring: encodeURIComponent,
};

function settingOf(reference: string, settings: Settings): string {
  const [name = '', format = ''] = reference.split(':');
  const value = settings.get(name.replace(/^net[0X]\//, '')) ?? '';
  return formats[format]?.(value) ?? value;
}

/** `text` with every `${…}` replaced, innermost first; an unset one by nothing, as iPXE does. */
export function expand(text: string, settings: Settings): string {
  let expanded = text;
  for (let round = 0; round < MOST_EXPANSIONS; round += 1) {
    const next = expanded.replace(/\$\{([^${}]*)\}/, (_, reference: string) => settingOf(reference, settings));
    if (next === expanded) break;
    expanded = next;
  }
  return expanded;
}
