// Every call of the console and the command line: what it takes, what it gives back, and the problems it may answer instead.

import type { z } from 'zod';
import { bundleCalls } from './bundles.ts';
import { clusterCalls } from './cluster.ts';
import { planCalls } from './plans.ts';
import { runCalls } from './run.ts';
import { siteCalls } from './site.ts';

export type { Call } from './call.ts';

export const calls = { ...planCalls, ...siteCalls, ...bundleCalls, ...runCalls, ...clusterCalls } as const;

export type CallName = keyof typeof calls;
export type CallInput<Name extends CallName> = z.output<(typeof calls)[Name]['input']>;
/** What a caller writes: fields with defaults may be left out. */
export type CallRequest<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>;
