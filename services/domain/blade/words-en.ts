// Each event in English, in a technician's words.

import { menuEntry } from '../menu.ts';
import { inWords } from '../problem.ts';
import { bytesInWords, type EventWords } from './event-words.ts';
import type { DhcpClient, TransferKind } from './events.ts';
import type { EventOf } from './outcome.ts';

const clients: Record<DhcpClient, string> = {
  pxe: 'its firmware (PXE)',
  'http-boot': 'its firmware (HTTP boot)',
  ipxe: 'iPXE',
  os: 'an operating system',
  bootp: 'a BOOTP client',
};

/** Client architectures as people call them (option 93, IANA). */
const architectures: Record<number, string> = {
  0: 'BIOS',
  6: '32-bit UEFI',
  7: 'UEFI',
  9: 'UEFI',
  10: '32-bit ARM UEFI',
  11: 'ARM UEFI',
  15: '32-bit UEFI by HTTP',
  16: 'UEFI by HTTP',
  17: 'UEFI by HTTP',
  18: '32-bit ARM UEFI by HTTP',
  19: 'ARM UEFI by HTTP',
  20: 'BIOS by HTTP',
};

const files: Record<TransferKind, string> = {
  loader: 'the loader',
  script: 'its script',
  menu: 'its boot menu',
  kernel: 'the kernel',
  initrd: 'the live system',
  config: 'the config of its live system',
  image: 'the image',
  document: 'a document',
  other: 'a file',
};

const machine = (architecture: number | undefined) =>
  architecture === undefined ? '' : `, ${architectures[architecture] ?? `architecture ${architecture}`}`;

function heard({ message, client, architecture, mac, requested, otherServer }: EventOf<'dhcp-heard'>): string {
  const who = clients[client];
  if (message === 'discover') return `${who} asks for an address (${mac}${machine(architecture)})`;
  if (message === 'request')
    return otherServer
      ? `${who} takes the address of another server, ${otherServer}`
      : `${who} takes the address ${requested ?? 'offered'}`;
  if (message === 'decline') return `${who} declines ${requested ?? 'the address'}: another machine has it`;
  if (message === 'release') return `${who} gives its address back`;
  return message === 'inform' ? `${who} asks for settings only` : `${who} asks by BOOTP (${mac})`;
}

function answered({ message, address, bootFile, reason }: EventOf<'dhcp-answered'>): string {
  if (message === 'nak') return `refused${reason ? `: ${reason}` : ''}`;
  const boot = bootFile ? `, to boot ${bootFile}` : '';
  return `${message === 'offer' ? 'offered' : 'given'} ${address ?? 'no address'}${boot}`;
}

const endings: Record<EventOf<'transfer-ended'>['outcome'], string> = {
  done: 'has',
  probe: 'asked for the size of',
  aborted: 'stopped fetching',
  timeout: 'no longer answers while fetching',
  failed: 'could not be sent',
};

function ended({ outcome, kind, file, sentBytes, seconds, reason }: EventOf<'transfer-ended'>): string {
  const what = `${endings[outcome]} ${files[kind]} ${file}`;
  if (outcome === 'done') return `${what}: ${bytesInWords(sentBytes)} in ${seconds.toFixed(1)} s`;
  return reason ? `${what}: ${reason}` : what;
}

const list = (slots: readonly string[]) => slots.join(', ');

export const english: EventWords = {
  'dhcp-heard': heard,
  'dhcp-answered': answered,
  sighting: ({ mac, client, architecture, otherServer }) =>
    otherServer
      ? `${mac} is not in the plan; ${clients[client]} on it takes the address of another server, ${otherServer}`
      : `${mac} is not in the plan; ${clients[client]} on it asks for an address${machine(architecture)}`,
  'menu-chosen': ({ mac, entry, arch }) =>
    `somebody at ${mac} chose ${entry} in its boot menu: ${menuEntry(entry)!.title.en}${arch ? ` (${arch})` : ''}`,
  'dhcp-silent': ({ mac, reason }) => `${mac} is not answered: ${reason}`,
  'address-conflict': ({ address, holder }) => `${address} is already used by ${holder ?? 'another machine'}`,
  'transfer-started': ({ kind, file, protocol, totalBytes }) =>
    `asks for ${files[kind]} ${file} by ${protocol.toUpperCase()} (${bytesInWords(totalBytes)})`,
  'transfer-progress': ({ kind, sentBytes, totalBytes }) =>
    `has ${bytesInWords(sentBytes)} of ${bytesInWords(totalBytes)} of ${files[kind]}`,
  'transfer-ended': ended,
  'request-refused': ({ file, reason }) => `asked for ${file} and was refused: ${reason}`,
  'time-asked': ({ address }) => `${address} asks for the time`,
  'agent-started': ({ clockOffsetSeconds }) =>
    clockOffsetSeconds === 0
      ? 'its agent runs; its clock is right'
      : `its agent runs; its clock was ${Math.abs(clockOffsetSeconds)} s ${clockOffsetSeconds > 0 ? 'ahead' : 'behind'}`,
  inventory: ({ inventory: { product, serial, memoryBytes, disks } }) =>
    `is ${product || 'a machine'}, serial ${serial || 'unknown'}, ${bytesInWords(memoryBytes)} of memory, disks: ${
      disks
        .map(({ name, sizeBytes, blank, contents }) => `${name} ${bytesInWords(sizeBytes)} (${blank ? 'blank' : contents})`)
        .join(', ') || 'none'
    }`,
  'install-permitted': ({ disk, diskSerial, wiped }) =>
    `may write disk ${disk}${diskSerial ? ` (serial ${diskSerial})` : ''} once; it loses ${wiped}`,
  'install-held': ({ problem }) => `waits: ${problem.what} ${problem.todo}`,
  'install-progress': ({ step, percent, bytes }) =>
    `${step === 'writing' ? 'has written' : 'has fetched'} ${percent} % (${bytesInWords(bytes)})`,
  'install-done': () => 'has written its disk',
  'install-failed': ({ reason }) => `could not install: ${reason}`,
  'agent-log': ({ text }) => `says: ${text}`,
  'node-step': ({ step, done, of, error }) => {
    const what = step === 'images' ? 'container images' : 'archives of network plugins';
    return error ? `has ${done} of ${of} ${what} and cannot go on: ${error}` : `has ${done} of ${of} ${what} in place`;
  },
  rebooting: () => 'restarts',
  booted: ({ hostname, address }) => `is up from its own disk as ${hostname} at ${address}`,
  'run-opened': ({ plan, bundle }) => `the run of plan ${plan} with bundle ${bundle} begins`,
  'bundle-trusted': ({ words, comment }) => `the bundle is signed by a trusted key: ${comment ? `${comment}, ` : ''}${words}`,
  'bundle-accepted': ({ trust, words, how, manifestSha256 }) =>
    `the bundle is accepted ${how === 'console' ? 'on the console' : 'on the command line'} although ${
      trust === 'unsigned' ? 'nobody signed it' : `it is signed by an unknown key, ${words.join(' / ')}`
    } (its manifest has SHA-256 ${manifestSha256})`,
  armed: ({ slots, arming }) => `armed (${arming}): ${list(slots)}`,
  disarmed: ({ slots }) => `disarmed: ${list(slots)}`,
  'consent-recorded': ({ by }) => `what is on its disk may be wiped, says ${by}`,
  excluded: ({ reason }) => `left out: ${reason}`,
  'run-paused': ({ by }) => `paused by ${by}; no new disk is written`,
  'run-resumed': ({ by }) => `resumed by ${by}`,
  'appliance-started': () => 'Rackstrap started',
  'appliance-stopped': ({ problem }) => (problem ? `Rackstrap stopped: ${inWords(problem)}` : 'Rackstrap stopped'),
  tick: () => 'time passes',
  diagnosed: ({ problem }) => `${problem.what} ${problem.todo}`,
  'diagnosis-cleared': () => 'goes on; the trouble is over',
};
