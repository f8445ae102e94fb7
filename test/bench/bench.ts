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
import { tftpBench } from './tftp.ts';

const benches: Readonly<Record<string, Bench>> = { dhcp: dhcpBench, tftp: tftpBench, http: httpBench, mixed: mixedBench };

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
const chosen = positionals.length > 0 ? positionals : Object.keys(benches);

/** A bench that breaks down leaves the others theirs, and is a miss. */
async function measure(name: string): Promise<Figure[]> {
  console.error(`measuring ${name} …`);
  try {
    return await benches[name]!();
  } catch (reason) {
    console.error(reason);
    return [{ what: `${name} could not be measured`, unit: '', ours: Number.NaN, target: { of: 'value', atLeast: 0 } }];
  }
}

const unknown = chosen.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
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
