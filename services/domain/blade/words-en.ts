// Each event in English, in a technician's words.

import { checkTitle } from '../cluster/checks.ts';
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
  secrets: 'the config of its installed system, with its secrets,',
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
  'cluster-step': ({ verb, step, attempt, detail }) =>
    ({
      waiting: `waits before kubeadm ${verb}${detail ? `: ${detail}` : ''}`,
      running: `runs kubeadm ${verb}${attempt > 1 ? `, attempt ${attempt}` : ''}${detail ? `: ${detail}` : ''}`,
      failed: `kubeadm ${verb} failed and is tried again${detail ? `: ${detail}` : ''}`,
      done: verb === 'init' ? 'has begun the cluster' : 'has joined the cluster',
    })[step],
  'cluster-secrets-made': () => 'the keys of the cluster are made and locked away on this laptop',
  'cluster-answered': ({ server, version }) => `the API of the cluster answers at ${server} (${version})`,
  'cluster-silent': ({ reason }) => `the API of the cluster does not answer: ${reason}`,
  'node-seen': ({ ready, reason, version, address }) =>
    `is a node at ${address} (${version}), ${ready ? 'ready' : `not ready${reason ? `: ${reason}` : ''}`}`,
  'node-lost': () => 'is no node any more',
  'etcd-seen': ({ members }) =>
    `etcd: ${members.map(({ name, healthy, voter }) => `${name} ${healthy ? 'healthy' : 'not healthy'}${voter ? '' : ', no voice yet'}`).join('; ')}`,
  'certificates-seen': ({ certificates }) =>
    `the first certificate ends on ${new Date(Math.min(...certificates.map(({ expires }) => expires))).toISOString().slice(0, 10)}`,
  'token-renewed': ({ until }) => `the token that lets nodes in is good until ${new Date(until).toISOString()}`,
  'addon-step': ({ addon, step, error }) =>
    ({ applied: `add-on ${addon} is put in`, ready: `add-on ${addon} is ready`, failed: `add-on ${addon} is not ready yet` })[step] +
    (error ? `: ${error}` : ''),
  'acceptance-started': ({ by, occasion }) => `the acceptance test begins${occasion === 'asked' ? `, asked for by ${by}` : ''}`,
  'check-started': ({ check }) => `check begins: ${checkTitle(check, 'en')}`,
  'check-ended': ({ check, result, seconds, problems }) =>
    `check ${result}: ${checkTitle(check, 'en')} (${seconds.toFixed(1)} s)${problems[0] ? `: ${problems[0].what}` : ''}`,
  'acceptance-ended': ({ passed }) => (passed ? 'the cluster passed its acceptance test' : 'the cluster did not pass its acceptance test'),
  'unplug-started': ({ slots, by }) => `unplug test by ${by}: all services are silent, ${list(slots)} restart`,
  'unplug-ended': ({ passed, traces, reason }) =>
    passed
      ? 'the cluster stands without this laptop'
      : `the unplug test failed${reason ? `: ${reason}` : ''}${traces.length > 0 ? `; the laptop is still named in ${list(traces)}` : ''}`,
  'handed-over': ({ directory, files }) => `handed over: ${list(files)} in ${directory}`,
  'hands-wanted': ({ hands }) => (hands === 'cut-power' ? 'somebody has to cut its power now' : 'somebody has to switch it on again'),
  'hands-done': () => 'what somebody had to do to it is done',
  'cluster-adopted': ({ by }) => `${by} goes on with the cluster that stands`,
  'node-removed': ({ by, why }) =>
    `taken out of the cluster by ${by}${{ reinstall: ' to be installed again', replace: ' to be replaced', remove: '' }[why]}`,
  sealed: ({ by }) => `sealed by ${by}: nothing is installed any more, and the secrets are off this laptop`,
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
  'rolled-back': ({ by }) => `given up by ${by}: what is not installed keeps its disk as it is and boots from it`,
  'appliance-started': () => 'Rackstrap started',
  'appliance-stopped': ({ problem }) => (problem ? `Rackstrap stopped: ${inWords(problem)}` : 'Rackstrap stopped'),
  tick: () => 'time passes',
  diagnosed: ({ problem }) => `${problem.what} ${problem.todo}`,
  'diagnosis-cleared': () => 'goes on; the trouble is over',
  'secrets-withheld': () => 'did nothing with its go in time; its config with the secrets is withheld from now on',
};
