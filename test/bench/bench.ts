// `npm run bench`: our services beside their peers and the console's page under load, same machine, same run; one table, a miss marked as a miss.
//
//   npm run bench -- [--json] [--minutes 10] [dhcp] [tftp] [http] [mixed] [bundle] [console]
//
// `--minutes` is how long the console is looked at: its memory is judged over ten.

import { parseArgs } from 'node:util';
import { ensurePackages } from '../setup/setup.ts';
import { lacks } from '../setup/skipped.ts';
import { bundleBench } from './bundle.ts';
import { consoleBench } from './console.ts';
import { dhcpBench } from './dhcp.ts';
import { type Bench, type Figure, isMet, ratioOf } from './figure.ts';
import { httpBench } from './http.ts';
import { mixedBench } from './mixed.ts';
import { goAhead } from './priority.ts';
import { tableText } from './table.ts';
import { tftpBench } from './tftp.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, minutes: { type: 'string', default: '10' } },
});
const benches: Readonly<Record<string, Bench>> = {
  dhcp: dhcpBench,
  tftp: tftpBench,
  http: httpBench,
  mixed: mixedBench,
  bundle: bundleBench,
  console: consoleBench(Number(values.minutes)),
};
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

if (!(Number(values.minutes) > 0)) {
  console.error('--minutes is a number above 0');
  process.exit(2);
}
const unknown = chosen.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

ensurePackages('bench');
const missing = lacks('ip', 'taskset', 'chrt', 'curl', 'nginx', 'dnsmasq', 'dhcpd', 'perfdhcp', 'nft', 'chromium');
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
