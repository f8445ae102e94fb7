// Which files the console may touch: regular YAML files, under the name that they really have.

import { resolve } from 'node:path';
import { problem, Refusal } from '../../domain/problem.ts';
import { fileSize, fileTrouble, realFile } from '../../platform/files.ts';
import { isPlanFileName } from './file-name.ts';

/**
 * The file behind `path`, through every link, so that one file has one name. Throws a Refusal: `plan-unreadable`, `plan-not-yaml-file` (a key
 * or a password file must not be shown or replaced, whatever a page or a link asks for).
 */
export async function planPath(path: string): Promise<string> {
  try {
    const real = await realFile(resolve(path));
    if (!isPlanFileName(real)) throw new Refusal(problem('plan-not-yaml-file', { file: real }));
    await fileSize(real);
    return real;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      problem('plan-unreadable', { file: path, reason: path.includes('\0') ? 'no file has such a name' : fileTrouble(error) }),
    );
  }
}
