// Every expected failure: a code, where it is, what happened, and what the technician does next.
//
// A problem is a value, never thrown. A surprise (a bug) is thrown with its cause and is not in this list.

import { acceptanceProblems } from './problems/acceptance.ts';
import { addressProblems } from './problems/addresses.ts';
import { bladeProblems } from './problems/blade.ts';
import { bundleBuildProblems } from './problems/bundle-build.ts';
import { bundleConsoleProblems } from './problems/bundle-console.ts';
import { bundleFitProblems } from './problems/bundle-fit.ts';
import { bundleImageProblems } from './problems/bundle-images.ts';
import { bundleImportProblems } from './problems/bundle-import.ts';
import { bundleTrustProblems } from './problems/bundle-trust.ts';
import { clusterProblems } from './problems/cluster.ts';
import { clusterAftercareProblems } from './problems/cluster-aftercare.ts';
import { clusterLifeProblems } from './problems/cluster-life.ts';
import { commandProblems } from './problems/command.ts';
import { consoleProblems } from './problems/console.ts';
import { exchangeProblems } from './problems/exchange.ts';
import { handoverProblems } from './problems/handover.ts';
import { kubernetesProblems } from './problems/kubernetes.ts';
import { openpgpProblems } from './problems/openpgp.ts';
import { planProblems } from './problems/plan.ts';
import { releaseProblems } from './problems/release.ts';
import { renderProblems } from './problems/render.ts';
import { secretProblems } from './problems/secrets.ts';
import { storeProblems } from './problems/store.ts';
import { vmProblems } from './problems/vm.ts';

/** code → [what happened, what to do]. `{name}` marks a parameter; the words are for a technician at a rack. */
const catalogue = {
  ...planProblems,
  ...clusterProblems,
  ...clusterLifeProblems,
  ...acceptanceProblems,
  ...clusterAftercareProblems,
  ...kubernetesProblems,
  ...renderProblems,
  ...storeProblems,
  ...bundleBuildProblems,
  ...bundleFitProblems,
  ...bundleImportProblems,
  ...bundleTrustProblems,
  ...bladeProblems,
  ...addressProblems,
  ...commandProblems,
  ...bundleImageProblems,
  ...consoleProblems,
  ...exchangeProblems,
  ...handoverProblems,
  ...openpgpProblems,
  ...releaseProblems,
  ...secretProblems,
  ...bundleConsoleProblems,
  ...vmProblems,
  // the laptop's sockets
  'port-busy': ['{protocol} port {port} is already taken by {holder}.', 'Stop that program, or leave this service to it, and start again.'],
  'port-forbidden': [
    '{protocol} port {port} may not be opened by this user.',
    'Start with administrator rights (root, or CAP_NET_BIND_SERVICE).',
  ],
  'adapter-missing': ['This laptop has no network adapter {device}.', 'Plug it in, or choose another adapter.'],
  'address-missing': [
    'No adapter of this laptop has the address {address}.',
    "Give the chosen adapter that address, or write the laptop's own address into the plan.",
  ],
  'address-elsewhere': [
    'The address {address} is on adapter {found}, not on {device}.',
    'Choose {found}, or give the address to {device} only.',
  ],
  'no-router-advertisement': [
    'No router advertisement can be sent on {device} ({reason}), so iPXE waits about 13 s longer at each boot. Nothing else suffers.',
    'Switch IPv6 on for that adapter and start with administrator rights, or leave it as it is.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;

export type ProblemCode = keyof typeof catalogue;
export const problemCodes = Object.keys(catalogue) as [ProblemCode, ...ProblemCode[]];

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Params<Code extends ProblemCode> = Record<Names<(typeof catalogue)[Code][0] | (typeof catalogue)[Code][1]>, string | number>;

/** The place in a file that somebody wrote and can correct; lines and columns count from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** An expected failure. `where` is a path into the plan (`blades[2].macs[0]`), a file, a port or a slot. */
export interface Problem {
  readonly code: ProblemCode;
  readonly level: 'error' | 'warning';
  readonly what: string;
  readonly todo: string;
  readonly where?: string;
  /** What the texts were filled with: code and params are all that another language needs. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly source?: Source;
}

/** Either the value or every problem that kept it from being made, never only the first. */
export type Result<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly Problem[] };

type Arguments<Code extends ProblemCode> = keyof Params<Code> extends never ? [params?: Record<string, never>] : [params: Params<Code>];

/** What happened and what to do, not filled yet. */
export const wordsOf = (code: ProblemCode): readonly [what: string, todo: string] => catalogue[code];

type Filling = Readonly<Record<string, string | number>>;

/** The text with its `{name}` marks replaced. */
export const filled = (text: string, params: Filling): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));

/** Makes the problem `code`, its text filled with `params`. */
export function problem<Code extends ProblemCode>(code: Code, ...[params]: Arguments<Code>): Problem {
  const [what, todo] = catalogue[code];
  const filling = (params ?? {}) as Filling;
  return { code, level: 'error', what: filled(what, filling), todo: filled(todo, filling), ...(params && { params }) };
}

/** The same problem, at this place. */
export const at = (where: string, found: Problem): Problem => ({ ...found, where });

/** The same problem as a warning: worth reading, but nothing is refused for it. */
export const warning = (found: Problem): Problem => ({ ...found, level: 'warning' });

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const failed = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems });

/** `rack.yaml:14:9 blades[2].macs[0]`, as far as it is known; empty when nothing is. */
export const placeOf = ({ source, where = '' }: Problem): string =>
  (source ? `${source.file}:${source.line}:${source.column} ${where}` : where).trim();

/** One line for a terminal or a log: place, what happened, what to do. */
export const inWords = (found: Problem): string => `${placeOf(found) && `${placeOf(found)}: `}${found.what} ${found.todo}`;

/** How a part or a command ends that cannot go on for an expected reason. Nothing else is thrown on purpose. */
export class Refusal extends Error {
  readonly problems: readonly Problem[];
  constructor(...problems: readonly Problem[]) {
    super(problems.map(inWords).join('\n'));
    this.name = 'Refusal';
    this.problems = problems;
  }
}

/** The expected failure that `reason` is, also where several parts ended by one each; undefined when anything in it is a surprise. */
export function refusalIn(reason: unknown): Refusal | undefined {
  if (reason instanceof Refusal) return reason;
  if (!(reason instanceof AggregateError)) return undefined;
  const refusals = reason.errors.map(refusalIn);
  return refusals.every((one) => one !== undefined) ? new Refusal(...refusals.flatMap(({ problems }) => problems)) : undefined;
}

/** The value, where without it nothing can go on. */
export function orRefuse<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Refusal(...result.problems);
}
