// The blade as a node: what the cluster tells of it, what kubeadm on it did, and the evidence for both.

import { DescriptionList, Title } from '@patternfly/react-core';
import type { BladeView } from '../../../../services/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useRack } from '../../../stores/index.ts';
import { useNow } from '../../../ui/clock.ts';
import { Copy } from '../../../ui/copy.tsx';
import { useDuration } from '../../../ui/duration.ts';
import { useKubeadmWords } from '../../../ui/kubeadm-words.ts';
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
        <Kubeadm blade={blade} />
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

function Kubeadm({ blade: { clusterStep } }: { readonly blade: BladeView }) {
  const say = useWords(panelWords);
  const kubeadm = useKubeadmWords();
  const { exactly } = useDuration();
  const now = useNow();
  if (!clusterStep) return null;
  return (
    <Row term={say('kubeadm')}>
      {kubeadm(clusterStep)} <span className="rs-subtle">({say('heardFor', { time: exactly((now - clusterStep.at) / 1000) })})</span>
      {clusterStep.detail && (
        <div lang="en" className="rs-subtle">
          {clusterStep.detail}
        </div>
      )}
    </Row>
  );
}
