// What the lab is asked on its command line.

import { parseArgs } from 'node:util';
import { architectures } from '../../services/domain/architecture/index.ts';
import { type Stage, stages } from '../../services/domain/blade/stages.ts';
import type { ArchitectureName } from '../../services/domain/plan/v1.ts';
import { loaderChoice } from '../../services/domain/plan/v1.ts';
import { type Firmware, firmwares } from './qemu.ts';

const architectureNames = Object.keys(architectures) as ArchitectureName[];

export const usage = `usage: npm run lab -- [--blades N] [--firmware ${firmwares.join('|')}] [--loader ${loaderChoice.options.join('|')}]
                   [--kubernetes] [--until STAGE] [--timeout SECONDS] [--no-ra] [--compare] [--json] [--keep]
       npm run lab -- --architecture ${architectureNames.join('|')} [--until STAGE] [--blades N] [--firmware …] [--timeout SECONDS] [--json] [--keep]

  --architecture  a cluster of the real Kubernetes from blank blades, until it is sealed or at another stage:
                laptop 1 machine, small 3, development 1 + 1, production 3 + 1; --blades gives development and production more workers
  --kubernetes  from a bundle with Kubernetes; waits until every blade has all its container images
  --no-ra       Rackstrap sends no router advertisement
  --compare     also measures power-on to script without the router advertisement
  --json        one JSON object on standard output
  --keep        leaves the namespace and all files; the blades are switched off`;

/** An install under emulation on two shared cores, with room; blades share the cores. */
const firstBladeSeconds = 900;
const furtherBladeSeconds = 300;
/** For each blade: half a gigabyte more through an emulated cable, hashed, unpacked and written by emulated CPUs. */
const imagesSeconds = 900;
/** For each blade of a cluster: everything from power-on to the end, with all the others on the same two cores. */
const nodeSeconds = 3600;

/** As few as the architecture takes, with one worker where it has any. */
export const fewestBlades: Readonly<Record<ArchitectureName, number>> = { laptop: 1, small: 3, development: 2, production: 4 };

export interface Options {
  /** A whole cluster of this kind. */
  readonly architecture: ArchitectureName | undefined;
  readonly blades: number;
  readonly firmware: Firmware;
  readonly loader: (typeof loaderChoice.options)[number];
  readonly until: Stage;
  readonly kubernetes: boolean;
  readonly timeout: number;
  readonly routerAdvertisement: boolean;
  readonly compare: boolean;
  readonly json: boolean;
  readonly keep: boolean;
}

/** @throws Error saying which option is wrong */
export function optionsOf(args: string[]): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args,
    options: {
      architecture: text,
      blades: text,
      firmware: text,
      loader: text,
      kubernetes: flag,
      until: text,
      timeout: text,
      'no-ra': flag,
      compare: flag,
      json: flag,
      keep: flag,
    },
  });
  const oneOf = <Choice extends string>(name: string, choices: readonly Choice[], given: string): Choice => {
    const choice = choices.find((one) => one === given);
    if (!choice) throw new Error(`--${name} ${given}: choose one of ${choices.join(', ')}`);
    return choice;
  };
  const architecture = values.architecture === undefined ? undefined : oneOf('architecture', architectureNames, values.architecture);
  const fewest = architecture ? fewestBlades[architecture] : 1;
  const blades = Number(values.blades ?? fewest);
  if (!Number.isInteger(blades) || blades < fewest || blades > 64)
    throw new Error(`--blades ${values.blades}: a number from ${fewest} to 64`);
  return {
    architecture,
    blades,
    firmware: oneOf('firmware', firmwares, values.firmware ?? 'bios'),
    loader: oneOf('loader', loaderChoice.options, values.loader ?? 'auto'),
    until: oneOf('until', stages, values.until ?? (architecture ? 'sealed' : 'booted')),
    kubernetes: values.kubernetes || architecture !== undefined,
    timeout: Number(
      values.timeout ??
        (architecture
          ? nodeSeconds * blades
          : firstBladeSeconds + furtherBladeSeconds * (blades - 1) + (values.kubernetes ? imagesSeconds * blades : 0)),
    ),
    routerAdvertisement: !values['no-ra'],
    compare: values.compare,
    json: values.json,
    keep: values.keep,
  };
}
