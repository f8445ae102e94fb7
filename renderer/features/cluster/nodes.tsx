// The nodes of the cluster, blade by blade: those that are not ready come first.

import { Button } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import type { BladeView } from '../../../services/contract/index.ts';
import { needsPerson, stateOf } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { useProblemWords } from '../../i18n/problems.ts';
import { usePlace } from '../../stores/index.ts';
import { hashOf } from '../../stores/place.ts';
import { useNodeWay } from '../../ui/node-way-words.ts';
import { roleWords } from '../../ui/role-words.ts';
import { Since } from '../../ui/since.tsx';
import { stageWords } from '../../ui/stage-words.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { isReady, type Seen } from './steps.ts';
import { clusterWords } from './words.ts';

/** A screen and a half; more on demand. */
const mostRows = 32;

/** Who needs somebody, then who is on the way, then who is ready, then who is left out; each in the plan's order. */
const urgency = (blade: BladeView): number => {
  if (blade.excluded !== undefined) return 3;
  if (needsPerson(stateOf(blade)) || blade.node?.ready === false) return 0;
  return isReady(blade) ? 2 : 1;
};

export function Nodes({ seen: { blades } }: { readonly seen: Seen }) {
  const say = useWords(clusterWords);
  const [all, showAll] = useState(false);
  const sorted = blades.toSorted((one, other) => urgency(one) - urgency(other));
  return (
    <>
      <p>{say('nodesLead')}</p>
      <Table aria-label={say('nodes')} variant="compact" className="rs-cluster-nodes">
        <Thead>
          <Tr>
            <Th>{say('slot')}</Th>
            <Th>{say('role')}</Th>
            <Th>{say('address')}</Th>
            <Th>{say('state')}</Th>
            <Th modifier="fitContent">{say('since')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {(all ? sorted : sorted.slice(0, mostRows)).map((blade) => (
            <NodeRow key={blade.slot} blade={blade} />
          ))}
        </Tbody>
      </Table>
      {sorted.length > mostRows && (
        <Button variant="link" isInline onClick={() => showAll(!all)}>
          {all ? say('showFew') : say('showAll', { count: sorted.length })}
        </Button>
      )}
    </>
  );
}

function NodeRow({ blade }: { readonly blade: BladeView }) {
  const say = useWords(clusterWords);
  const sayRole = useWords(roleWords);
  const go = usePlace((place) => place.go);
  const plan = usePlace((place) => place.plan);
  const { slot, hostname, role, address, node, since } = blade;
  return (
    <Tr>
      <Td dataLabel={say('slot')}>
        <a
          href={hashOf({ page: 'rack', part: slot, plan })}
          onClick={(event) => {
            event.preventDefault();
            go('rack', slot);
          }}
        >
          {slot}
        </a>
        <div className="rs-subtle" translate="no">
          {hostname}
        </div>
      </Td>
      <Td dataLabel={say('role')} modifier="nowrap">
        {role && sayRole(role)}
      </Td>
      <Td dataLabel={say('address')}>
        <code>{node?.address ?? address}</code>
        <div className="rs-subtle" translate="no">
          {node?.version}
        </div>
      </Td>
      <Td dataLabel={say('state')}>
        <NodeState blade={blade} />
      </Td>
      <Td dataLabel={say('since')} modifier="nowrap">
        <Since at={node?.since ?? since} />
      </Td>
    </Tr>
  );
}

/** Why it is not ready, in whose words there are: a diagnosis, its kubelet, or what kubeadm on it is at. */
function NodeState({ blade }: { readonly blade: BladeView }) {
  const say = useWords(clusterWords);
  const sayStage = useWords(stageWords);
  const way = useNodeWay()(blade);
  const inWords = useProblemWords();
  const { node, problem, excluded, stage } = blade;
  if (excluded !== undefined)
    return (
      <>
        <StateShape state="excluded" /> {say('leftOut')}: {excluded}
      </>
    );
  if (node?.ready && !problem)
    return (
      <>
        <StateShape state="done" /> {say('ready')}
      </>
    );
  const isBad = node?.ready === false || needsPerson(stateOf(blade));
  const told = problem ? inWords(problem).what : undefined;
  return (
    <>
      <StateShape state={isBad ? 'failed' : stateOf(blade) === 'waiting' ? 'waiting' : 'working'} />{' '}
      {node ? <strong>{say(node.ready ? 'ready' : 'notReady')}</strong> : !told && (way?.doing ?? sayStage(stage))}{' '}
      {told ?? (
        <div lang="en" className="rs-subtle">
          {node ? node.reason : way?.detail}
        </div>
      )}
    </>
  );
}
