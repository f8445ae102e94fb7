// How a virtual blade boots from the network: firmware, then whatever loader it is given, until something has the machine.

import { boots } from './disk.ts';
import type { NetworkEnding } from './handover.ts';
import type { IpxeEnding, IpxeHost, IpxeImage } from './ipxe/commands.ts';
import { isIpxeScript } from './ipxe/parse.ts';
import { runIpxe } from './ipxe/run.ts';
import type { Settings } from './ipxe/settings.ts';
import { type Firmware, type Machine, print } from './machine.ts';
import { type Lease, obtainLease } from './net/dhcp-client.ts';
import { biosPxe, type IpxeBuild, ipxe, uefiHttp, uefiPxe } from './net/dhcp-programs.ts';
import { type Fetched, fetchOnce, inWords } from './net/fetch.ts';
import { biosReads, edk2Reads, ipxeReads, type TftpManner, tftpGet } from './net/tftp-client.ts';
import { bootPxelinux } from './pxelinux.ts';

/** Loaders that give loaders: real firmware goes round for ever; five are more than any real chain has. */
const MOST_LOADERS = 5;
const IPXE_USER_AGENT = 'iPXE/1.21.1';
const EDK2_USER_AGENT = 'UefiHttpBoot/1.0';
/** iPXE's own pause where a 503 names none. */
const IPXE_RETRY_SECONDS = 5;

const next: NetworkEnding = { to: 'next' };
const isUefi = (firmware: Firmware): boolean => firmware === 'uefi-pxe' || firmware === 'uefi-http';
const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** Which iPXE a file is, by the name it is carried under. */
const ipxeBuilds: Readonly<Record<string, IpxeBuild>> = {
  'undionly.kpxe': 'undionly',
  'snponly.efi': 'snponly',
  'ipxe.efi': 'ipxe-efi',
};

/** Runs the loader in `file`, `count` loaders after the firmware. */
async function startLoader(machine: Machine, lease: Lease, file: string, count: number): Promise<NetworkEnding> {
  const name = nameOf(file);
  const efi = name.endsWith('.efi');
  if (count > MOST_LOADERS) print(machine, `${name}: loader number ${count}; each was given another loader`);
  else if (efi !== isUefi(machine.state.firmware)) print(machine, `${name}: not a program for this firmware`);
  else if (name === 'pxelinux.0') return bootPxelinux(machine, lease);
  else if (name.endsWith(shimEnding)) return loadBehindShim(machine, lease);
  else if (ipxeBuilds[name]) return bootIpxe(machine, ipxeBuilds[name], count);
  else print(machine, `${name}: a program that this simulated blade does not know`);
  return next;
}

/** A shim that is signed for Secure Boot: asks where it came from itself for the file whose name is its own without this ending. */
const shimEnding = '-shim.efi';

function loadBehindShim(machine: Machine, lease: Lease): Promise<NetworkEnding> {
  const loader = { ...lease, bootFile: lease.bootFile.replace(shimEnding, '.efi') };
  return machine.state.firmware === 'uefi-http' ? loadByHttp(machine, loader) : loadByTftp(machine, loader, edk2Reads);
}

/** The firmware's own fetch of its loader, and the loader. */
async function loadByTftp(machine: Machine, lease: Lease, manner: TftpManner): Promise<NetworkEnding> {
  const got = await tftpGet(machine, { server: lease.nextServer, from: lease.address, file: lease.bootFile, manner });
  return startFetched(machine, lease, lease.bootFile, got);
}

async function startFetched(machine: Machine, lease: Lease, file: string, got: Fetched): Promise<NetworkEnding> {
  if (got.kind === 'file' && got.size > 0) return startLoader(machine, lease, file, 1);
  print(machine, `${file}: ${got.kind === 'file' ? 'empty' : inWords(got)}`);
  return next;
}

/** EDK2 asks for the size by HEAD, then for the file. */
async function loadByHttp(machine: Machine, lease: Lease): Promise<NetworkEnding> {
  const ask = { url: lease.bootFile, from: lease.address, headers: { 'user-agent': EDK2_USER_AGENT } };
  const head = await fetchOnce(machine, { ...ask, method: 'HEAD' });
  const got = head.kind === 'file' ? await fetchOnce(machine, ask) : head;
  return startFetched(machine, lease, new URL(lease.bootFile).pathname, got);
}

/** iPXE takes a 503 as "wait", and fails on everything else that is no file. */
async function httpForIpxe(machine: Machine, url: string, from: string): Promise<Fetched> {
  for (;;) {
    const fetched = await fetchOnce(machine, { url, from, headers: { 'user-agent': IPXE_USER_AGENT } });
    if (fetched.kind !== 'status' || fetched.status !== 503 || machine.power.aborted) return fetched;
    await machine.pace.pass((fetched.retryAfterSeconds ?? IPXE_RETRY_SECONDS) * 1000, machine.power);
  }
}

function fetchForIpxe(machine: Machine, url: string, from: string): Promise<Fetched> {
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === 'http:') return httpForIpxe(machine, url, from);
  if (protocol === 'tftp:') return tftpGet(machine, { server: hostname, from, file: pathname.replace(/^\//, ''), manner: ipxeReads });
  return Promise.resolve({ kind: 'broken', reason: `${protocol} is not supported` });
}

async function imageForIpxe(machine: Machine, url: string, from: string): Promise<IpxeImage | undefined> {
  const fetched = await fetchForIpxe(machine, url, from);
  print(machine, `${url}... ${fetched.kind === 'file' ? `ok (${fetched.size} bytes)` : inWords(fetched)}`);
  return fetched.kind === 'file' ? { url, size: fetched.size, ...(fetched.text === undefined ? {} : { text: fetched.text }) } : undefined;
}

/** What came with an address. */
const leaseSettings = (lease: Lease): Settings =>
  new Map([
    ['ip', lease.address],
    ['next-server', lease.nextServer],
    ['dhcp-server', lease.server],
    ['filename', lease.bootFile],
  ]);

function hostFor(machine: Machine, first: Lease, build: IpxeBuild): IpxeHost {
  let lease = first;
  return {
    platform: isUefi(machine.state.firmware) ? 'efi' : 'pcbios',
    signal: machine.power,
    print: (line) => print(machine, line),
    pass: (milliseconds) => machine.pace.pass(milliseconds, machine.power),
    fetch: (url) => imageForIpxe(machine, url, lease.address),
    diskBoots: (index) => machine.disks[index] !== undefined && boots(machine.disks[index]),
    async renew() {
      const another = await obtainLease(machine, ipxe(build));
      lease = another ?? lease;
      return another && leaseSettings(another);
    },
    ...(machine.hand ? { hand: machine.hand } : {}),
  };
}

const settingsFor = ({ state, uuid }: Machine, lease: Lease, platform: string): Settings =>
  new Map([
    ...leaseSettings(lease),
    ['mac', state.mac],
    ['platform', platform],
    ['buildarch', platform === 'efi' ? 'x86_64' : 'i386'],
    ['uuid', uuid],
    ['serial', `SIM-${state.slot}`],
    ['product', 'Rackstrap simulated blade'],
  ]);

/** Where iPXE's own ending leads. EDK2 stays in its menu after a program that ended well, and goes on after an error. */
function afterIpxe(machine: Machine, lease: Lease, ending: IpxeEnding, count: number): NetworkEnding | Promise<NetworkEnding> {
  switch (ending.end) {
    case 'kernel':
      return { to: 'kernel', kernel: { args: ending.args, initrds: ending.initrds } };
    case 'loader':
      return startLoader(machine, lease, new URL(ending.url).pathname, count + 1);
    case 'disk':
      return { to: 'disk', disk: machine.disks[ending.index]! };
    case 'reboot':
      return { to: 'reboot' };
    case 'power-off':
      return { to: 'stuck', why: 'switched itself off' };
    case 'failed':
      print(machine, `iPXE: ${ending.reason}`);
      return next;
    case 'exit':
      return ending.status === 0 && isUefi(machine.state.firmware)
        ? { to: 'stuck', why: 'iPXE ended well; the firmware shows its boot menu' }
        : next;
  }
}

/** iPXE's boot: address, boot file, and its script run or its loader started. */
async function bootIpxe(machine: Machine, build: IpxeBuild, count: number): Promise<NetworkEnding> {
  machine.state.running = 'iPXE';
  const lease = await obtainLease(machine, ipxe(build));
  if (!lease?.bootFile) {
    if (lease) print(machine, 'iPXE: no boot file and nothing else to boot');
    return next;
  }
  const url = /^\w+:\/\//.test(lease.bootFile) ? lease.bootFile : `tftp://${lease.nextServer}/${lease.bootFile.replace(/^\//, '')}`;
  const host = hostFor(machine, lease, build);
  const image = await host.fetch(url);
  if (!image) return next;
  const script = image.text !== undefined && isIpxeScript(image.text) ? image.text : undefined;
  if (script === undefined) return startLoader(machine, lease, new URL(url).pathname, count + 1);
  return afterIpxe(machine, lease, await runIpxe(script, url, settingsFor(machine, lease, host.platform), host), count);
}

/** The network entry of the firmware's boot order. */
export async function bootFromNetwork(machine: Machine): Promise<NetworkEnding> {
  const { firmware } = machine.state;
  if (firmware === 'bios-ipxe') return bootIpxe(machine, 'rom', 0);
  const lease = await obtainLease(machine, { 'bios-pxe': biosPxe, 'uefi-pxe': uefiPxe, 'uefi-http': uefiHttp }[firmware]);
  if (!lease) return next;
  if (firmware === 'uefi-http') return loadByHttp(machine, lease);
  return loadByTftp(machine, lease, firmware === 'uefi-pxe' ? edk2Reads : biosReads);
}
