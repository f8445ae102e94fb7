// `npm run bench`: our services beside their peers, same machine, same run; one table of ratios, a miss marked as a miss.
//
//   npm run bench -- [--json] [dhcp] [tftp] [http] [mixed]

import { parseArgs } from 'node:util';
import { ensurePackages } from '../setup/setup.ts';
import { lacks } from '../setup/skipped.ts';
import { dhcpBench } from './dhcp.ts';
import { type Bench, type Figure, isMet, ratioOf } from './figure.ts';
import { httpBench } from './http.ts';
import { mixedBench } from './mixed.ts';
import { goAhead } from './priority.ts';
import { tableText } from './table.ts';

const benches: Readonly<Record<string, Bench>> = { dhcp: dhcpBench, http: httpBench, mixed: mixedBench };

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
const chosen = positionals.length > 0 ? positionals : Object.keys(benches);

async function measure(name: string): Promise<Figure[]> {
  const bench = benches[name];
  if (!bench) throw new Error(`there is no bench ${name}; there are ${Object.keys(benches).join(', ')}`);
  console.error(`measuring ${name} …`);
  return bench();
}

ensurePackages('bench');
const missing = lacks('ip', 'taskset', 'chrt', 'curl', 'nginx', 'dnsmasq', 'dhcpd', 'perfdhcp', 'nft');
if (missing) {
  console.error(`nothing is measured: ${missing}`);
  process.exit(1);
}

const figures: Figure[] = [];
const stepBack = goAhead();
try {
  for (const name of chosen) figures.push(...(await measure(name)));
} finally {
  stepBack();
}
const told = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) }));
console.log(values.json ? JSON.stringify(told, undefined, 2) : tableText(figures));
const missed = told.filter(({ met }) => met === false).length;
if (!values.json) console.log(missed === 0 ? '\nEvery target is met.' : `\n${missed} of the targets missed.`);
process.exit(missed === 0 ? 0 : 1);
