// Paths on this laptop's disk, however its system writes them.

import { dirname, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The `file:` URL of a path, without a slash at its end; relative ones begin at `directory`. */
export const fileUrl = (path: string, directory = '.'): string => pathToFileURL(resolve(directory, path)).href;

/** The whole path; relative ones begin at `directory`. */
export const wholePath = (path: string, directory = '.'): string => resolve(directory, path);

/** The directory that a file lies in. */
export const directoryOf = (path: string): string => dirname(resolve(path));

/** Whether a path leads into this directory, as far as names tell. */
export const isBelow = (path: string, directory: string): boolean => resolve(path).startsWith(`${resolve(directory)}${sep}`);
