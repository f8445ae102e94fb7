// What all blades of a run share: the plan, the OS, and the URLs of its parts on the laptop.

import type { Manifest, Part } from '../domain/bundle.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { at, type Problem, problem } from '../domain/problem.ts';
import { familyOf } from './family/families.ts';
import type { OsFamily } from './family/family.ts';

/** The operating system of the bundle, complete. */
export interface CarriedOs {
  readonly family: OsFamily;
  readonly kernel: Part;
  readonly initrds: readonly Part[];
  readonly image: Part;
}

export interface Site {
  readonly plan: Plan;
  /** `http://10.20.30.242`, no slash at the end. */
  readonly httpBase: string;
  /** Undefined when the bundle lacks part of it: nothing can be installed then. */
  readonly os: CarriedOs | undefined;
  /** The live system's agent and the installed system's call home, as text. */
  readonly agent: string;
  readonly home: string;
}

export const fileUrl = ({ httpBase }: Pick<Site, 'httpBase'>, part: Part): string => `${httpBase}/files/${part.path}`;

/** The name a loader gives a file, and the installer tells its form by: the last part of its path. */
export const fileName = ({ path }: Part): string => path.slice(path.lastIndexOf('/') + 1);

/** The OS parts in a bundle; with none missing, no problems. */
export function carriedOs(manifest: Manifest): { os: CarriedOs | undefined; report: Problem[] } {
  const family = familyOf(manifest);
  if (!family) return { os: undefined, report: [at('bundle', problem('os-family-unknown', { family: manifest.os.family }))] };
  const files = family.files(manifest.os.version);
  const part = (path: string) => manifest.parts.find((one) => one.path === path);
  const kernel = part(files.kernel);
  const initrds = files.initrds.map(part).filter((found) => found !== undefined);
  const image = files.images.map(part).find((found) => found !== undefined);
  const wanted = [files.kernel, ...files.initrds].filter((path) => !part(path));
  const missing = image ? wanted : [...wanted, files.images.join(' or ')];
  const report = missing.map((path) => at('bundle', problem('os-part-absent', { bundle: manifest.name, part: path })));
  return { os: kernel && image && missing.length === 0 ? { family, kernel, initrds, image } : undefined, report };
}
