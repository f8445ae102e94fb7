// The boot menu as iPXE scripts, for machines that are not planned: the menu itself, a confirmation for each entry, and what is said afterwards.
//
// Nothing here installs anything. A choice is told to the laptop as a wish; consent stays with arming a slot and with what is said there of its disk.
// Every way out is the local disk. Commands are those that stock builds for BIOS and UEFI have (no `param`): ipxe.org/cmd.

import type { TableMenu } from '../../domain/boot-table.ts';
import { menuEntries } from '../../domain/menu.ts';
import { bootsDisk } from '../ipxe/local.ts';

/** Until the local disk is booted: long enough to walk up to the screen's keyboard, short for whoever just switched the machine on. */
export const menuSeconds = 15;
/** For saying yes; then the answer was no. */
const confirmSeconds = 20;
/** For reading why something failed. */
const readingSeconds = 10;
const milliseconds = (seconds: number) => seconds * 1000;

/** The NIC that was booted from, and the machine's architecture as far as a loader knows it. */
const whoAsks = 'mac=${netX/mac:hexhyp}&arch=${buildarch}';

/** Where the scripts of the menu are served. */
const menuUrl = (httpBase: string, name: string): string => `${httpBase}/menu/${name}`;
export const menuScriptUrl = (httpBase: string): string => menuUrl(httpBase, 'menu.ipxe');
/** The script of an entry: it asks whether it is meant. Its name without `.ipxe` is what the laptop is then told by. */
export const scriptName = (entry: string): string => `${entry}.ipxe`;
export const entryUrl = (httpBase: string, entry: string): string => menuUrl(httpBase, scriptName(entry));

/** Each within the 80 columns of a text screen. */
const nothingInstalled = [
  'Nothing is installed from here. That takes a slot in the plan,',
  'and consent on the laptop to what becomes of the disk.',
];
const each = (command: string, lines: readonly string[]): string => lines.map((line) => `${command} ${line}\n`).join('');

const items = menuEntries.map(({ name, title }) => `item ${name} ${title.en}\n`).join('');

/** The menu; the local disk unless somebody chooses within its time, or when Escape is pressed. */
export const menuScript = (httpBase: string): string => `#!ipxe
menu Rackstrap: this machine is not in the plan
${each('item --gap', nothingInstalled)}item --key l local Boot the local disk
item --gap Tell the laptop what this machine is to be:
${items}choose --default local --timeout ${milliseconds(menuSeconds)} chosen || goto local
iseq \${chosen} local && goto local ||
chain --replace ${entryUrl(httpBase, '${chosen}')} || echo The laptop does not answer.
sleep ${readingSeconds} ||
:local
echo Rackstrap: this machine boots its own disk.
${bootsDisk}`;

/** Asks whether this is meant, and tells the laptop. It takes an address again first: only whoever has one on lease is listened to. */
export const entryScript = (httpBase: string, { name, title }: (typeof menuEntries)[number]): string => `#!ipxe
echo Rackstrap: you chose ${name}.
echo ${title.en}.
${each('echo', nothingInstalled)}prompt --key y --timeout ${milliseconds(confirmSeconds)} Press y within ${confirmSeconds} seconds to tell the laptop; it is no otherwise. || goto menu
dhcp netX || goto silent
chain --replace ${menuUrl(httpBase, name)}?${whoAsks} ||
:silent
echo The laptop could not be told. Check the cable, and that it is serving.
sleep ${readingSeconds} ||
:menu
chain --replace ${menuScriptUrl(httpBase)} || goto local
:local
${bootsDisk}`;

/** Milliseconds between questions, the last one for ever: somebody is walking to the laptop. A ladder of labels, as iPXE cannot multiply. */
const pauses = [2, 5, 10, 20, 30].map(milliseconds);
const ladder = pauses.map((pause, index) => `:after-${pause}\nset wait ${pauses[index + 1] ?? pause}\ngoto ask\n`).join('');

const toDisk = 'prompt --key d --timeout ${wait} Press d to boot the local disk instead. && goto local ||\n';

/** Says `what`, and asks again until there is something else to say; a key boots the disk. The pause outlives the script. */
const waitScript = (httpBase: string, what: readonly string[]): string => `isset \${wait} || set wait ${pauses[0]}
:again
${each('echo', what)}${toDisk}goto after-\${wait}
${ladder}:ask
chain --replace ${menuUrl(httpBase, 'wait')}?${whoAsks} || goto again
:local
${bootsDisk}`;

/** What a machine is told that has chosen and waits, by what has become of it since. The lines before set `rs-slot` and `rs-script`. */
export const waitingScripts = (httpBase: string): TableMenu['waiting'] => ({
  unplanned: waitScript(httpBase, [
    'Rackstrap: the laptop knows of this machine, ${netX/mac}.',
    'Nothing is installed yet. On the laptop, put it into a slot of the plan,',
    'start the services again, and arm that slot. This screen goes on by itself.',
  ]),
  notArmed: waitScript(httpBase, [
    'Rackstrap: this machine, ${netX/mac}, is slot ${rs-slot} now.',
    'It is not armed. Arm it on the laptop; this screen then goes on by itself.',
  ]),
  armed: `set wait ${pauses[0]}
:ask
echo Rackstrap: this machine is slot \${rs-slot} now, and armed.
dhcp netX || goto later
chain --replace \${rs-script} ||
:later
echo Rackstrap: the laptop does not answer. Trying again.
${toDisk}goto after-\${wait}
${ladder}:local
${bootsDisk}`,
});
