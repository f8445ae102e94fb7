// Sticks and disks that somebody may pull out: where the system has put them.

import { access, readdir, readFile } from 'node:fs/promises';

/** Where Linux desktops, systemd and people mount what is plugged in. */
const linuxPlaces = ['/media/', '/run/media/', '/mnt/'];

/** proc_mounts(5) writes space, tab, newline and backslash as `\040` and so on. */
const unescaped = (field: string): string => field.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));

/** The mount points in a text like /proc/mounts that lie where plugged-in disks are mounted. */
export const mountsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => unescaped(line.split(' ')[1] ?? ''))
    .filter((path) => linuxPlaces.some((place) => path.startsWith(place)) || path === '/mnt');

/** Every volume has a directory in /Volumes; that of the system's own disk is a link. */
const macVolumes = async (): Promise<string[]> =>
  (await readdir('/Volumes', { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => `/Volumes/${name}`);

/** C: is the system's; A: and B: were floppy drives, and asking for them may wait long. */
const driveLetters = [...'DEFGHIJKLMNOPQRSTUVWXYZ'];

async function windowsDrives(): Promise<string[]> {
  const there = await Promise.allSettled(driveLetters.map((letter) => access(`${letter}:\\`)));
  return driveLetters.filter((_, index) => there[index]!.status === 'fulfilled').map((letter) => `${letter}:\\`);
}

/** The directories of plugged-in disks; none where the system does not tell. */
export async function removableMounts(): Promise<string[]> {
  const find = { linux: async () => mountsIn(await readFile('/proc/mounts', 'utf8')), darwin: macVolumes, win32: windowsDrives };
  const forThis = find[process.platform as keyof typeof find];
  return forThis ? forThis().catch(() => []) : [];
}
