// Where a program lies on this laptop: along PATH, and where installers put it that PATH does not know of.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A window is started with a shorter PATH than a terminal: Homebrew's and QEMU's own directories are missing from it. */
const usualPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'],
  win32: ['C:\\Program Files\\qemu'],
};

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The whole path of a program, or undefined where there is none. */
export function findProgram(name: string, path = process.env.PATH ?? '', system = process.platform): string | undefined {
  const places = [...path.split(delimiter).filter((place) => place !== ''), ...(usualPlaces[system] ?? [])];
  return places.map((place) => join(place, system === 'win32' ? `${name}.exe` : name)).find(canRun);
}
