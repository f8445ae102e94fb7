// The rack for reading from two metres: every slot, the counts, the hour when all will be up, and which blade needs somebody first.

import { Button } from '@patternfly/react-core';
import { TimesIcon } from '@patternfly/react-icons';
import { useEffect } from 'react';
import { bladeStates } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { usePlace, useRack, useSettings } from '../../stores/index.ts';
import { useNow } from '../../ui/clock.ts';
import { stateWords } from '../../ui/stage-words.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { HandsBanner } from '../cluster/hands.tsx';
import { useBecomesNode, useForecast, useHands } from './forecast-line.tsx';
import { useCounts } from './state-chips.tsx';
import { WallCells } from './wall-cells.tsx';
import { WallTicker } from './wall-ticker.tsx';
import { wallWords } from './wall-words.ts';
import './wall.css';

/** Escape leads back to the rack. */
function useWayBack(): () => void {
  const go = usePlace((place) => place.go);
  useEffect(() => {
    const leave = ({ key }: KeyboardEvent) => key === 'Escape' && go('rack');
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [go]);
  return () => go('rack');
}

export function WallPage() {
  const say = useWords(wallWords);
  const isOpen = useRack((rack) => rack.run !== null);
  const offline = useRack((rack) => rack.known && !rack.line);
  const back = useWayBack();
  return (
    <main className="rs-wall" aria-label={say('wall')}>
      <header className="rs-wall-head">
        <WallName />
        {isOpen && <WallCounts />}
        <Button className="rs-wall-back" variant="plain" aria-label={say('back')} title={say('back')} icon={<TimesIcon />} onClick={back} />
      </header>
      <HandsBanner />
      {offline && (
        <p className="rs-wall-offline" role="alert">
          {say('offline')}
        </p>
      )}
      {isOpen ? (
        <div className="rs-wall-body">
          <WallCells />
          <div className="rs-wall-side">
            <WallForecast />
            <WallTicker />
          </div>
        </div>
      ) : (
        <p className="rs-wall-none">{say('noRun')}</p>
      )}
    </main>
  );
}

function WallName() {
  const say = useWords(wallWords);
  const run = useRack((rack) => rack.run?.run ?? '');
  const simulated = useRack((rack) => rack.run?.simulated === true);
  const paused = useRack((rack) => rack.run?.paused === true);
  const marks = [simulated && say('simulated'), paused && say('paused')].filter(Boolean).join(' · ');
  return (
    <h1 className="rs-wall-name">
      {run} {marks && <small>{marks}</small>}
    </h1>
  );
}

function WallCounts() {
  const sayState = useWords(stateWords);
  const counts = useCounts();
  return (
    <ul className="rs-wall-counts">
      {bladeStates.map((state) => (
        <li key={state} className={`rs-state-${state}${counts[state] === 0 ? ' rs-wall-zero' : ''}`}>
          <StateShape state={state} />
          <strong>{counts[state]}</strong> <span>{sayState(state)}</span>
        </li>
      ))}
    </ul>
  );
}

function WallForecast() {
  const say = useWords(wallWords);
  const forecast = useForecast();
  const becomesNode = useBecomesNode();
  if (forecast.kind === 'nothing-armed') return <p className="rs-wall-forecast">{say('nothingArmed')}</p>;
  return (
    <div className="rs-wall-forecast">
      <div>
        <strong className="rs-wall-done">{forecast.done}</strong> {say(becomesNode ? 'ofReady' : 'ofArmed', { of: forecast.of })}
      </div>
      {forecast.kind === 'left' ? (
        <Hour seconds={forecast.seconds} />
      ) : (
        <div>{say(forecast.kind === 'done' ? (becomesNode ? 'allReady' : 'allUp') : 'unknown')}</div>
      )}
    </div>
  );
}

/** A clock face tells more from afar than a number of minutes that changes. */
function Hour({ seconds }: { readonly seconds: number }) {
  const say = useWords(wallWords);
  const language = useSettings((settings) => settings.language);
  const now = useNow();
  const hands = useHands();
  const becomesNode = useBecomesNode();
  const hour = new Date(now + seconds * 1000).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (
    <div>
      {say(hands > 0 ? (becomesNode ? 'othersReadyAt' : 'othersUpAt') : becomesNode ? 'readyAt' : 'upAt')}{' '}
      <strong className="rs-wall-hour">{hour}</strong>
    </div>
  );
}
