// A virtual blade's live system: kernel line, DHCP, Ignition from the laptop, then the agent.

import { type AgentSettings, agentSettings, runAgent } from './agent/agent.ts';
import type { Kernel } from './handover.ts';
import { environmentWith, type IgnitionFiles, isRefused, readIgnition } from './ignition.ts';
import { parseKernelLine } from './kernel-line.ts';
import { hang, type Machine, print } from './machine.ts';
import { keepLease, type Lease, obtainLease } from './net/dhcp-client.ts';
import { liveSystem } from './net/dhcp-programs.ts';
import { fetchOnce, inWords } from './net/fetch.ts';
import { backOff } from './pace.ts';
import { randomUuid } from './random.ts';

/** As a lab image takes them under emulation. */
const KERNEL_MILLISECONDS = 2_000;
const USERSPACE_MILLISECONDS = 6_000;
/** Ignition's own pauses between attempts. */
const IGNITION_FIRST_PAUSE_MILLISECONDS = 200;
const IGNITION_LONGEST_PAUSE_MILLISECONDS = 5_000;
/** Flatcar's emergency target restarts the machine after this. */
const EMERGENCY_MILLISECONDS = 300_000;

/** How a live system ends: restarting, or with the power gone. */
type Ending = 'reboot' | 'off';

/** Ignition asks for ever while there is no answer or the server says 5xx; any other answer than 200 is fatal. */
async function fetchConfig(machine: Machine, url: string, from: string): Promise<string | undefined> {
  for (let attempt = 0; !machine.power.aborted; attempt += 1) {
    const fetched = await fetchOnce(machine, {
      url,
      from,
      headers: { 'user-agent': 'Ignition/2.14.0', accept: 'application/vnd.coreos.ignition+json;version=3.3.0, */*;q=0.1' },
    });
    if (fetched.kind === 'file') return fetched.text ?? '';
    print(machine, `Ignition: GET ${url}: ${inWords(fetched)}`);
    if (fetched.kind === 'status' && fetched.status < 500) return undefined;
    const pause = backOff(attempt, IGNITION_FIRST_PAUSE_MILLISECONDS, IGNITION_LONGEST_PAUSE_MILLISECONDS, machine.random);
    await machine.pace.pass(pause, machine.power);
  }
  return undefined;
}

async function emergency(machine: Machine, why: string): Promise<Ending> {
  print(machine, `Ignition failed: ${why}. Emergency mode; restarts in ${EMERGENCY_MILLISECONDS / 1000} s`);
  await machine.pace.pass(EMERGENCY_MILLISECONDS, machine.power);
  return 'reboot';
}

async function stuck(machine: Machine, why: string): Promise<Ending> {
  await hang(machine, why);
  return 'off';
}

/** What stops this kernel before it asks for anything. */
function kernelTrouble(machine: Machine, { args, initrds }: Kernel, line: ReadonlyMap<string, string>): string | undefined {
  const named = [...args.matchAll(/(?:^|\s)initrd=(\S+)/g)].map(([, name]) => name!);
  const missing = named.find((name) => !initrds.includes(name));
  if (initrds.length === 0 || missing) return `Kernel panic: VFS: unable to mount root fs (no initrd ${missing ?? ''})`;
  const bootNic = line.get('BOOTIF')?.replace(/^01-/, '').replaceAll('-', ':').toLowerCase();
  if (bootNic && bootNic !== machine.state.mac) return `the live system waits for a NIC ${bootNic}, which this blade does not have`;
  return line.has('ignition.config.url') ? undefined : 'the live system was given no ignition.config.url and waits for a login';
}

async function configuredBy(machine: Machine, url: string, from: string): Promise<IgnitionFiles | string> {
  const text = await fetchConfig(machine, url, from);
  if (text === undefined) return `no config from ${url}`;
  const files = readIgnition(text);
  return isRefused(files) ? files.reason : files;
}

/** systemd-networkd asks for ever. */
async function leaseForEver(machine: Machine): Promise<Lease | undefined> {
  for (;;) {
    const lease = await obtainLease(machine, liveSystem);
    if (lease || machine.power.aborted) return lease;
  }
}

const settingsIn = (files: IgnitionFiles): AgentSettings | undefined => {
  const environment = environmentWith(files, agentSettings);
  return environment && (Object.fromEntries(environment) as AgentSettings);
};

/** With an address: Ignition, then the agent. */
async function runWithLease(machine: Machine, configUrl: string, { address }: Lease): Promise<Ending> {
  const { power, pace } = machine;
  const files = await configuredBy(machine, configUrl, address);
  if (power.aborted) return 'off';
  if (typeof files === 'string') return emergency(machine, files);
  await pace.pass(USERSPACE_MILLISECONDS, power);
  const settings = settingsIn(files);
  if (!settings) return stuck(machine, 'the live system has no agent settings and waits for a login');
  const ending = await runAgent(machine, settings, address, randomUuid(machine.random));
  return ending === 'reboot' ? 'reboot' : stuck(machine, 'the live system stays as it is; somebody has to look');
}

/** From the kernel's first line to the restart. */
export async function runLiveSystem(machine: Machine, kernel: Kernel): Promise<Ending> {
  machine.state.running = 'live system';
  await machine.pace.pass(KERNEL_MILLISECONDS, machine.power);
  const line = parseKernelLine(kernel.args);
  const trouble = kernelTrouble(machine, kernel, line);
  if (trouble) return stuck(machine, trouble);
  const lease = await leaseForEver(machine);
  if (!lease) return 'off';
  const session = new AbortController();
  const keeping = keepLease(machine, liveSystem, lease, AbortSignal.any([machine.power, session.signal]));
  try {
    return await runWithLease(machine, line.get('ignition.config.url')!, lease);
  } finally {
    session.abort();
    await keeping;
  }
}
