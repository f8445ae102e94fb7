// Names of plan files that every disk takes: of what somebody typed, or of a file that came from elsewhere.

const ending = '.yaml';
/** ext4 takes 255 bytes; the rest is for a number, the ending, and the temporary name while it is written. */
const longestName = 200;
/** What Windows and FAT refuse, and what would lead out of the directory. */
const refused = /[<>:"/\\|?*\p{Cc}\p{Cf}]/gu;
/** Names that mean a device on Windows, whatever stands behind a dot. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** As much of the beginning as fits, no character cut in two. */
function cut(name: string): string {
  let bytes = 0;
  return [...name]
    .filter((character) => {
      bytes += new TextEncoder().encode(character).length;
      return bytes <= longestName;
    })
    .join('');
}

/** A file name for a plan of this name; letters of every script stay as they are. */
export function fileNameFor(name: string): string {
  const bare = name.toWellFormed().normalize('NFC').replace(refused, '-');
  const trimmed = cut(bare).replace(/^[. ]+|[. ]+$/g, '');
  const safe = devices.test(trimmed) ? `plan-${trimmed}` : trimmed;
  return `${safe || 'plan'}${ending}`;
}

/** The name without `.yaml` or `.yml`. */
export const withoutEnding = (fileName: string): string => fileName.replace(/\.ya?ml$/i, '');

export const isPlanFileName = (fileName: string): boolean => /[^/\\]\.ya?ml$/i.test(fileName);

/** `rack.yaml`, `rack-2.yaml`, `rack-3.yaml` … */
export function* numbered(fileName: string, most: number): Generator<string> {
  const bare = withoutEnding(fileName);
  for (let number = 1; number <= most; number++) yield number === 1 ? fileName : `${bare}-${number}${ending}`;
}
