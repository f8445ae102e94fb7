// The blade as a node: what the cluster tells of it, what kubeadm on it did, and the evidence for both.

import { DescriptionList, Title } from '@patternfly/react-core';
import type { BladeView } from '../../../../services/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useRack } from '../../../stores/index.ts';
import { useNow } from '../../../ui/clock.ts';
import { Copy } from '../../../ui/copy.tsx';
import { useDuration } from '../../../ui/duration.ts';
import { nodeWayWords, useNodeWay } from '../../../ui/node-way-words.ts';
import { Row } from '../../../ui/row.tsx';
import { useBlade } from '../blade-store.ts';
import { Entries } from './course.tsx';
import { panelWords } from './words.ts';

const asNode = /^(cluster-step|node-|hands-)/;

export function Node({ slot }: { readonly slot: string }) {
  const say = useWords(panelWords);
  const blade = useRack((rack) => rack.blades[slot]);
  const entries = useBlade((state) => state.entries);
  if (!blade) return null;
  return (
    <>
      <DescriptionList isHorizontal isCompact>
        <Seen blade={blade} />
        <Way blade={blade} />
      </DescriptionList>
      <Title headingLevel="h3" size="md">
        {say('nodeEvidence')}
      </Title>
      <Entries entries={entries.filter(({ type }) => asNode.test(type)).toReversed()} none={say('noNodeEvidence')} />
    </>
  );
}

function Seen({ blade: { node } }: { readonly blade: BladeView }) {
  const say = useWords(panelWords);
  const { exactly } = useDuration();
  const now = useNow();
  if (!node) return <Row term={say('node')}>{say('noNode')}</Row>;
  const time = exactly((now - node.since) / 1000);
  return (
    <>
      <Row term={say('nodeReady')}>
        {say(node.ready ? 'readyFor' : 'notReadyFor', { time })} {node.reason && <span lang="en">{node.reason}</span>}
      </Row>
      <Row term={say('address')}>
        <Copy text={node.address} />
      </Row>
      <Row term={say('nodeVersion')}>
        <code>{node.version}</code>
      </Row>
    </>
  );
}

function Way({ blade }: { readonly blade: BladeView }) {
  const say = useWords(panelWords);
  const sayWay = useWords(nodeWayWords);
  const way = useNodeWay()(blade);
  const { exactly } = useDuration();
  const now = useNow();
  const { clusterStep } = blade;
  if (!way && !clusterStep) return null;
  return (
    <Row term={say('way')}>
      {way?.doing ?? sayWay(`done-${clusterStep!.verb}`)}{' '}
      {clusterStep && <span className="rs-subtle">({say('heardFor', { time: exactly((now - clusterStep.at) / 1000) })})</span>}
      {way?.detail && (
        <div lang="en" className="rs-subtle">
          {way.detail}
        </div>
      )}
    </Row>
  );
}
