// agnhost netexec in a pod, asked through the API server: a command, a question to somebody else, the time.

import { ApiTrouble, type ClusterApi } from '../api.ts';
import { checkPodPath } from '../check-namespace.ts';

/** A pod that answers. */
export interface CheckPod {
  readonly name: string;
  readonly node: string;
  readonly address: string;
  /** Of its HTTP. */
  readonly port: number;
}

/** What a pod did not do that it was asked for, in its words or those of the API. */
export class PodTrouble extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PodTrouble';
  }
}

/** For one answer: a command in an emulated pod starts a shell and its programs. */
const answerMilliseconds = 60_000;

async function asked(
  api: ClusterApi,
  { name, port }: CheckPod,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<string> {
  const whole = `${checkPodPath(`${name}:${port}`)}/proxy${path}?${new URLSearchParams(query)}`;
  const { status, body } = await api.ask(whole, { patience: answerMilliseconds });
  if (status === 200) return body;
  throw new PodTrouble(`${name} answered ${status}: ${messageIn(body)}`);
}

/** The API server says in a Status why it did not reach a pod; a pod says it in plain words. */
function messageIn(body: string): string {
  try {
    return (JSON.parse(body) as { message?: string }).message ?? body.trim();
  } catch {
    return body.trim();
  }
}

/** What the command printed, on both outputs. @throws PodTrouble when it fails; ApiTrouble */
export async function shellIn(api: ClusterApi, pod: CheckPod, command: string): Promise<string> {
  const { output = '', error } = JSON.parse(await asked(api, pod, '/shell', { shellCommand: command })) as {
    output?: string;
    error?: string;
  };
  if (error !== undefined) throw new PodTrouble(`${error}${output && `: ${output.trim()}`}`);
  return output;
}

export interface Question {
  readonly protocol: 'http' | 'udp';
  readonly host: string;
  readonly port: number;
  /** A path without its first slash, or what the datagram holds. */
  readonly request: string;
}

/** What `host` answered to this pod. @throws PodTrouble when it did not; ApiTrouble */
export async function dialFrom(api: ClusterApi, pod: CheckPod, question: Question): Promise<string> {
  const told = await asked(api, pod, '/dial', { ...question, port: String(question.port), tries: '1' });
  const { responses = [], errors = [] } = JSON.parse(told) as { responses?: string[]; errors?: string[] };
  const [answer] = responses;
  if (answer === undefined) throw new PodTrouble(errors[0] ?? `no answer from ${question.host}`);
  return answer;
}

/** As Go writes a time: `2026-08-01 12:00:00.123456789 +0000 UTC m=+1.5`. */
const goTime = /^NOW: (\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d+)? ([+-]\d{2})(\d{2}) /;

/** Milliseconds since 1970 by the clock of the pod's node, with fractions. @throws PodTrouble; ApiTrouble */
export async function timeIn(api: ClusterApi, pod: CheckPod): Promise<number> {
  const told = await asked(api, pod, '/');
  const [, day, time, fraction = '', hours, minutes] = goTime.exec(told) ?? [];
  if (day === undefined) throw new PodTrouble(`${pod.name} told no time: ${told.slice(0, 80)}`);
  return Date.parse(`${day}T${time}${hours}:${minutes}`) + Number(`0${fraction}`) * 1000;
}

/** What came of asking a pod, or why nothing did. @throws whatever is no trouble of the cluster */
export async function attempted<Value>(work: () => Promise<Value>): Promise<{ readonly value: Value } | { readonly reason: string }> {
  try {
    return { value: await work() };
  } catch (reason) {
    if (reason instanceof PodTrouble || reason instanceof ApiTrouble) return { reason: reason.message };
    throw reason;
  }
}
