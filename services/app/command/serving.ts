// What `serve` and `provision` share: their options, opening the appliance, and stopping it by signal.

import { homedir } from 'node:os';
import { join } from 'node:path';
import { inWords, orRefuse, type Problem, problem, Refusal } from '../../domain/problem.ts';
import { Secret } from '../../domain/secret.ts';
import { type Appliance, type ApplianceOptions, openAppliance, type Wire } from '../appliance.ts';
import type { Acceptance } from '../bundle-trust.ts';
import type { Output } from '../output.ts';
import type { Serving } from '../run/starting.ts';
import { passphraseOf } from './bundle/passphrase.ts';
import type { CommandOptions } from './options.ts';

export type { CommandOptions } from './options.ts';

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

export const port = { least: 1, most: 65_535 };

/** Where this laptop keeps runs, bundles and plans. */
export const stateOf = ({ state }: CommandOptions): string => (typeof state === 'string' ? state : defaultState());

/** How the options want runs to be served. Throws a Refusal for a port that is none. */
export function servingOf(options: CommandOptions, output: Output, wire: Wire = {}): Serving {
  const http = numberOption(options, 'http-port', port);
  const { device } = options;
  return {
    routerAdvertisement: options['no-router-advertisement'] !== true,
    onProblem: (found) => tell(output, [found]),
    ...(typeof device === 'string' ? { device } : {}),
    ...wire,
    ...(http === undefined ? {} : { ports: { ...wire.ports, http } }),
  };
}

/** Throws a Refusal (`bundle-not-given`). */
export function bundleOf({ bundle }: CommandOptions): string {
  if (typeof bundle !== 'string') throw new Refusal(problem('bundle-not-given'));
  return bundle;
}

/** The bundle that --accept-untrusted-bundle takes as it is. */
export const acceptanceOf = (options: CommandOptions): { readonly acceptBundle?: Acceptance } =>
  options['accept-untrusted-bundle'] === true ? { acceptBundle: { how: 'command-line' } } : {};

/** What is worth knowing of a run that was opened. */
export function tellOpened(output: Output, { warnings, resumed, runName }: Pick<Appliance, 'warnings' | 'resumed' | 'runName'>): void {
  tell(output, warnings);
  if (resumed) output.note(`Going on with run ${runName}.`);
}

const stops = ['SIGINT', 'SIGTERM'] as const;

/** A signal stops this work, which cleans up; only then does the program end by it, as it would have at once. */
export async function cleaningUp<Value>(work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController();
  let heard: (typeof stops)[number] | undefined;
  const hear = (name: NodeJS.Signals) => {
    heard ??= stops.find((one) => one === name);
    controller.abort();
  };
  for (const name of stops) process.on(name, hear);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of stops) process.off(name, hear);
    if (heard) process.kill(process.pid, heard);
  }
}

/** How this command goes on with a cluster that stands; the kubeconfig that was handed over. */
const adoptionOf = ({ kubeconfig }: CommandOptions) => (typeof kubeconfig === 'string' ? { kubeconfig, stoppable: cleaningUp } : {});

/** What opens the secrets of a run that was locked with a passphrase. Throws a Refusal (`passphrase-unusable`). */
export async function lockOf(options: CommandOptions): Promise<{ readonly passphrase?: Secret<string> }> {
  const passphrase = await passphraseOf(options);
  return passphrase === undefined ? {} : { passphrase: new Secret(passphrase) };
}

/** The appliance that the options describe, with its boot services or without; throws a Refusal with every problem of plan, bundle and run. */
export async function applianceFor(
  planFile: string,
  options: CommandOptions,
  output: Output,
  wire: Wire = {},
  how: Pick<ApplianceOptions, 'bootServices' | 'arming'> = {},
): Promise<Appliance> {
  const [serving, bundleDirectory] = [servingOf(options, output, wire), bundleOf(options)];
  const where = { planFile, bundleDirectory, stateDirectory: stateOf(options) };
  const given = { ...acceptanceOf(options), ...adoptionOf(options), ...(await lockOf(options)), ...how };
  const appliance = orRefuse(await openAppliance({ ...serving, ...given, ...where }));
  tellOpened(output, appliance);
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
