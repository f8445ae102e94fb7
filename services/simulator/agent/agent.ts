// What the real rackstrap-agent does, played by a virtual blade: clock, hello, inventory, image, go, write, done, reboot.

import type { Inventory } from '../../domain/blade/events.ts';
import { beginWrite, finishWrite, inventoryDisk, type VirtualDisk } from '../disk.ts';
import { type Machine, print } from '../machine.ts';
import { askNetworkTime } from '../net/time-client.ts';
import { askHome, type Home, hint, lines, persist, type Said, tell } from './home.ts';
import { fetchImage, type Image } from './image.ts';

/** What the live system's Ignition config tells the agent. */
export const agentSettings = ['HOME_URL', 'TOKEN', 'LAPTOP', 'IMAGE_URL', 'IMAGE_BYTES', 'IMAGE_SHA256'] as const;
export type AgentSettings = Readonly<Record<(typeof agentSettings)[number], string>>;

/** How the agent leaves the machine: restarting, or waiting for somebody to look. */
export type AgentEnding = 'reboot' | 'stays';

/** Between reports of progress, as in the agent. */
const GLANCE_MILLISECONDS = 2_000;
/** A last message stays on the console before the blade restarts, as in the agent. */
const CONSOLE_MILLISECONDS = 60_000;

interface Session {
  readonly machine: Machine;
  readonly home: Home;
  readonly bootId: string;
  readonly laptop: string;
  readonly image: Image;
}

const secondsNow = ({ pace, state }: Machine): number => pace.clock.now() / 1000 + state.clockOffsetSeconds;

const tellBoot = ({ machine, home, bootId }: Session, call: string, more: Readonly<Record<string, string>> = {}) =>
  tell(machine, home, call, lines({ boot_id: bootId, ...more }));

async function giveWay({ machine }: Session): Promise<AgentEnding> {
  print(machine, `this blade restarts in ${CONSOLE_MILLISECONDS / 1000} s`);
  await machine.pace.pass(CONSOLE_MILLISECONDS, machine.power);
  return 'reboot';
}

async function fail(session: Session, reason: string): Promise<AgentEnding> {
  print(session.machine, `FAILED: ${reason}`);
  await tellBoot(session, 'failed', { reason });
  return 'stays';
}

/** Time from the laptop by NTP, else from its answer to hello. */
async function setClockAndSayHello(session: Session): Promise<boolean> {
  const { machine, laptop, home } = session;
  const offset = await askNetworkTime(machine, laptop, home.from);
  machine.state.clockOffsetSeconds += offset ?? 0;
  const answer = await tellBoot(session, 'hello', { clock: secondsNow(machine).toFixed(0) });
  const now = Number(answer?.said.get('now'));
  if (offset === undefined && now > 0) machine.state.clockOffsetSeconds += now - secondsNow(machine);
  return answer !== undefined;
}

export const inventoryOf = ({ state, uuid, disks }: Machine, bootId: string, memoryBytes: number): Inventory => ({
  serial: `SIM-${state.slot.replace('/', '-')}`,
  uuid,
  product: 'Rackstrap simulated blade',
  memoryBytes,
  bootId,
  nics: [{ name: 'eth0', mac: state.mac, up: true, ...(state.address ? { address: state.address } : {}) }],
  disks: disks.map(inventoryDisk),
});

/** Calls `report` at most every GLANCE, never two at a time. */
function glances({ machine, home }: Session, step: 'fetching' | 'writing') {
  let next = 0;
  let busy = false;
  return (percent: number, bytes: number): void => {
    const now = machine.pace.clock.monotonic();
    if (busy || now < next) return;
    busy = true;
    next = now + machine.pace.patience(GLANCE_MILLISECONDS);
    const body = lines({ step, percent: Math.floor(percent), bytes });
    void hint(machine, home, 'progress', body).finally(() => {
      busy = false;
    });
  };
}

/** The disk the laptop named, if it is still the one the laptop meant. */
const targetDisk = ({ machine }: Session, go: Said): VirtualDisk | undefined =>
  machine.disks.find(({ name, serial }) => name === go.get('disk') && serial === go.get('disk_serial'));

/** Writes at the disk's own speed; when the power goes in between, the disk stays half-written. */
async function writeDisk(session: Session, disk: VirtualDisk, ignition: string): Promise<boolean> {
  const { machine, image, home } = session;
  const report = glances(session, 'writing');
  const started = machine.pace.elapsed();
  beginWrite(disk, ignition);
  for (let written = 0; written < image.bytes; ) {
    report((100 * written) / image.bytes, written);
    const left = ((image.bytes - written) / machine.diskBytesPerSecond) * 1000;
    await machine.pace.pass(Math.min(left, GLANCE_MILLISECONDS), machine.power);
    if (machine.power.aborted) return false;
    written = Math.min(image.bytes, Math.ceil(((machine.pace.elapsed() - started) * machine.diskBytesPerSecond) / 1000));
  }
  finishWrite(disk, image.sha256, ignition);
  await hint(machine, home, 'progress', lines({ step: 'writing', percent: 100, bytes: image.bytes }));
  return true;
}

/** After the go: the config, the disk looked at once more, the write. */
async function install(session: Session, go: Said): Promise<AgentEnding> {
  const { machine, home } = session;
  const config = await persist(machine, () => askHome(machine, home, 'GET', go.get('installed_config') ?? ''));
  if (!config) return fail(session, 'the config of the installed system could not be had. Nothing was written.');
  const disk = targetDisk(session, go);
  if (!disk) return fail(session, `there is no disk ${go.get('disk')} with serial ${go.get('disk_serial')}. Nothing was written.`);
  print(machine, `writing disk ${disk.name} (${disk.serial})`);
  if (!(await writeDisk(session, disk, config.text))) return 'stays';
  await tellBoot(session, 'done');
  await hint(machine, home, 'rebooting', lines({ boot_id: session.bootId }));
  return 'reboot';
}

/** From the first hello to the reboot. `bootId` is this start of the live system. */
export async function runAgent(machine: Machine, settings: AgentSettings, from: string, bootId: string): Promise<AgentEnding> {
  const session: Session = {
    machine,
    bootId,
    home: { url: settings.HOME_URL, token: settings.TOKEN, from },
    laptop: settings.LAPTOP,
    image: { url: settings.IMAGE_URL, bytes: Number(settings.IMAGE_BYTES), sha256: settings.IMAGE_SHA256 },
  };
  if (!(await setClockAndSayHello(session))) return giveWay(session);
  const inventory = JSON.stringify(inventoryOf(machine, bootId, machine.memoryBytes));
  await tell(machine, session.home, 'inventory', inventory);
  const glance = glances(session, 'fetching');
  const lacking = await fetchImage(machine, session.image, from, (have) => glance((100 * have) / session.image.bytes, have));
  if (lacking) return fail(session, lacking.failed);
  await hint(machine, session.home, 'progress', lines({ step: 'fetching', percent: 100, bytes: session.image.bytes }));
  const go = await tellBoot(session, 'go');
  return go ? install(session, go.said) : giveWay(session);
}
