// What an error of the file system means for a bundle as a whole.

import { type Problem, problem } from '../domain/problem.ts';
import { fileTrouble } from '../platform/files.ts';
import { isLink } from '../platform/plain-file.ts';

/** Why `name` in this bundle's directory could not be read; a surprise is thrown on. */
export const unreadableIn = (directory: string, name: string, error: unknown): Problem =>
  isLink(error)
    ? problem('bundle-link', { bundle: directory, name })
    : problem('bundle-unreadable', { bundle: directory, reason: `${name}: ${fileTrouble(error)}` });
