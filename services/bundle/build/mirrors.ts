// Where a file is really asked for: at its origin, at a mirror that stands for it, or in a directory laid out as the origins are.

/** An origin, or a path below it, and what is asked instead: `https://dl.k8s.io` → `https://mirror.example.org/k8s`. */
export type Mirrors = Readonly<Record<string, string>>;

export interface Places {
  /**
   * Stand for every origin, one after the other, and nothing else is asked then: below each lies `<host>/<path>`, as in
   * `dl.k8s.io/release/v1.37.1/bin/linux/amd64/kubeadm`. Addresses without a slash at their end.
   */
  readonly from: readonly string[];
  readonly mirrors: Mirrors;
}

const below = (url: string, prefix: string): boolean => url === prefix || url.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

/** By the longest prefix that fits. */
function mirrored(url: string, mirrors: Mirrors): string {
  const [prefix] = Object.keys(mirrors)
    .filter((one) => below(url, one))
    .toSorted((one, other) => other.length - one.length);
  return prefix === undefined ? url : `${mirrors[prefix]!.replace(/\/+$/, '')}/${url.slice(prefix.length).replace(/^\/+/, '')}`;
}

/** A directory knows no questions. */
function inPlace(place: string, { host, pathname, search }: URL): string {
  const path = `${place}/${host}${pathname}`;
  return place.startsWith('file:') ? path : `${path}${search}`;
}

/** Where to ask for `url`, one after the other while it is not there. A file on this disk is always itself. */
export function placesOf(url: string, { from, mirrors }: Places): readonly [string, ...string[]] {
  if (url.startsWith('file:')) return [url];
  const places = from.map((place) => inPlace(place, new URL(url)));
  return places.length > 0 ? (places as [string, ...string[]]) : [mirrored(url, mirrors)];
}
