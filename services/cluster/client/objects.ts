// Where objects lie in the API: the path of a kind, as the API itself tells it, and lists that come in pages.

import type { ClusterObject } from '../api.ts';

/** `/api/v1`, `/apis/apps/v1`. */
export const groupPath = (apiVersion: string): string => (apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);

/** What a group tells of its kinds (kubernetes.io, "API discovery"); `pods/status` and its like are no kinds of their own. */
export interface GroupKinds {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** Undefined when the group has no such kind. */
export function objectPath({ apiVersion, kind, metadata }: ClusterObject, { resources }: GroupKinds): string | undefined {
  const found = resources.find((one) => one.kind === kind && !one.name.includes('/'));
  if (!found) return undefined;
  const place = found.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
  return `${groupPath(apiVersion)}${place}/${found.name}/${encodeURIComponent(metadata.name)}`;
}

export const withQuery = (path: string, query: Readonly<Record<string, string>>): string =>
  `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly metadata: { readonly resourceVersion?: string; readonly continue?: string };
}
