// Runs the DHCP part alone, for tests that put it into a namespace: `node serve-dhcp.ts '{"table":…,"options":…}'`. Prints an event per line.

import { type DhcpOptions, dhcpPart } from '../../services/boot/dhcp/index.ts';
import { standardPorts } from '../../services/boot/wiring.ts';
import { type BootTable, indexTable } from '../../services/domain/boot-table.ts';
import { systemClock } from '../../services/platform/clock.ts';

export interface ServeDhcp {
  readonly table: BootTable;
  readonly options: Omit<DhcpOptions, 'ports' | 'memory'>;
  /** No line per event: for measuring. */
  readonly quiet?: boolean;
}

if (import.meta.main) {
  const { table, options, quiet }: ServeDhcp = JSON.parse(process.argv[2] ?? '{}');
  const indexed = indexTable(table);
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const emit = quiet ? () => {} : (event: object) => console.log(JSON.stringify(event));
  const part = dhcpPart({ table: () => indexed, emit, clock: systemClock }, { ...options, ports: standardPorts });
  await part.run(stop.signal, () => console.log('ready'));
}
