// What `serve` and `provision` share: their options, opening the appliance, and stopping it by signal.

import { homedir } from 'node:os';
import { join } from 'node:path';
import { inWords, orRefuse, type Problem, problem, Refusal } from '../../domain/problem.ts';
import { type Appliance, type ApplianceOptions, openAppliance } from '../appliance.ts';
import type { Output } from '../output.ts';

export type CommandOptions = Record<string, string | boolean | string[] | undefined>;

const defaultState = () =>
  process.env.RACKSTRAP_STATE ?? join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'rackstrap');

/** The number behind `--name`; undefined when it is not given. Throws a Refusal for anything but a whole number in range. */
export function numberOption(options: CommandOptions, name: string, { least, most }: { least: number; most: number }): number | undefined {
  const given = options[name];
  if (given === undefined) return undefined;
  const value = Number(given);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const expected = `a whole number from ${least} to ${most}`;
  throw new Refusal(problem('option-malformed', { option: `--${name}`, given: String(given), expected }));
}

/** Where the appliance serves when not on an adapter of this laptop: only programs that bring their own blades have one. */
export type Wire = Pick<ApplianceOptions, 'ports' | 'simulatedWire'>;

export const port = { least: 1, most: 65_535 };

/** The appliance that the options describe; throws a Refusal with every problem of plan, bundle and run. */
export async function applianceFor(planFile: string, options: CommandOptions, output: Output, wire: Wire = {}): Promise<Appliance> {
  const http = numberOption(options, 'http-port', port);
  const { bundle, state, device } = options;
  if (typeof bundle !== 'string') throw new Refusal(problem('bundle-not-given'));
  const appliance = orRefuse(
    await openAppliance({
      planFile,
      bundleDirectory: bundle,
      stateDirectory: typeof state === 'string' ? state : defaultState(),
      routerAdvertisement: options['no-router-advertisement'] !== true,
      onProblem: (found) => tell(output, [found]),
      ...(typeof device === 'string' ? { device } : {}),
      ...wire,
      ...(http === undefined ? {} : { ports: { ...wire.ports, http } }),
    }),
  );
  tell(output, appliance.warnings);
  if (appliance.resumed) output.note(`Going on with run ${appliance.runName}.`);
  return appliance;
}

export function tell(output: Output, problems: readonly Problem[]): void {
  for (const found of problems) output.note(`${found.level}: ${inWords(found)}`);
}

/** Aborts on SIGINT and SIGTERM; `code` is then what a shell expects of a program ended by that signal. */
export function untilSignal(): { readonly signal: AbortSignal; readonly code: () => number | undefined; readonly stop: () => void } {
  const controller = new AbortController();
  let code: number | undefined;
  const listen = (name: 'SIGINT' | 'SIGTERM', number: number) =>
    process.once(name, () => {
      code = 128 + number;
      controller.abort();
    });
  listen('SIGINT', 2);
  listen('SIGTERM', 15);
  return { signal: controller.signal, code: () => code, stop: () => controller.abort() };
}
