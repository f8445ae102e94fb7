// The picture of all ranges, one line each under the other, so that an overlap is seen before it is read.

import { ExclamationTriangleIcon } from '@patternfly/react-icons';
import { useMemo } from 'react';
import { cidrText } from '../../../../services/domain/network/address.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan } from '../../../stores/index.ts';
import { useAdapters } from '../site/use-adapter.ts';
import { Section } from '../step.tsx';
import { ownedRanges } from './owned-ranges.ts';
import { type Bar, type OwnedRange, type Owner, strip } from './strip.ts';
import { networkWords } from './words.ts';

const rowWords = {
  subnet: 'rowSubnet',
  relayed: 'rowRelayed',
  pods: 'rowPods',
  services: 'rowServices',
  site: 'rowSite',
  adapter: 'rowAdapter',
} as const satisfies Record<Owner, string>;

export function Picture() {
  const say = useWords(networkWords);
  const plan = usePlan((state) => state.plan);
  const adapters = useAdapters();
  const bars = useMemo(() => strip(ownedRanges(plan, adapters)), [plan, adapters]);
  if (bars.length === 0) return null;
  return (
    <Section title={say('picture')} lead={say('pictureLead')}>
      <ul className="rs-strip">
        {bars.map((bar, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have the same owner and range
          <Row key={index} bar={bar} />
        ))}
      </ul>
    </Section>
  );
}

function Row({ bar: { owned, from, to, clashes } }: { readonly bar: Bar }) {
  const say = useWords(networkWords);
  const nameOf = ({ owner, name = '' }: OwnedRange) => say(rowWords[owner], { adapter: name });
  const others = clashes.map((other) => `${nameOf(other)} ${cidrText(other.range)}`).join(', ');
  const isWrong = clashes.length > 0;
  return (
    <li className={`rs-strip-row rs-strip-${owned.owner}${isWrong ? ' rs-strip-wrong' : ''}`}>
      <span className="rs-strip-name">{nameOf(owned)}</span>
      <code>{cidrText(owned.range)}</code>
      <span className="rs-strip-line" aria-hidden="true">
        <span className="rs-strip-bar" style={{ insetInlineStart: `${from * 100}%`, width: `${(to - from) * 100}%` }} />
      </span>
      <span className="rs-strip-said">
        {isWrong && <ExclamationTriangleIcon />} {isWrong ? say('overlaps', { others }) : say('alone')}
      </span>
    </li>
  );
}
