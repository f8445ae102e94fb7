// Fedora CoreOS: a stream's metadata names the newest release, a release's own metadata an exact one; both tell each file, its SHA-256 and signature.

import { z } from 'zod';
import type { Arch, PartKind } from '../../../domain/bundle.ts';
import { sha256Hex } from '../../../domain/digest.ts';
import { osPath } from '../../../domain/os/facts.ts';
import { fedoraCoreos as facts, fedoraArch } from '../../../domain/os/fedora-coreos.ts';
import { problem, Refusal } from '../../../domain/problem.ts';
import { allOrRefusals } from '../all.ts';
import type { Fetch, Wanted } from '../source.ts';
import { keyPart, type OsOptions, type OsSource, type ReleaseKey, releaseKey, signedPart } from './release.ts';
import { baseOf, textAt } from './text.ts';

export interface FedoraCoreosOptions extends OsOptions {
  readonly stream: 'stable' | 'testing' | 'next';
  /** `44.20260802.3.1`, or `current` for the newest of the stream. */
  readonly version: string;
  /** The disk image too: coreos-installer does not need it, the live system carries one inside. */
  readonly image?: boolean;
  /** Instead of the project's own server, also for the files that the metadata names there. */
  readonly base?: string;
}

const server = 'https://builds.coreos.fedoraproject.org';
/** The keys of all Fedora releases in force; of one that is older its own page has it. */
const publishedKeys = 'https://fedoraproject.org/fedora.gpg';

const artifact = z.object({ location: z.string(), signature: z.string(), sha256: sha256Hex });
const formats = z.object({
  pxe: z.object({ kernel: artifact, initramfs: artifact, rootfs: artifact }).optional(),
  'raw.xz': z.object({ disk: artifact }).optional(),
});
type Formats = z.output<typeof formats>;

/** `streams/<stream>.json`: coreos/stream-metadata-go, stream/stream.go. */
const streamMetadata = z.object({
  architectures: z.record(z.string(), z.object({ artifacts: z.object({ metal: z.object({ release: z.string(), formats }) }) })),
});
/** `release.json` of one build: coreos/stream-metadata-go, release/release.go. */
const releaseMetadata = z.object({
  release: z.string(),
  architectures: z.record(z.string(), z.object({ media: z.object({ metal: z.object({ artifacts: formats }) }) })),
});

interface Metadata {
  readonly url: string;
  readonly version: string;
  /** By Fedora's name of the architecture. */
  readonly formats: Readonly<Record<string, Formats>>;
}

function parsed<Shape>(schema: z.ZodType<Shape>, text: string, url: string): Shape {
  const refuse = (reason: string) => new Refusal(problem('release-list-unreadable', { url, reason }));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse('it is not JSON');
  }
  const { data, error } = schema.safeParse(json);
  if (data === undefined) throw refuse(z.prettifyError(error!));
  return data;
}

async function newestOf(fetch: Fetch, base: string, stream: string): Promise<Metadata> {
  const url = `${base}/streams/${stream}.json`;
  const { architectures } = parsed(streamMetadata, await textAt(fetch, url), url);
  const metals = Object.entries(architectures).map(([arch, { artifacts }]) => [arch, artifacts.metal] as const);
  const version = metals[0]?.[1].release;
  if (version === undefined) throw new Refusal(problem('release-version-unreadable', { url }));
  // A stream moves to a new release architecture by architecture only when something went wrong with one of them.
  const same = metals.filter(([, { release }]) => release === version);
  return { url, version, formats: Object.fromEntries(same.map(([arch, metal]) => [arch, metal.formats])) };
}

async function exactly(fetch: Fetch, base: string, stream: string, version: string): Promise<Metadata> {
  const url = `${base}/prod/streams/${stream}/builds/${version}/release.json`;
  const { release, architectures } = parsed(releaseMetadata, await textAt(fetch, url), url);
  if (release !== version) throw new Refusal(problem('release-list-unreadable', { url, reason: `it is about ${release}` }));
  return {
    url,
    version,
    formats: Object.fromEntries(Object.entries(architectures).map(([arch, { media }]) => [arch, media.metal.artifacts])),
  };
}

type Artifact = z.output<typeof artifact>;

/** Usual sizes in bytes, for the progress before the server tells its own. */
const usual = { kernel: 20e6, initrd: 110e6, rootfs: 850e6, image: 750e6 };

interface File {
  readonly kind: PartKind & keyof typeof usual;
  readonly name: string;
  readonly artifact: Artifact;
}

/** Under the names that the documents ask for, whatever an older release called its files. */
function filesOf({ url, version, formats }: Metadata, arch: Arch, image: boolean): File[] {
  const { kernel, initrds, rootfs, images } = facts.names(version, arch);
  const { pxe, 'raw.xz': raw } = formats[fedoraArch[arch]] ?? {};
  if (!pxe) throw new Refusal(problem('release-file-unlisted', { url, file: 'pxe', arch }));
  if (image && !raw) throw new Refusal(problem('release-file-unlisted', { url, file: 'raw.xz', arch }));
  return [
    { kind: 'kernel', name: kernel, artifact: pxe.kernel },
    { kind: 'initrd', name: initrds[0]!, artifact: pxe.initramfs },
    { kind: 'rootfs', name: rootfs!, artifact: pxe.rootfs },
    ...(image ? [{ kind: 'image' as const, name: images[0]!, artifact: raw!.disk }] : []),
  ];
}

/** Metadata on a mirror still names the project's own server. */
const onBase = (base: string, url: string): string => (url.startsWith(`${server}/`) ? `${base}${url.slice(server.length)}` : url);

/** Every file of the release, and the key that they are signed with. */
async function partsOf(fetch: Fetch, metadata: Metadata, base: string, key: ReleaseKey, options: FedoraCoreosOptions): Promise<Wanted[]> {
  const { version } = metadata;
  const { arches, image = false, clock } = options;
  const wanted = (arch: Arch, { kind, name, artifact: { location, signature, sha256 } }: File) => {
    const part = { path: osPath(arch, name), kind, arch, version, licence: 'various', source: onBase(base, location) };
    return signedPart(fetch, { part, signatureUrl: onBase(base, signature), expectedBytes: usual[kind], sha256 }, key, clock);
  };
  const files = arches.flatMap((arch) => filesOf(metadata, arch, image).map((file) => wanted(arch, file)));
  return [...(await allOrRefusals(files)), keyPart(key)];
}

/** A release of Fedora CoreOS. */
export const fedoraCoreos =
  (options: FedoraCoreosOptions): OsSource =>
  async (fetch) => {
    const base = baseOf(options.base ?? server);
    const { stream, version: asked } = options;
    const metadata = await (asked === 'current' ? newestOf(fetch, base, stream) : exactly(fetch, base, stream, asked));
    const { version } = metadata;
    const key = await releaseKey(fetch, facts, version, options.key, publishedKeys);
    const wanted = await partsOf(fetch, metadata, base, key, options);
    return { os: { family: 'fedora-coreos', version, ...facts.programs(version) }, wanted };
  };
