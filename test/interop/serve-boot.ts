// Runs the TFTP, NTP and router advertisement parts, for tests that put them into a namespace or a process of their own:
// `node serve-boot.ts '{"table":…,"address":…}'`. Prints `ready`, then an event per line.

import { ntpPart } from '../../services/boot/ntp/index.ts';
import { routerAdvertisementPart } from '../../services/boot/router-advertisement/index.ts';
import { tftpPart } from '../../services/boot/tftp/index.ts';
import { type Ports, standardPorts } from '../../services/boot/wiring.ts';
import { type BootTable, indexTable } from '../../services/domain/boot-table.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { together } from '../../services/platform/part.ts';

export interface ServeBoot {
  readonly table: BootTable;
  readonly address: string;
  readonly device?: string;
  readonly ports?: Partial<Ports>;
  /** No line per event: for measuring. */
  readonly quiet?: boolean;
}

if (import.meta.main) {
  const { table, address, device, ports, quiet }: ServeBoot = JSON.parse(process.argv[2] ?? '{}');
  const indexed = indexTable(table);
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const emit = quiet ? () => {} : (event: object) => console.log(JSON.stringify(event));
  const wiring = { table: () => indexed, emit, clock: systemClock };
  const options = { address, ports: { ...standardPorts, ...ports }, ...(device === undefined ? {} : { device }) };
  const advertising = { ...options, onProblem: emit };
  const parts = [tftpPart(wiring, options), ntpPart(wiring, options), routerAdvertisementPart(wiring, advertising)];
  await together('boot services', parts).run(stop.signal, () => console.log('ready'));
}
