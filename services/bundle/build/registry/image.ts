// One image for one architecture as a registry has it: from its name to the digests of all it consists of, each proved.

import type { z } from 'zod';
import type { Arch } from '../../../domain/bundle.ts';
import { pathText } from '../../../domain/plan/path.ts';
import { type Problem, problem, Refusal, refusalIn } from '../../../domain/problem.ts';
import { sha256OfBytes } from '../../../platform/sha256.ts';
import { allOrRefusals } from '../all.ts';
import type { Fetch, Fetched } from '../source.ts';
import type { Endpoint } from './access.ts';
import {
  acceptedTypes,
  chosen,
  type Descriptor,
  type ImageConfig,
  type ImageList,
  type ImageManifest,
  imageConfig,
  imageList,
  imageManifest,
  isList,
  isSchema1,
  licenceOf,
  manifestTypes,
  platformsIn,
  typeOfContent,
  unusable,
} from './manifest.ts';
import type { Reference } from './reference.ts';
import { openSession, type Session } from './session.ts';

/** Bytes that a descriptor names. */
export interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
}

export interface Image {
  readonly reference: Reference;
  readonly arch: Arch;
  /** Where it was found: host and repository. */
  readonly from: string;
  readonly manifest: Blob;
  readonly config: Blob;
  /** From the lowest up, as the manifest has them; one may be there twice. */
  readonly layers: readonly Descriptor[];
  readonly licence?: string;
  /** Fetches one of its layers, proved by its digest; one that several images have comes once. Resolves to where it lies. */
  layer(fetch: Fetch, layer: Descriptor): Promise<string>;
}

/** Registries have to take manifests of 4 MiB (OCI distribution), and keep none that is larger. Configurations are smaller still. */
const largestDocument = 4 * 1024 * 1024;

const refuse = (found: Problem): never => {
  throw new Refusal(found);
};

const surprise = (reason: unknown): never => {
  throw reason;
};

const digestOf = (bytes: Uint8Array): string => `sha256:${sha256OfBytes(bytes)}`;

function parsed<Schema extends z.ZodType>(schema: Schema, bytes: Uint8Array, image: string): z.output<Schema> {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return refuse(problem('image-malformed', { image, reason: 'it is not JSON' }));
  }
  const { data, error } = schema.safeParse(content);
  const [issue] = error?.issues ?? [];
  return issue
    ? refuse(problem('image-malformed', { image, reason: `${pathText(issue.path)}: ${issue.message}` }))
    : (data as z.output<Schema>);
}

function proved({ bytes, headers }: Fetched, digest: string | undefined, image: string, from: string): string {
  const found = digestOf(bytes);
  const expected = digest ?? headers['docker-content-digest'] ?? found;
  return expected === found ? found : refuse(problem('image-digest-wrong', { image, from, expected, found }));
}

/** A manifest says what it is itself; an OCI one may leave that to the header, and a directory of files has none. */
function mediaTypeOf({ bytes, headers }: Fetched): string {
  const header = (headers['content-type'] ?? '').split(';')[0]!.trim();
  try {
    return typeOfContent(JSON.parse(new TextDecoder().decode(bytes)), header);
  } catch {
    return header; // whoever reads it next says that it is not JSON
  }
}

/** A manifest by tag or digest. What is asked for by its digest is nothing else. */
async function manifestAt(session: Session, by: string, { name }: Reference): Promise<Blob> {
  const answer = await session.get(`manifests/${by}`, { most: largestDocument, accept: acceptedTypes });
  if (answer.status === 404) return refuse(problem('image-unknown', { image: name, registry: session.label }));
  const digest = proved(answer, by.includes(':') ? by : undefined, name, session.label);
  return { mediaType: mediaTypeOf(answer), digest, bytes: answer.bytes };
}

async function configOf(session: Session, { digest, mediaType }: Descriptor, { name }: Reference): Promise<Blob> {
  const answer = await session.get(`blobs/${digest}`, { most: largestDocument });
  if (answer.status === 404) return refuse(problem('image-unknown', { image: name, registry: session.label }));
  return { mediaType, digest: proved(answer, digest, name, session.label), bytes: answer.bytes };
}

/** What a name leads to: the manifest of one image, or a list of them. */
type Top = { readonly manifest: Blob; readonly list?: ImageList };

async function topOf(session: Session, reference: Reference): Promise<Top> {
  const manifest = await manifestAt(session, reference.digest ?? reference.tag!, reference);
  return isList(manifest.mediaType) ? { manifest, list: parsed(imageList, manifest.bytes, reference.name) } : { manifest };
}

async function manifestFor(session: Session, { manifest, list }: Top, reference: Reference, arch: Arch): Promise<Blob> {
  if (!list) return manifest;
  const found = chosen(list, arch) ?? refuse(problem('image-arch-absent', { image: reference.name, arch, has: platformsIn(list) || '-' }));
  return manifestAt(session, found.digest, reference);
}

function checkType({ mediaType }: Blob, image: string, registry: string): void {
  if (isSchema1(mediaType)) refuse(problem('image-schema-1', { image, registry }));
  if (!manifestTypes.includes(mediaType)) refuse(problem('image-not-one', { image, type: mediaType || '-' }));
}

function checkUsable(manifest: ImageManifest, image: string): void {
  const why = unusable(manifest);
  if (why === 'not-an-image') refuse(problem('image-not-one', { image, type: manifest.config.mediaType }));
  if (why === 'foreign') refuse(problem('image-foreign-layer', { image }));
  if (why === 'layer') refuse(problem('image-layer-unknown', { image }));
}

/** Some old images of a list call every architecture amd64 in their configuration: there the list knows better. */
function checkArch({ os, architecture }: ImageConfig, image: string, arch: Arch): void {
  if (os !== 'linux' || architecture !== arch) refuse(problem('image-arch-absent', { image, arch, has: `${os}/${architecture}` }));
}

async function imageFor(session: Session, top: Top, reference: Reference, arch: Arch): Promise<Image> {
  const { name, repository } = reference;
  const manifest = await manifestFor(session, top, reference, arch);
  checkType(manifest, name, session.label);
  const content = parsed(imageManifest, manifest.bytes, name);
  checkUsable(content, name);
  const config = await configOf(session, content.config, reference);
  const settings = parsed(imageConfig, config.bytes, name);
  if (!top.list) checkArch(settings, name, arch);
  const licence = licenceOf(content, settings);
  const found = { reference, arch, from: `${session.label}/${repository}`, manifest, config, layers: content.layers };
  return { ...found, ...(licence ? { licence } : {}), layer: (fetch, { digest, size }) => session.blob(fetch, digest, size) };
}

/** The tag is asked for once: whatever it is moved to meanwhile, the images for all architectures are of one making. */
async function imagesAt(session: Session, reference: Reference, arches: readonly Arch[]): Promise<Image[]> {
  const top = await topOf(session, reference);
  return allOrRefusals(arches.map((arch) => imageFor(session, top, reference, arch)));
}

/**
 * The image for each architecture, from the first endpoint that has it for all. Rejects with a Refusal of why each endpoint has not: not there,
 * not for this architecture, not what its digest says, nobody let in.
 */
export async function findImages(
  fetch: Fetch,
  reference: Reference,
  arches: readonly Arch[],
  endpoints: readonly Endpoint[],
): Promise<Image[]> {
  const refusals: Refusal[] = [];
  for (const endpoint of endpoints) {
    try {
      return await imagesAt(openSession(fetch, endpoint, reference.repository), reference, arches);
    } catch (reason) {
      refusals.push(refusalIn(reason) ?? surprise(reason));
    }
  }
  throw new Refusal(...refusals.flatMap(({ problems }) => problems));
}
