// The notation of the scenarios: one line, one or more happenings.
//
//   0:30  discover pxe arch=7        minutes:seconds from the start, what happens, its details; of slot c1/1 unless it begins with another: `c1/2 discover …`
//   → dhcp                           written by the runner: what followed (see play.ts)

import type { DhcpClient, Disk, Happening, Inventory, TransferKind } from '../../services/domain/blade/events.ts';
import { toldOfNodes } from './node-lines.ts';

export interface Line {
  readonly seconds: number;
  readonly slot: string;
  readonly verb: string;
  readonly words: readonly string[];
}

const gib = 2 ** 30;
const mac = 'd0:00:67:13:0d:00';
const address = '10.20.30.40';
const planSha256 = '0'.repeat(64);

/** The line's parts; undefined for prose, blanks and what the runner wrote itself. */
export function parseLine(text: string): Line | undefined {
  const match = /^\s*(\d+):(\d\d)\s+(?:([a-z0-9-]+\/\d+)\s+)?(\S+)\s*(.*)$/.exec(text);
  if (!match) return undefined;
  const [, minutes, seconds, slot = 'c1/1', verb = '', rest = ''] = match;
  return { seconds: 60 * Number(minutes) + Number(seconds), slot, verb, words: rest.split(/\s+/).filter(Boolean) };
}

/** `arch=7` among the words. */
const option = (words: readonly string[], name: string) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const given = <Value>(name: string, value: Value | undefined) => (value === undefined ? {} : { [name]: value });

function heard({ slot, verb, words }: Line): Happening {
  const about = { ...given('architecture', numberOf(option(words, 'arch'))), ...given('otherServer', option(words, 'other')) };
  const message = verb as 'discover' | 'request' | 'decline' | 'release' | 'inform' | 'bootp';
  return {
    type: 'dhcp-heard',
    slot,
    mac: option(words, 'mac') ?? mac,
    message,
    client: words[0] as DhcpClient,
    requested: address,
    ...about,
  };
}

const answered = ({ slot, verb, words: [client, ...reason] }: Line): Happening => ({
  type: 'dhcp-answered',
  slot,
  mac,
  message: verb as 'offer' | 'ack' | 'nak',
  client: client as DhcpClient,
  address,
  ...given('reason', reason.join(' ') || undefined),
});

/** `start kind file total`, `sent kind file bytes total`, `end kind file outcome bytes total`: a file is one transfer at a time. */
function transfer({ slot, verb, words: [kind = 'other', file = '', ...rest] }: Line): Happening {
  const about = { slot, transfer: `${kind} ${file}`, protocol: 'http', address, file, kind: kind as TransferKind } as const;
  if (verb === 'start') return { type: 'transfer-started', ...about, totalBytes: Number(rest[0]) };
  if (verb === 'sent') return { type: 'transfer-progress', ...about, sentBytes: Number(rest[0]), totalBytes: Number(rest[1]) };
  const outcome = rest[0] as 'done' | 'probe' | 'aborted' | 'timeout' | 'failed';
  return { type: 'transfer-ended', ...about, outcome, sentBytes: Number(rest[1]), totalBytes: Number(rest[2]), seconds: 1 };
}

const gets = (line: Line, [kind = 'other', file = '', bytes = '0']: readonly string[]): Happening[] => [
  transfer({ ...line, verb: 'start', words: [kind, file, bytes] }),
  transfer({ ...line, verb: 'end', words: [kind, file, 'done', bytes, bytes] }),
];

const disk = (blank: boolean, serial: string): Disk => ({
  name: 'vda',
  serial,
  wwn: '',
  model: 'QEMU',
  sizeBytes: 20 * gib,
  transport: 'virtio',
  removable: false,
  readOnly: false,
  blank,
  contents: blank ? '' : 'gpt; ext4 DATA',
});

const inventory = ([bootId = '', contents = 'blank', ...words]: readonly string[]): Inventory => ({
  serial: 'S1',
  uuid: '00000000-0000-0000-0000-000000000001',
  product: 'blade',
  memoryBytes: Number(option(words, 'memory') ?? 4) * gib,
  bootId,
  nics: [{ name: 'eth0', mac, up: true, address }],
  disks: contents === 'diskless' ? [] : [disk(contents === 'blank', option(words, 'serial') ?? 'D1')],
});

const progress = ([step, percent, bytes]: readonly string[]) => ({
  step: step as 'fetching' | 'writing',
  percent: Number(percent),
  bytes: Number(bytes),
});

type Words = readonly string[];
const told: Record<string, (slot: string, words: Words) => Happening> = {
  ...toldOfNodes,
  silent: (slot, words) => ({ type: 'dhcp-silent', slot, mac, reason: words.join(' ') }),
  conflict: (slot, [holder]) => ({ type: 'address-conflict', slot, address, ...given('holder', holder) }) as Happening,
  sighting: (_, [other = '']) => ({ type: 'sighting', mac: other, client: 'pxe' }),
  refused: (slot, [file = '', ...reason]) => ({ type: 'request-refused', slot, protocol: 'http', address, file, reason: reason.join(' ') }),
  hello: (slot, [bootId = '']) => ({ type: 'agent-started', slot, bootId, clockOffsetSeconds: 0 }),
  inventory: (slot, words) => ({ type: 'inventory', slot, inventory: inventory(words) }),
  progress: (slot, words) => ({ type: 'install-progress', slot, ...progress(words) }),
  done: (slot, [bootId = '']) => ({ type: 'install-done', slot, bootId }),
  failed: (slot, [bootId = '', ...reason]) => ({ type: 'install-failed', slot, bootId, reason: reason.join(' ') }),
  rebooting: (slot, [bootId = '']) => ({ type: 'rebooting', slot, bootId }),
  booted: (slot, [bootId = '']) => ({ type: 'booted', slot, bootId, address, hostname: 'blade', machineId: 'm1' }),
  arm: (_, [arming = '1', ...slots]) => ({ type: 'armed', slots: slots.length > 0 ? slots : ['c1/1'], arming: Number(arming) }),
  disarm: (slot, slots) => ({ type: 'disarmed', slots: slots.length > 0 ? slots : [slot] }),
  consent: (slot, [arming = '1']) => ({ type: 'consent-recorded', slot, arming: Number(arming), by: 'technician' }),
  exclude: (slot, words) => ({ type: 'excluded', slot, reason: words.join(' ') }),
  pause: () => ({ type: 'run-paused', by: 'technician' }),
  resume: () => ({ type: 'run-resumed', by: 'technician' }),
  opened: () => ({ type: 'run-opened', plan: 'three-nodes', planSha256, bundle: 'lab' }),
  restarted: () => ({ type: 'appliance-started' }),
};

const dhcpVerbs = ['discover', 'request', 'decline', 'release', 'inform', 'bootp'];

/** What happened, in order. `boots` is a DHCP exchange that succeeds, `gets` a file that arrives whole. */
export function happenings(line: Line): Happening[] {
  const { verb, words, slot } = line;
  if (dhcpVerbs.includes(verb)) return [heard(line)];
  if (['offer', 'ack', 'nak'].includes(verb)) return [answered(line)];
  if (['start', 'sent', 'end'].includes(verb)) return [transfer(line)];
  if (verb === 'gets') return gets(line, words);
  if (verb === 'boots')
    return [
      heard({ ...line, verb: 'discover' }),
      answered({ ...line, verb: 'offer' }),
      heard({ ...line, verb: 'request' }),
      answered({ ...line, verb: 'ack' }),
    ];
  const tell = told[verb];
  if (!tell) throw new Error(`a scenario has no word ${verb}`);
  return [tell(slot, words)];
}
