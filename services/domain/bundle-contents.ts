// What a bundle holds, summed up for people: by what parts are, and by their licences.

import { type Part, type PartKind, partKinds } from './bundle.ts';

export interface KindOfPart<Of> {
  readonly kind: PartKind;
  readonly bytes: number;
  /** `amd64`, `arm64`, `i386`; `any` for all. */
  readonly machines: readonly string[];
  readonly parts: readonly Of[];
}

/** In the order a blade needs them; kinds that are not there are left out. */
export function partsByKind<Of extends Pick<Part, 'kind' | 'arch' | 'size'>>(parts: readonly Of[]): KindOfPart<Of>[] {
  return partKinds.flatMap((kind) => {
    const own = parts.filter((part) => part.kind === kind);
    const machines = [...new Set(own.map(({ arch }) => arch))].toSorted();
    return own.length > 0 ? [{ kind, bytes: bytesOf(own), machines, parts: own }] : [];
  });
}

export const bytesOf = (parts: readonly Pick<Part, 'size'>[]): number => parts.reduce((sum, { size }) => sum + size, 0);

export interface LicenceOfParts<Of> {
  /** As it is written in the manifest; undefined where none is told. */
  readonly licence: string | undefined;
  readonly parts: readonly Of[];
}

/** Those of most parts first; parts whose licence nobody told come last. */
export function partsByLicence<Of extends Pick<Part, 'licence'>>(parts: readonly Of[]): LicenceOfParts<Of>[] {
  const groups = [...Map.groupBy(parts, ({ licence }) => licence)].map(([licence, own]) => ({ licence, parts: own }));
  const rank = ({ licence, parts: own }: LicenceOfParts<Of>) => (licence === undefined ? 0 : own.length);
  return groups.toSorted((one, other) => rank(other) - rank(one) || (one.licence ?? '').localeCompare(other.licence ?? '', 'en'));
}

/** What comes behind this prefix in the needs that parts are for, each once, by name: `addon` → `metrics-server`. */
export function carriedFor(parts: readonly Pick<Part, 'satisfies'>[], prefix: 'cni' | 'addon'): string[] {
  const needs = parts.flatMap(({ satisfies = [] }) => satisfies);
  return [...new Set(needs.filter((need) => need.startsWith(`${prefix}/`)).map((need) => need.slice(prefix.length + 1)))].toSorted();
}
