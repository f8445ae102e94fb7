// Who was heard on the wire: machines that are in no plan, and DHCP servers that are not this laptop.

import type { SightingView, SiteView } from '../../contract/index.ts';
import type { Happening } from '../../domain/blade/events.ts';

/** Of both the one unheard longest is forgotten: somebody plugged the laptop into an office. */
const mostSightings = 1000;
const mostServers = 32;

export interface WireWatch {
  /** True when there is something new in it. */
  heard(happening: Happening, at: number): boolean;
  /** The one heard last at the end. */
  sightings(): SightingView[];
  servers(): SiteView['servers'];
}

/** Puts it at the end, and the first out where there are too many. */
function keep<Value>(known: Map<string, Value>, key: string, value: Value, most: number): void {
  known.delete(key);
  known.set(key, value);
  if (known.size > most) known.delete(known.keys().next().value!);
}

export function wireWatch(): WireWatch {
  const sightings = new Map<string, SightingView>();
  const servers = new Map<string, number>();
  return {
    heard(happening, at) {
      const otherServer = 'otherServer' in happening ? happening.otherServer : undefined;
      if (otherServer !== undefined) keep(servers, otherServer, at, mostServers);
      if (happening.type === 'sighting') {
        const { mac, client, vendorClass } = happening;
        const before = sightings.get(mac);
        const [first, times] = [before?.first ?? at, (before?.times ?? 0) + 1];
        const told = { ...(vendorClass === undefined ? {} : { vendorClass }), ...(before?.wish ? { wish: before.wish } : {}) };
        keep(sightings, mac, { mac, client, ...told, first, last: at, times }, mostSightings);
      }
      if (happening.type === 'menu-chosen') {
        const { mac, type: _, slot: __, ...wish } = happening;
        const before = sightings.get(mac) ?? { client: 'ipxe', first: at, times: 0 };
        keep(sightings, mac, { ...before, mac, last: at, wish }, mostSightings);
      }
      return otherServer !== undefined || happening.type === 'sighting' || happening.type === 'menu-chosen';
    },
    sightings: () => [...sightings.values()],
    servers: () => [...servers].map(([address, at]) => ({ address, at })),
  };
}
