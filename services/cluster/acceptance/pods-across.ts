// Pods reach each other across nodes, with packets as large as the pod network takes, and with whole files.

import { hostAndPort } from '../../domain/kubernetes/endpoint.ts';
import { isIpv4 } from '../../domain/network/address.ts';
import { at, type Problem, problem } from '../../domain/problem.ts';
import { seenWithin, severalAtOnce } from '../waiting.ts';
import { attempted, type CheckPod, dialFrom, PodTrouble, shellIn } from './agnhost.ts';
import type { Check, Env } from './env.ts';
import { askedAtOnce, type Findings, together } from './findings.ts';
import { ports } from './objects.ts';
import { slotOf } from './service.ts';
import { onEvery } from './stage.ts';

/** Of the packet around a datagram: addresses (RFC 791, RFC 8200), and ports (RFC 768). */
const headerBytes = (address: string): number => (isIpv4(address) ? 20 : 40) + 8;
/** agnhost reads no longer ones; where the network takes more, the file shows it: TCP fills its packets. */
const longestDatagram = 2048;
const echo = 'echo ';

/** A bridge or a tunnel has to learn where a pod is, and may lose what comes before it knows. */
const wayMilliseconds = 60_000;

/** Some thousand full packets. */
const fileBytes = 4 * 1024 * 1024;
const file = '/agnhost';
/** An emulated network carries a MiB in ten seconds. */
const fileSeconds = 45;

/** Of the interface that leads to other nodes. @throws PodTrouble; ApiTrouble */
async function mtuOf(env: Env, pod: CheckPod): Promise<number> {
  const told = Number((await shellIn(env.api, pod, 'cat /sys/class/net/eth0/mtu')).trim());
  if (Number.isInteger(told) && told > 0) return told;
  throw new PodTrouble(`${pod.name} tells no MTU`);
}

/** Counters of Linux: of IPv4 in the columns of two lines, names and numbers; of IPv6 a line each (RFC 4293, ipv4 and ipv6 ipFragCreates). */
export function piecesIn(counters: string): number {
  const lines = counters.split('\n').map((line) => line.trim().split(/\s+/));
  const [names = [], numbers = []] = lines.filter(([first]) => first === 'Ip:');
  const six = lines.find(([first]) => first === 'Ip6FragCreates')?.[1];
  return Number(numbers[names.indexOf('FragCreates')] ?? 0) + Number(six ?? 0);
}

const piecesOf = async (env: Env, pod: CheckPod): Promise<number> =>
  piecesIn(await shellIn(env.api, pod, 'cat /proc/net/snmp; cat /proc/net/snmp6 2>/dev/null || true'));

interface Way {
  readonly from: CheckPod;
  readonly to: CheckPod;
}

/** A datagram that fits exactly: Linux forbids to cut it, and where it does not get through, the next ones are cut by the sender. */
async function largestPacket(env: Env, { from, to }: Way, mtu: number): Promise<Problem[]> {
  const bytes = Math.min(mtu - headerBytes(to.address), longestDatagram);
  const payload = 'x'.repeat(bytes - echo.length);
  const question = { protocol: 'udp', host: to.address, port: ports.udp, request: echo + payload } as const;
  const ask = () => attempted(() => dialFrom(env.api, from, question));
  const found = await seenWithin(env, wayMilliseconds, ask, (answer) => 'value' in answer);
  if ('value' in found && found.value === payload) return [];
  const reason = 'value' in found ? `${found.value.length} bytes came back` : found.reason;
  return [problem('check-way-blocked', { from: from.node, to: to.node, bytes, reason })];
}

const firstBytes = (source: string): string => `${source} | head -c ${fileBytes}`;
const hashOf = (source: string): string => `${firstBytes(source)} | sha256sum`;

/** Where it lies, its bytes are counted: two that are empty are alike as well. @throws PodTrouble; ApiTrouble */
async function hashThere(env: Env, pod: CheckPod): Promise<string> {
  const source = `cat ${file}`;
  const bytes = Number(await shellIn(env.api, pod, `${firstBytes(source)} | wc -c`));
  if (bytes !== fileBytes) throw new PodTrouble(`${file} in ${pod.name} has ${bytes} bytes only`);
  return shellIn(env.api, pod, hashOf(source));
}

async function wholeFile(env: Env, { from, to }: Way): Promise<Problem[]> {
  const address = `http://${hostAndPort(to.address, ports.files)}${file}`;
  const found = await attempted(async () => {
    const there = await hashThere(env, to);
    const here = await shellIn(env.api, from, hashOf(`timeout ${fileSeconds} wget -q -O - ${address}`));
    if (here !== there) throw new PodTrouble('it came with other bytes, or not to its end');
  });
  return 'value' in found ? [] : [problem('check-way-file', { from: from.node, to: to.node, bytes: fileBytes, reason: found.reason })];
}

/** To every other node a packet, one after the other; and to the next a file. */
async function fromPod(env: Env, from: CheckPod, others: readonly CheckPod[]): Promise<Findings> {
  const found = await attempted(async () => {
    const [mtu, before] = [await mtuOf(env, from), await piecesOf(env, from)];
    const problems: Problem[] = [];
    for (const to of others) problems.push(...(await largestPacket(env, { from, to }, mtu)));
    problems.push(...(await wholeFile(env, { from, to: others[0]! })));
    const pieces = (await piecesOf(env, from)) - before;
    if (pieces !== 0) problems.push(problem('check-way-pieces', { from: from.node, mtu, pieces }));
    return { facts: [`${from.node} ${others.length} nodes MTU ${mtu}`], problems };
  });
  if ('value' in found) return located(env, from, found.value);
  return located(env, from, { facts: [], problems: [problem('check-way-untold', { from: from.node, reason: found.reason })] });
}

const located = (env: Env, { node }: CheckPod, { facts, problems }: Findings): Findings => ({
  facts,
  problems: problems.map((one) => at(slotOf(env, node), one)),
});

export const podsAcross: Check = async (env) => {
  const pods = await onEvery(env.stage.inPods);
  /** Each begins with the one after it: a file goes from every node and to every node. */
  const othersOf = (index: number) => [...pods.slice(index + 1), ...pods.slice(0, index)];
  const all = await severalAtOnce([...pods.entries()], askedAtOnce, ([index, from]) => fromPod(env, from, othersOf(index)));
  return together(all);
};
