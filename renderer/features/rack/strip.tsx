// What concerns the whole rack and no single blade, on one line; what is behind it opens on demand.

import { ExpandableSection, Label } from '@patternfly/react-core';
import { type ReactNode, useState } from 'react';
import type { SiteView } from '../../../services/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useRack, useSite } from '../../stores/index.ts';
import { Copy } from '../../ui/copy.tsx';
import { Moment } from '../../ui/moment.tsx';
import { ProblemLines } from '../../ui/problems.tsx';
import { Wish } from '../../ui/wish.tsx';
import { rackWords } from './words.ts';

const none = [] as const;

export function Strip() {
  const say = useWords(rackWords);
  const [open, setOpen] = useState(false);
  const problems = useRack((rack) => rack.run?.problems ?? none);
  const conflicts = useRack((rack) => rack.run?.conflicts ?? none);
  const sightings = useRack((rack) => rack.run?.sightings ?? none);
  const servers = useSite((site) => site.site?.servers ?? none);
  const parts = [
    { key: 'runProblems', count: problems.length, status: problems.some(({ level }) => level === 'error') ? 'danger' : 'warning' },
    { key: 'servers', count: servers.length, status: 'danger' },
    { key: 'conflicts', count: conflicts.length, status: 'danger' },
    { key: 'sightings', count: sightings.length, status: 'info' },
  ] as const;
  if (parts.every(({ count }) => count === 0)) return null;
  return (
    <ExpandableSection
      className="rs-strip"
      isExpanded={open}
      onToggle={(_, next) => setOpen(next)}
      toggleContent={
        <span className="rs-strip-labels">
          {parts
            .filter(({ count }) => count > 0)
            .map(({ key, count, status }) => (
              <Label key={key} isCompact status={status}>
                {say(key, { count })}
              </Label>
            ))}
        </span>
      }
    >
      <section className="rs-strip-parts" aria-label={say('notice')}>
        <ProblemLines problems={problems} />
        <Servers servers={servers} />
        <Conflicts />
        <Sightings />
      </section>
    </ExpandableSection>
  );
}

const Part = ({ more, children }: { readonly more?: string; readonly children: ReactNode }) => (
  <div>
    {more && <p className="rs-subtle">{more}</p>}
    <ul className="rs-strip-list">{children}</ul>
  </div>
);

function Servers({ servers }: { readonly servers: Readonly<SiteView['servers']> }) {
  const say = useWords(rackWords);
  if (servers.length === 0) return null;
  return (
    <Part more={say('serversMore')}>
      {servers.map(({ address, at }) => (
        <li key={address}>
          <Copy text={address} /> {say('lastAt')} <Moment at={at} />
        </li>
      ))}
    </Part>
  );
}

function Conflicts() {
  const say = useWords(rackWords);
  const conflicts = useRack((rack) => rack.run?.conflicts ?? none);
  if (conflicts.length === 0) return null;
  return (
    <Part>
      {conflicts.map(({ at, address, holder }) => (
        <li key={`${at} ${address}`}>
          <Copy text={address} /> {holder ? say('holder', { holder }) : say('holderUnknown')}, <Moment at={at} />
        </li>
      ))}
    </Part>
  );
}

function Sightings() {
  const say = useWords(rackWords);
  const sightings = useRack((rack) => rack.run?.sightings ?? none);
  if (sightings.length === 0) return null;
  return (
    <Part more={say('sightingsMore')}>
      {sightings.toReversed().map(({ mac, client, vendorClass, times, last, wish }) => (
        <li key={mac}>
          <Copy text={mac} /> {[client, vendorClass].filter(Boolean).join(', ')}; {say('times', { count: times })}, {say('lastAt')}{' '}
          <Moment at={last} /> <Wish {...(wish ? { wish } : {})} />
        </li>
      ))}
    </Part>
  );
}
