// What a virtual blade takes from an Ignition config: its files, as the real Ignition would write them.

/** Path → contents. */
export type IgnitionFiles = ReadonlyMap<string, string>;

/** The file a `data:` URL stands for (RFC 2397); undefined when it is none. */
function dataUrlText(url: string): string | undefined {
  const [, base64, data] = /^data:[^,;]*(?:;[^,;]+=[^,;]*)*(;base64)?,(.*)$/s.exec(url) ?? [];
  if (data === undefined) return undefined;
  return base64 ? new TextDecoder().decode(Uint8Array.from(atob(data), (char) => char.charCodeAt(0))) : decodeURIComponent(data);
}

interface RawFile {
  readonly path: string;
  readonly contents?: { readonly source?: string; readonly compression?: string; readonly verification?: { readonly hash?: string } };
}

/** A file that Ignition fetches and keeps only with this checksum. */
export interface RemoteSource {
  readonly path: string;
  readonly url: string;
  readonly sha256: string;
}

/** Ours are always given with their SHA-256; one without is refused. */
function remoteOf({ path, contents }: RawFile): RemoteSource | undefined {
  const [, sha256] = /^sha256-([0-9a-f]{64})$/.exec(contents?.verification?.hash ?? '') ?? [];
  const url = contents?.source ?? '';
  return sha256 && /^http:/.test(url) && !contents?.compression ? { path, url, sha256 } : undefined;
}

function fileOf({ path, contents }: RawFile): readonly [string, string] {
  const text = dataUrlText(contents?.source ?? 'data:,');
  if (text === undefined || contents?.compression)
    throw new Error(`${path}: this simulated Ignition reads plain data: URLs, and http: with a SHA-256, only`);
  return [path, text];
}

const filesIn = (text: string): readonly RawFile[] => (JSON.parse(text) as { storage?: { files?: RawFile[] } }).storage?.files ?? [];

/** What the first boot has to fetch; of a config that `readIgnition` took. */
export const remoteFiles = (text: string): RemoteSource[] => filesIn(text).flatMap((file) => remoteOf(file) ?? []);

/** The files whose text is in a config; a reason when Ignition would refuse it, or when it asks for what this simulated one cannot do. */
export function readIgnition(text: string): IgnitionFiles | { readonly reason: string } {
  try {
    const config = JSON.parse(text) as { ignition?: { version?: string } };
    if (!/^3\.\d+\.\d+$/.test(config.ignition?.version ?? '')) return { reason: `unknown config version ${config.ignition?.version}` };
    return new Map(
      filesIn(text)
        .filter((file) => !remoteOf(file))
        .map(fileOf),
    );
  } catch (cause) {
    return { reason: (cause as Error).message };
  }
}

export const isRefused = (read: IgnitionFiles | { readonly reason: string }): read is { readonly reason: string } => 'reason' in read;

/** A shell's reading of one value: single quotes keep everything, a backslash outside them keeps one character. */
const unquoted = (value: string): string =>
  value.replace(/'([^']*)'|\\(.)/g, (_, kept?: string, escaped?: string) => kept ?? escaped ?? '');

/** `NAME='value'` lines as a shell would read them. */
export const readEnvironment = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^([A-Z_][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, unquoted(value)]));

/** The environment file among `files` that sets every one of `names`. */
export const environmentWith = (files: IgnitionFiles, names: readonly string[]): ReadonlyMap<string, string> | undefined =>
  [...files.values()].map(readEnvironment).find((environment) => names.every((name) => environment.has(name)));
