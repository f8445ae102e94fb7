// The cluster of the open run, as the page's steps look at it.

import { useMemo } from 'react';
import { useRack } from '../../stores/index.ts';
import type { Seen } from './steps.ts';

/** Undefined while no run is open, or where the plan of the open one has no Kubernetes. */
export function useSeen(): Seen | undefined {
  const cluster = useRack(({ run }) => run?.cluster);
  const wanted = useRack(({ run }) => run?.wanted);
  const blades = useRack((rack) => rack.blades);
  return useMemo(() => (cluster && wanted ? { cluster, wanted, blades: Object.values(blades) } : undefined), [cluster, wanted, blades]);
}
