// Runs chosen boot services on a boot table given as a file, in a process of their own, as benches and interop tests need them:
//
//   node test/bench/serve-table.ts TABLE.json http,tftp [--ports '{"http":8080}'] [--device veth0] [--events]
//
// Prints `ready` when all of them answer and, with --events, every event and problem as one line of JSON. Ends on SIGTERM or SIGINT.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dhcpPart } from '../../services/boot/dhcp/index.ts';
import { httpPart } from '../../services/boot/http/index.ts';
import { ntpPart } from '../../services/boot/ntp/index.ts';
import { routerAdvertisementPart } from '../../services/boot/router-advertisement/index.ts';
import { tftpPart } from '../../services/boot/tftp/index.ts';
import { type AnswerHome, type Ports, standardPorts, type Wiring } from '../../services/boot/wiring.ts';
import type { WireEvent } from '../../services/domain/blade/events.ts';
import { type BootTable, indexTable } from '../../services/domain/boot-table.ts';
import type { Problem } from '../../services/domain/problem.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { type Part, together } from '../../services/platform/part.ts';

interface Link {
  readonly address: string;
  readonly ports: Ports;
  readonly device?: string;
}

const parts: Readonly<Record<string, (wiring: Wiring, link: Link) => Part>> = {
  dhcp: dhcpPart,
  tftp: tftpPart,
  ntp: ntpPart,
  ra: (wiring, link) => routerAdvertisementPart(wiring, { ...link, onProblem: tell }),
  http: (wiring, link) => httpPart({ ...wiring, answerHome: agrees }, link),
};

/** Every call home is taken, and nothing is said. */
const agrees: AnswerHome = async () => ({ kind: 'done', text: '' });

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { ports: { type: 'string', default: '{}' }, device: { type: 'string' }, events: { type: 'boolean', default: false } },
});
const [file = '', names = ''] = positionals;
const table = indexTable(JSON.parse(readFileSync(file, 'utf8')) as BootTable);
const tell = (what: WireEvent | Problem) => {
  if (values.events) console.log(JSON.stringify(what));
};
const wiring: Wiring = { table: () => table, emit: tell, clock: systemClock };
const link: Link = {
  address: table.server.address,
  ports: { ...standardPorts, ...(JSON.parse(values.ports) as Partial<Ports>) },
  ...(values.device ? { device: values.device } : {}),
};

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
const chosen = names.split(',').map((name) => {
  const make = parts[name];
  if (!make) throw new Error(`no part ${name}; there are ${Object.keys(parts).join(', ')}`);
  return make(wiring, link);
});
await together('services', chosen).run(stop.signal, () => console.log('ready'));
