// Every planned blade is a Ready node of its role, with its labels, taints, address and version, and there is no other node.

import { controlPlaneLabel } from '../../domain/kubernetes/labels.ts';
import type { Taint } from '../../domain/kubernetes/taint-form.ts';
import { taintsOf } from '../../domain/kubernetes/taints.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import type { Role } from '../../domain/plan/v1.ts';
import { at, type Problem, problem } from '../../domain/problem.ts';
import { isReady } from '../conditions.ts';
import type { Check, Env } from './env.ts';
import { type Findings, settled, settlingMilliseconds } from './findings.ts';
import { type KubeNode, nodesPath, whyUnready } from './kube.ts';

const roleOf = ({ metadata }: KubeNode): Role => (controlPlaneLabel in (metadata.labels ?? {}) ? 'control-plane' : 'worker');
const addressesOf = ({ status }: KubeNode): string[] =>
  (status?.addresses ?? []).filter(({ type }) => type === 'InternalIP').map(({ address }) => address);
const versionOf = ({ status }: KubeNode): string => status?.nodeInfo?.kubeletVersion ?? '';

/** `dedicated=storage:NoSchedule`, as a plan has it. */
const taintText = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ''}:${effect}`;

function labelProblems(node: KubeNode, { labels }: PlannedBlade): Problem[] {
  const found = node.metadata.labels ?? {};
  return Object.entries(labels).flatMap(([key, value]) =>
    found[key] === value
      ? []
      : [problem('check-node-label', { node: node.metadata.name, label: `${key}=${value}`, found: found[key] ?? '' })],
  );
}

function taintProblems(node: KubeNode, planned: readonly Taint[]): Problem[] {
  const { name } = node.metadata;
  const wanted = planned.map(taintText);
  const found = (node.spec?.taints ?? []).map(taintText);
  return [
    ...wanted.filter((taint) => !found.includes(taint)).map((taint) => problem('check-node-taint-missing', { node: name, taint })),
    ...found.filter((taint) => !wanted.includes(taint)).map((taint) => problem('check-node-taint-extra', { node: name, taint })),
  ];
}

function nodeProblems({ plan, manifest }: Env, blade: PlannedBlade, node: KubeNode | undefined): Problem[] {
  const { hostname: name, role, address } = blade;
  if (!node) return [problem('check-node-missing', { node: name })];
  if (!isReady(node)) return [problem('check-node-unready', { node: name, reason: whyUnready(node) })];
  const version = `v${manifest.kubernetes?.version}`;
  return [
    ...(roleOf(node) === role ? [] : [problem('check-node-role', { node: name, role, found: roleOf(node) })]),
    ...(addressesOf(node).includes(address)
      ? []
      : [problem('check-node-address', { node: name, address, found: addressesOf(node).join(', ') })]),
    ...(versionOf(node) === version ? [] : [problem('check-node-version', { node: name, version, found: versionOf(node) })]),
    ...labelProblems(node, blade),
    ...taintProblems(node, taintsOf(plan, blade)),
  ];
}

const factOf = (node: KubeNode): string =>
  [node.metadata.name, isReady(node) ? 'Ready' : 'NotReady', roleOf(node), versionOf(node), ...addressesOf(node)].join(' ');

function findings(env: Env, nodes: readonly KubeNode[]): Findings {
  const { blades } = env;
  const planned = blades.flatMap((blade) => {
    const node = nodes.find(({ metadata }) => metadata.name === blade.hostname);
    return nodeProblems(env, blade, node).map((found) => at(blade.slot, found));
  });
  const strangers = nodes.filter(({ metadata }) => !blades.some(({ hostname }) => hostname === metadata.name));
  return {
    facts: nodes.map(factOf),
    problems: [...planned, ...strangers.map(({ metadata }) => problem('check-node-stranger', { node: metadata.name }))],
  };
}

export const nodes: Check = (env) => settled(env, settlingMilliseconds, async () => findings(env, await env.api.list<KubeNode>(nodesPath)));
