// The laptop's network adapters: their addresses, their MAC, and whether a cable is in.

import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Adapter {
  /** `enp3s0`, `Ethernet 2`. */
  readonly name: string;
  /** Lower case with colons; undefined where the system does not tell. */
  readonly mac?: string;
  /** IPv4 only: what blades can be served on. */
  readonly addresses: readonly { readonly address: string; readonly prefixLength: number }[];
  /** `unknown` where the system does not tell without asking a helper program. */
  readonly link: 'up' | 'down' | 'unknown';
  /** Mbit/s; undefined without a link and where the system does not tell. */
  readonly speed?: number;
}

/** Every adapter but the loopback, those without an address too where the system lists them (Linux). */
export async function adapters(): Promise<Adapter[]> {
  const known = Object.entries(networkInterfaces()).map(([name, entries = []]) => ({ name, entries }));
  const others = (await linuxDevices()).filter((name) => !known.some((adapter) => adapter.name === name));
  const all = [...known, ...others.map((name) => ({ name, entries: [] }))].filter(
    ({ name, entries }) => name !== 'lo' && !entries.some((entry) => entry.internal),
  );
  return Promise.all(all.map(describe));
}

type Entries = NonNullable<ReturnType<typeof networkInterfaces>[string]>;

async function describe({ name, entries }: { name: string; entries: Entries }): Promise<Adapter> {
  const mac = entries[0]?.mac ?? (await attribute(name, 'address'));
  const addresses = entries
    .filter((entry) => entry.family === 'IPv4')
    .map(({ address, cidr, netmask }) => ({ address, prefixLength: Number(cidr?.split('/')[1] ?? prefixOf(netmask)) }));
  const [link, speed] = await Promise.all([linkState(name), speedOf(name)]);
  return { name, ...(mac ? { mac } : {}), addresses, link, ...(speed === undefined ? {} : { speed }) };
}

const prefixOf = (netmask: string) =>
  netmask.split('.').reduce((bits, byte) => bits + Number(byte).toString(2).replaceAll('0', '').length, 0);

/** The kernel's word: `1` means that the other end of the cable answers; reading it from an adapter that is switched off is an error. */
async function linkState(name: string): Promise<Adapter['link']> {
  if (!(await linuxDevices()).includes(name)) return 'unknown';
  return (await attribute(name, 'carrier')) === '1' ? 'up' : 'down';
}

/** Without a link it is -1, or an error to ask. */
async function speedOf(name: string): Promise<number | undefined> {
  const speed = Number(await attribute(name, 'speed'));
  return speed > 0 ? speed : undefined;
}

const linuxDevices = () => readdir('/sys/class/net').catch(() => [] as string[]);

const attribute = (device: string, name: string): Promise<string | undefined> =>
  readFile(`/sys/class/net/${device}/${name}`, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );

/** The longest packet the adapter sends whole, in bytes; undefined where the system does not tell. */
export async function mtuOf(device: string | undefined): Promise<number | undefined> {
  const mtu = Number(device === undefined ? undefined : await attribute(device, 'mtu'));
  return mtu > 0 ? mtu : undefined;
}

/** The adapter that has this IPv4 address, the loopback too; undefined when none has. */
export async function deviceOf(address: string): Promise<string | undefined> {
  const linked = Object.entries(networkInterfaces()).find(([, entries]) => entries?.some((entry) => entry.address === address))?.[0];
  return linked ?? (await unlinkedDeviceOf(address));
}

/** Node lists no adapter without a link, yet its cable may be plugged in later: on Linux `ip` knows it too. */
async function unlinkedDeviceOf(address: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { stdout } = await run('ip', ['-4', '-json', 'address', 'show', 'to', address]).catch(() => ({ stdout: '[]' }));
  const known = JSON.parse(stdout) as { ifname?: string }[];
  return known.find(({ ifname }) => ifname)?.ifname;
}
