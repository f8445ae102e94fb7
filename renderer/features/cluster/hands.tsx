// Somebody has to do something to one blade at the rack, now: which one, what exactly, and where it is.

import { Button } from '@patternfly/react-core';
import { PlugIcon, PowerOffIcon } from '@patternfly/react-icons';
import { useWords } from '../../i18n/index.ts';
import { usePlace, useRack } from '../../stores/index.ts';
import { ChassisDrawing } from '../../ui/chassis.tsx';
import { useNow } from '../../ui/clock.ts';
import { useDuration } from '../../ui/duration.ts';
import { acceptanceWords } from './acceptance-words.ts';
import './hands.css';

const icons = { 'cut-power': <PlugIcon />, 'switch-on': <PowerOffIcon /> } as const;

/** On every page, over everything else; nothing while no hands are wanted. */
export function HandsBanner() {
  const say = useWords(acceptanceWords);
  const wanted = useRack(({ run }) => run?.cluster?.hands);
  const isHere = usePlace(({ page }) => page === 'cluster');
  const go = usePlace((place) => place.go);
  return (
    <div role="alert">
      {wanted && !isHere && (
        <div className="rs-hands rs-hands-banner">
          {icons[wanted.hands]} <strong>{say(`hands-${wanted.hands}`, { slot: wanted.slot })}</strong>
          <Button variant="secondary" size="sm" onClick={() => go('cluster')}>
            {say('handsShow')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** At the head of the cluster's page, with the rack drawn. */
export function Hands() {
  const say = useWords(acceptanceWords);
  const wanted = useRack(({ run }) => run?.cluster?.hands);
  const host = useRack(({ blades }) => (wanted ? (blades[wanted.slot]?.hostname ?? '') : ''));
  if (!wanted) return null;
  const { slot, hands, since } = wanted;
  return (
    <section className="rs-hands rs-hands-panel" aria-label={say(`hands-${hands}`, { slot })}>
      <div role="alert">
        <p className="rs-hands-what">
          {icons[hands]} {say(`hands-${hands}`, { slot })}
        </p>
        <p>{say(`hands-${hands}-more`, { host })}</p>
        <p className="rs-hands-since" aria-live="off">
          <Asked since={since} />
        </p>
      </div>
      <Where slot={slot} />
    </section>
  );
}

function Asked({ since }: { readonly since: number }) {
  const say = useWords(acceptanceWords);
  const { exactly } = useDuration();
  const now = useNow();
  return say('handsSince', { time: exactly((now - since) / 1000) });
}

/** The chassis from its front, with this one slot filled: what eyes look for at the rack. */
function Where({ slot }: { readonly slot: string }) {
  const say = useWords(acceptanceWords);
  const chassis = useRack(({ run }) => run?.chassis.find(({ name }) => name === slot.split('/')[0]));
  if (!chassis) return null;
  return (
    <figure className="rs-hands-where" aria-label={say('handsWhere', { slot })}>
      <ChassisDrawing chassis={chassis}>
        {(one, number) => (
          <div className={one === slot ? 'rs-hands-slot rs-hands-this' : 'rs-hands-slot'} aria-hidden={one !== slot}>
            {number}
            {one === slot && <span className="pf-v6-screen-reader"> {say('handsThis')}</span>}
          </div>
        )}
      </ChassisDrawing>
    </figure>
  );
}
