// Answers a blade's calls home: each becomes an event first, and only `go` can be refused or told to wait.

import { z } from 'zod';
import type { AnswerHome, HomeAnswer, HomeCall } from '../boot/wiring.ts';
import type { HomeEvent, Inventory } from '../domain/blade/events.ts';
import { decideInstall } from '../domain/blade/install.ts';
import type { InstallSize } from '../domain/os/install-size.ts';
import { inWords, type Problem, Refusal } from '../domain/problem.ts';
import type { RunStore } from './run-store.ts';

/** While a blade is held (no consent yet) it asks again this often: soon after the technician's click, without load from 512 blades. */
const holdSeconds = 5;
/** A log line of the agent is cut here; the journal is for reading. */
const longestLog = 4096;
/** More images than any bundle has. */
const mostCounted = 9999;

const disk = z.object({
  name: z.string(),
  serial: z.string(),
  wwn: z.string(),
  model: z.string(),
  sizeBytes: z.number().nonnegative(),
  transport: z.string(),
  removable: z.boolean(),
  readOnly: z.boolean(),
  blank: z.boolean(),
  contents: z.string(),
});
const inventory = z.object({
  serial: z.string(),
  uuid: z.string(),
  product: z.string(),
  memoryBytes: z.number().nonnegative(),
  bootId: z.string().min(1),
  nics: z.array(z.object({ name: z.string(), mac: z.string(), up: z.boolean(), address: z.string().exactOptional() })),
  disks: z.array(disk),
}) satisfies z.ZodType<Inventory>;

/** `key=value` lines as the agent writes them; lines without `=` are ignored. */
function fields(body: string): Record<string, string> {
  const pairs = body.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const] : [];
  });
  return Object.fromEntries(pairs);
}

const done = (text = ''): HomeAnswer => ({ kind: 'done', text });
const wait = (found: Problem): HomeAnswer => ({ kind: 'wait', text: `reason=${inWords(found)}\n`, retryAfterSeconds: holdSeconds });
const refused = (reason: string): HomeAnswer => ({ kind: 'refused', text: `reason=${reason}\n` });
const percentOf = (text = '') => Math.min(100, Math.max(0, Number.parseInt(text, 10) || 0));
const bytesOf = (text = '') => Math.max(0, Number.parseInt(text, 10) || 0);

export interface HomeOptions {
  readonly store: RunStore;
  /** The URL of a blade's config for its installed system. */
  readonly installedConfig: (slot: string) => string;
  readonly sizeFor: (slot: string) => InstallSize;
  readonly now: () => number;
}

type Answer = (call: HomeCall, options: HomeOptions) => Promise<HomeAnswer> | HomeAnswer;

/** What was said in passing: a blade does not say it again, and nothing depends on it. */
function mentioned(event: (said: Record<string, string>, call: HomeCall) => HomeEvent): Answer {
  return (call, { store }) => {
    store.happened(event(fields(call.body), call));
    return done();
  };
}

/** Once it is answered the blade does not say it again: it is safe from kill -9 before the answer leaves. While the disk is full the blade has to wait. */
function keep(store: RunStore, event: HomeEvent, text?: string): HomeAnswer {
  try {
    store.safely(event);
    return done(text);
  } catch (reason) {
    if (reason instanceof Refusal) return wait(reason.problems[0]!);
    throw reason;
  }
}

function told(event: (said: Record<string, string>, call: HomeCall) => HomeEvent): Answer {
  return (call, { store }) => keep(store, event(fields(call.body), call));
}

const hello: Answer = (call, { store, now }) => {
  const { clock, boot_id: bootId = '' } = fields(call.body);
  const clockOffsetSeconds = Number(clock) > 0 ? Math.round(Number(clock) - now() / 1000) : 0;
  return keep(store, { type: 'agent-started', slot: call.slot, bootId, clockOffsetSeconds }, `now=${(now() / 1000).toFixed(3)}\n`);
};

function inventoryIn(body: string): Inventory | undefined {
  try {
    return inventory.parse(JSON.parse(body)) as Inventory;
  } catch {
    return undefined;
  }
}

const takeInventory: Answer = ({ slot, body }, { store }) => {
  const found = inventoryIn(body);
  if (found) return keep(store, { type: 'inventory', slot, inventory: found });
  store.happened({ type: 'agent-log', slot, text: `The inventory could not be read: ${body.slice(0, longestLog)}` });
  return refused('the inventory could not be read; its text is in the journal');
};

/** It asks every few seconds; the journal learns of a reason once. */
function hold(slot: string, found: Problem, store: RunStore): HomeAnswer {
  if (store.bladeAt(slot).blade.boot?.held?.what !== found.what) store.happened({ type: 'install-held', slot, problem: found });
  return wait(found);
}

/** The one call that gives permission away: the event is on disk before the answer leaves, so no restart can give it twice. */
const go: Answer = ({ slot, body }, { store, installedConfig, sizeFor }) => {
  const { boot_id: bootId = '' } = fields(body);
  const { blade, plan } = store.bladeAt(slot);
  const decision = decideInstall({ blade, rule: plan.disk, bootId, size: sizeFor(slot), paused: store.run().paused });
  if (decision.kind === 'refuse') return refused(inWords(decision.problem));
  if (decision.kind === 'hold') return hold(slot, decision.problem, store);
  const { disk } = decision;
  if (decision.kind === 'permit') {
    try {
      store.durably({ type: 'install-permitted', slot, bootId, disk: disk.name, diskSerial: disk.serial, wiped: decision.wiped });
    } catch (reason) {
      if (reason instanceof Refusal) return hold(slot, reason.problems[0]!, store);
      throw reason;
    }
  }
  return done(`disk=${disk.name}\ndisk_serial=${disk.serial}\ninstalled_config=${installedConfig(slot)}\n`);
};

const liveCalls: Record<string, Answer> = {
  hello,
  inventory: takeInventory,
  go,
  progress: mentioned((said, { slot }) => ({
    type: 'install-progress',
    slot,
    step: said.step === 'writing' ? 'writing' : 'fetching',
    percent: percentOf(said.percent),
    bytes: bytesOf(said.bytes),
  })),
  log: mentioned((_, { slot, body }) => ({ type: 'agent-log', slot, text: body.slice(0, longestLog) })),
  done: told((said, { slot }) => ({ type: 'install-done', slot, bootId: said.boot_id ?? '' })),
  failed: told((said, { slot }) => ({
    type: 'install-failed',
    slot,
    bootId: said.boot_id ?? '',
    reason: said.reason?.slice(0, longestLog) ?? 'no reason given',
  })),
  rebooting: told((said, { slot }) => ({ type: 'rebooting', slot, bootId: said.boot_id ?? '' })),
};

const countOf = (text = '') => Math.min(mostCounted, Math.max(0, Number.parseInt(text, 10) || 0));

const clusterSteps = ['waiting', 'running', 'failed', 'done'] as const;

const installedCalls: Record<string, Answer> = {
  step: told((said, { slot }) => ({
    type: 'node-step',
    slot,
    step: said.step === 'cni-plugins' ? 'cni-plugins' : 'images',
    done: countOf(said.done),
    of: countOf(said.of),
    ...(said.error ? { error: said.error.slice(0, longestLog) } : {}),
  })),
  cluster: told((said, { slot }) => ({
    type: 'cluster-step',
    slot,
    verb: said.verb === 'init' ? 'init' : 'join',
    step: clusterSteps.find((step) => step === said.step) ?? 'waiting',
    attempt: Math.max(1, countOf(said.attempt)),
    ...(said.detail ? { detail: said.detail.slice(0, longestLog) } : {}),
  })),
  booted: told((said, { slot, address }) => ({
    type: 'booted',
    slot,
    bootId: said.boot_id ?? '',
    address: said.address ?? address,
    hostname: said.hostname ?? '',
    machineId: said.machine_id ?? '',
  })),
};

/** The answer to each call home; a call that the calling system does not have is refused. */
export const homeAnswers =
  (options: HomeOptions): AnswerHome =>
  async (call) => {
    const calls = call.system === 'live' ? liveCalls : installedCalls;
    return Object.hasOwn(calls, call.call)
      ? calls[call.call]!(call, options)
      : refused(`the ${call.system} system has no call ${call.call}`);
  };
