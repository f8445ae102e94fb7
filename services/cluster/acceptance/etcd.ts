// The control plane keeps its data on as many members as planned; all are healthy and have a voice.

import type { EtcdMember } from '../../domain/cluster/events.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { at, type Problem, problem } from '../../domain/problem.ts';
import type { EtcdSaid } from '../etcd.ts';
import type { Check } from './env.ts';
import { type Findings, settled, settlingMilliseconds } from './findings.ts';

function memberProblems({ hostname: member, slot }: PlannedBlade, members: readonly EtcdMember[]): Problem[] {
  const found = members.find(({ name }) => name === member);
  if (!found) return [at(slot, problem('check-etcd-missing', { member }))];
  if (!found.healthy) return [at(slot, problem('check-etcd-unhealthy', { member }))];
  return found.voter ? [] : [at(slot, problem('check-etcd-learner', { member }))];
}

function findings(blades: readonly PlannedBlade[], said: EtcdSaid): Findings {
  if ('reason' in said) return { facts: [], problems: [problem('check-etcd-untold', { reason: said.reason })] };
  const { members } = said;
  const planned = blades.filter(({ etcdMember }) => etcdMember);
  const strangers = members.filter(({ name }) => !planned.some(({ hostname }) => hostname === name));
  return {
    facts: members.map(({ name, healthy, voter }) => `${name} ${healthy ? 'healthy' : 'unhealthy'} ${voter ? 'voter' : 'learner'}`),
    problems: [
      ...planned.flatMap((blade) => memberProblems(blade, members)),
      ...strangers.map(({ name }) => problem('check-etcd-stranger', { member: name })),
    ],
  };
}

export const etcd: Check = (env) => settled(env, settlingMilliseconds, async () => findings(env.blades, await env.etcd()));
