// What the ranges mean in numbers: pods, blades, services, addresses, and how much room is left to grow.

import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm, Progress } from '@patternfly/react-core';
import { useMemo } from 'react';
import { networkSizes, type PodSize, type ServiceSize, type SubnetSize } from '../../../../services/domain/network/sizes.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan, useSettings } from '../../../stores/index.ts';
import { countInWords, percentOf } from './counts.ts';
import { networkWords } from './words.ts';

export function Sizes() {
  const say = useWords(networkWords);
  const plan = usePlan((state) => state.plan);
  const { subnet, pods, services } = useMemo(() => networkSizes(plan), [plan]);
  return (
    <aside className="rs-sizes" aria-label={say('arithmetic')}>
      <h3>{say('arithmetic')}</h3>
      {pods.map((size) => (
        <PodRange key={size.range} size={size} />
      ))}
      <DescriptionList isCompact>
        {pods.map((size) => (
          <PodsPerNode key={size.range} size={size} />
        ))}
        {services.map((size) => (
          <Services key={size.range} size={size} />
        ))}
      </DescriptionList>
      {subnet && <Addresses size={subnet} />}
    </aside>
  );
}

const useCount = () => {
  const language = useSettings((settings) => settings.language);
  return (count: bigint | number) => countInWords(count, language);
};

/** A share that is used: as a bar, in numbers, and in what is left. */
function Share({
  title,
  said,
  used,
  room,
}: {
  readonly title: string;
  readonly said: string;
  readonly used: number;
  readonly room: bigint;
}) {
  const say = useWords(networkWords);
  const count = useCount();
  const left = room - BigInt(used);
  const isFull = left <= 0n;
  return (
    <Progress
      title={title}
      size="sm"
      value={percentOf(used, room)}
      valueText={said}
      label={isFull ? say('full') : say('more', { count: count(left) })}
      helperText={said}
      {...(left < 0n ? { variant: 'danger' as const } : {})}
    />
  );
}

function PodRange({ size: { range, nodes, plannedNodes } }: { readonly size: PodSize }) {
  const say = useWords(networkWords);
  const count = useCount();
  const said = say('planned', { planned: count(plannedNodes), possible: count(nodes) });
  return <Share title={say('ofBlades', { range })} said={said} used={plannedNodes} room={nodes} />;
}

function Addresses({ size: { range, used, addresses } }: { readonly size: SubnetSize }) {
  const say = useWords(networkWords);
  const count = useCount();
  const said = say('used', { used: count(used), addresses: count(addresses) });
  return <Share title={say('addressesIn', { range })} said={said} used={used} room={BigInt(addresses)} />;
}

const Fact = ({ term, children }: { readonly term: string; readonly children: string }) => (
  <DescriptionListGroup>
    <DescriptionListTerm>{term}</DescriptionListTerm>
    <DescriptionListDescription>{children}</DescriptionListDescription>
  </DescriptionListGroup>
);

function PodsPerNode({ size: { range, podsPerNode, podPrefix, addressesPerNode } }: { readonly size: PodSize }) {
  const say = useWords(networkWords);
  const count = useCount();
  return (
    <Fact term={say('podsPerNode', { range })}>
      {say('podsPerNodeValue', { pods: podsPerNode, podPrefix, addresses: count(addressesPerNode) })}
    </Fact>
  );
}

function Services({ size: { range, services } }: { readonly size: ServiceSize }) {
  const say = useWords(networkWords);
  const count = useCount();
  return <Fact term={say('servicesIn', { range })}>{count(services)}</Fact>;
}
