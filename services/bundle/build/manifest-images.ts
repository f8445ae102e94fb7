// Every container image that Kubernetes YAML names, wherever in it a pod is described.

import { parseAllDocuments } from 'yaml';
import { containerLists, volumeList } from '../../domain/kubernetes/containers.ts';
import { parseReference } from './registry/reference.ts';

export interface ImageUse {
  /** As it is written. */
  readonly image: string;
  /** A registry is asked at each start. What Rackstrap applies is told not to (cluster/addons/fit.ts); a pod that a controller starts by itself is not. */
  readonly alwaysPulled: boolean;
}

export type ManifestImages =
  | { readonly kind: 'read'; readonly uses: readonly ImageUse[] }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'template' };

/** Manifests are flat; only one that is made to hurt nests deeper. */
const deepest = 100;

type Node = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A container, or a volume that is an image (its name is then a `reference`). What stands there and is neither is told as it stands. */
function useOf(item: unknown, isApplied: boolean): ImageUse[] {
  if (!isMap(item) || !item.image) return [];
  const { image, imagePullPolicy } = item;
  const use = (name: string, policy: unknown) => [{ image: name, alwaysPulled: !isApplied && policy === 'Always' }];
  if (isMap(image) && typeof image.reference === 'string') return use(image.reference, image.pullPolicy);
  return use(typeof image === 'string' ? image : JSON.stringify(image), imagePullPolicy);
}

/** A text in a ConfigMap may be the pod that a controller is going to start. */
const mayHoldPod = (text: string): boolean => /^\s*(-\s+)?["']?image["']?\s*:/m.test(text) && /containers["']?\s*:/i.test(text);

/** What is no image there is a text with gaps that the controller fills in. */
function inText(text: string, depth: number): ImageUse[] {
  const { contents } = mayHoldPod(text) ? contentsOf(text) : { contents: [] };
  return contents.flatMap((one) => walk(one, depth, false)).filter(({ image }) => parseReference(image));
}

function walk(value: unknown, depth: number, isApplied: boolean): ImageUse[] {
  if (depth > deepest) return [];
  if (typeof value === 'string') return inText(value, depth + 1);
  if (Array.isArray(value)) return value.flatMap((item) => walk(item, depth + 1, isApplied));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const listed = Array.isArray(inner) && (containerLists.has(key) || key === volumeList);
    return [...(listed ? inner.flatMap((item) => useOf(item, isApplied)) : []), ...walk(inner, depth + 1, isApplied)];
  });
}

/** Of every document that is not empty; or what keeps them from being read. */
function contentsOf(text: string): { readonly contents: readonly unknown[]; readonly trouble?: string } {
  try {
    const documents = parseAllDocuments(text);
    const [error] = documents.flatMap(({ errors }) => errors);
    if (error) return { contents: [], trouble: error.message.split('\n')[0]! };
    return { contents: documents.map((one) => one.toJS() as unknown).filter((one) => one !== null) };
  } catch (error) {
    // The library's own limit against aliases that multiply.
    if (error instanceof ReferenceError) return { contents: [], trouble: error.message };
    throw error;
  }
}

/** What only a Helm template has, and only where it is not yet rendered. */
const helm = /\{\{-?\s*(\.Values|\.Release|\.Chart|include\s|define\s|if\s)/;

/** All uses in their order, one image as often as it is used; or why the text cannot be read, and whether it is a template. */
export function imagesIn(text: string): ManifestImages {
  const { contents, trouble = contents.length > 0 && contents.every(isMap) ? undefined : 'it holds no Kubernetes objects' } =
    contentsOf(text);
  const uses = contents.flatMap((one) => walk(one, 0, true));
  if (helm.test(trouble === undefined ? uses.map(({ image }) => image).join() : text)) return { kind: 'template' };
  return trouble === undefined ? { kind: 'read', uses } : { kind: 'unreadable', reason: trouble };
}
