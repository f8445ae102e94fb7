// Listening on an adapter without answering anybody: the DHCP service with an empty table, for which everybody is a stranger.

import { dhcpPart } from '../../boot/dhcp/index.ts';
import { type Ports, standardPorts } from '../../boot/wiring.ts';
import type { AdapterView } from '../../contract/index.ts';
import type { WireEvent } from '../../domain/blade/events.ts';
import { type IndexedTable, indexTable } from '../../domain/boot-table.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Part } from '../../platform/part.ts';

export interface ListeningOptions {
  readonly adapter: AdapterView;
  readonly ports?: Partial<Ports>;
  /** Where a wire that exists in this program only takes broadcasts. */
  readonly broadcastAddress?: string;
  readonly emit: (event: WireEvent) => void;
  readonly clock: Clock;
}

/** Nobody's address: an adapter needs none to listen on. */
const noAddress = { address: '0.0.0.0', prefixLength: 0 };

/** No blade and no pool: nothing that it could answer with. */
const emptyTable = ({ addresses: [own = noAddress] }: AdapterView): IndexedTable =>
  indexTable({
    revision: 0,
    server: { ...own, hostname: '' },
    httpBase: '',
    dhcp: { mode: 'full', leaseSeconds: 0, dns: [], relayed: [], routerAdvertisement: false },
    blades: [],
    files: {},
  });

/** Rejects with a Refusal when a port cannot be had. */
export function listeningPart({ adapter, ports, broadcastAddress, emit, clock }: ListeningOptions): Part {
  const table = emptyTable(adapter);
  return dhcpPart(
    { table: () => table, emit, clock },
    {
      ports: { ...standardPorts, ...ports },
      address: table.server.address,
      ...(adapter.virtual ? {} : { device: adapter.name }),
      ...(broadcastAddress === undefined ? {} : { broadcastAddress }),
    },
  );
}
