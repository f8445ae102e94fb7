// What the lab is asked on its command line.

import { parseArgs } from 'node:util';
import { type Stage, stages } from '../../services/domain/blade/stages.ts';
import { loaderChoice } from '../../services/domain/plan/v1.ts';
import { type Firmware, firmwares } from './qemu.ts';

export const usage = `usage: npm run lab -- [--blades N] [--firmware ${firmwares.join('|')}] [--loader ${loaderChoice.options.join('|')}]
                   [--kubernetes] [--until STAGE] [--timeout SECONDS] [--no-ra] [--compare] [--json] [--keep]

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

export interface Options {
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
  const blades = Number(values.blades ?? 1);
  if (!Number.isInteger(blades) || blades < 1 || blades > 64) throw new Error(`--blades ${values.blades}: a number from 1 to 64`);
  return {
    blades,
    firmware: oneOf('firmware', firmwares, values.firmware ?? 'bios'),
    loader: oneOf('loader', loaderChoice.options, values.loader ?? 'auto'),
    until: oneOf('until', stages, values.until ?? 'booted'),
    kubernetes: values.kubernetes,
    timeout: Number(
      values.timeout ?? firstBladeSeconds + furtherBladeSeconds * (blades - 1) + (values.kubernetes ? imagesSeconds * blades : 0),
    ),
    routerAdvertisement: !values['no-ra'],
    compare: values.compare,
    json: values.json,
    keep: values.keep,
  };
}
