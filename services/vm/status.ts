// How the machine is, by what QEMU answers.

import { isThere } from '../platform/files.ts';
import type { QemuAnswer } from '../platform/qmp.ts';
import type { Home, Status } from './machine.ts';
import { controlOf, processOf, readSettings, type Settings } from './place.ts';

const glanceMilliseconds = 500;
/** From the end of QEMU's control to the end of its process: what is in memory goes to the disk. */
export const endMilliseconds = 30_000;

const statusIn = (answer: QemuAnswer): string | undefined =>
  answer.kind === 'answer' ? String((answer.value as { status?: unknown }).status) : undefined;

/** Tells QEMU one command without words of its own. */
export const tell = ({ place, world }: Home, settings: Settings, command: string): Promise<QemuAnswer> =>
  world.ask(controlOf(place, settings), command);

export async function statusOf(home: Home): Promise<Status> {
  const settings = readSettings(home.place);
  if (!settings) return { state: 'none' };
  const answer = await tell(home, settings, 'query-status');
  // Without a disk it was prepared, and never on.
  if (answer.kind === 'absent') return isThere(home.place.disk) ? { state: 'off', settings } : { state: 'none' };
  const status = statusIn(answer);
  if (status === undefined) return { state: 'silent', settings };
  return status === 'running' ? { state: 'running', settings } : { state: 'paused', status, settings };
}

/** Whether `so` became true before the time was over. */
async function became(so: () => Promise<boolean> | boolean, milliseconds: number, { clock }: Home['world']): Promise<boolean> {
  const until = clock.monotonic() + milliseconds;
  while (!(await so())) {
    if (clock.monotonic() >= until) return false;
    await clock.sleep(glanceMilliseconds);
  }
  return true;
}

/** True when QEMU answers no more, and its process has ended, before this time is over. */
export async function isGone(home: Home, settings: Settings, milliseconds: number): Promise<boolean> {
  const { place, world } = home;
  const answersNoMore = async () => (await tell(home, settings, 'query-status')).kind === 'absent';
  const ended = () => {
    const pid = processOf(place);
    return pid === undefined || !world.isRunning(pid);
  };
  return (await became(answersNoMore, milliseconds, world)) && (await became(ended, endMilliseconds, world));
}
