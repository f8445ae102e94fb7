// The name of a container image, normalised as containerd does it, because an imported image is found by that very text.

import { problem, Refusal } from '../../../domain/problem.ts';

/** Grammar and defaults: distribution/reference, which containerd, Docker and the kubelet share. */
export interface Reference {
  /** Of the registry, with its port: `registry.k8s.io`, `docker.io`, `localhost:5000`. */
  readonly host: string;
  /** `library/busybox` */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** What containerd calls the image: `docker.io/library/busybox:1.36`; with a digest, the tag is left out. */
  readonly name: string;
}

const defaultHost = 'docker.io';
const defaultNamespace = 'library';
export const floatingTag = 'latest';

const hostLabel = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const hostForm = new RegExp(`^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?$`);
const repositoryForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const digestForm = /^sha256:[0-9a-f]{64}$/;
/** Docker takes it for the identity of an image on its own machine. */
const identity = /^[0-9a-f]{64}$/;
const longestRepository = 255;

/** The first part is a registry only if nothing else could look like it. */
function splitHost(name: string): readonly [host: string, rest: string] {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  return isHost ? [first === `index.${defaultHost}` ? defaultHost : first, name.slice(slash + 1)] : [defaultHost, name];
}

/** A colon after the last slash begins a tag; one before it is that of a port. */
function splitTag(name: string): readonly [name: string, tag: string | undefined] {
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? [name, undefined] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** What `text` names; undefined when it is no name of an image. Without tag and digest it is `latest`. */
export function parseReference(text: string): Reference | undefined {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const [path, written] = splitTag(at < 0 ? text : text.slice(0, at));
  if (identity.test(path)) return undefined;
  const [host, rest] = splitHost(path);
  const repository = host === defaultHost && !rest.includes('/') ? `${defaultNamespace}/${rest}` : rest;
  const tag = written ?? (digest === undefined ? floatingTag : undefined);
  const sound =
    hostForm.test(host) &&
    URL.canParse(`https://${host}`) &&
    repositoryForm.test(repository) &&
    host.length + 1 + repository.length <= longestRepository &&
    (tag === undefined || tagForm.test(tag)) &&
    (digest === undefined || digestForm.test(digest));
  if (!sound) return undefined;
  const name = `${host}/${repository}${digest === undefined ? `:${tag}` : `@${digest}`}`;
  return { host, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }), name };
}

/** It may be another image tomorrow, and the kubelet asks for it anew at each start. */
export const isFloating = ({ tag, digest }: Reference): boolean => digest === undefined && tag === floatingTag;

/** What each text names. Throws a Refusal of all that are no names of images. */
export function referencesOf(images: readonly string[]): Reference[] {
  const wrong = images.filter((image) => !parseReference(image));
  if (wrong.length > 0) throw new Refusal(...wrong.map((image) => problem('image-reference', { image })));
  return images.map((image) => parseReference(image)!);
}

/** The images as they are run, each once. */
export const runNames = (images: readonly string[]): string[] => [...new Set(referencesOf(images).map(({ name }) => name))];
