// The parts of a bundle, counted by what they are and for which machines.

import type { BundleListed } from '../../../../services/contract/index.ts';
import type { Part } from '../../../../services/domain/bundle.ts';

export const kinds = ['loader', 'kernel', 'initrd', 'image', 'other'] as const satisfies readonly Part['kind'][];

export interface KindOfPart {
  readonly kind: Part['kind'];
  readonly count: number;
  /** `amd64`, `arm64`; `any` for all. */
  readonly machines: readonly string[];
}

/** In the order a blade needs them; kinds that are not there are left out. */
export function partsByKind(parts: BundleListed['parts']): KindOfPart[] {
  return kinds.flatMap((kind) => {
    const own = parts.filter((part) => part.kind === kind);
    const machines = [...new Set(own.map(({ arch }) => arch))].toSorted();
    return own.length > 0 ? [{ kind, count: own.length, machines }] : [];
  });
}
