// How far the whole run is, and when it will be done, in words and as a bar.

import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { useDuration } from '../../ui/duration.ts';
import { type Forecast, forecastOf, waitForHands } from './forecast.ts';
import { rackWords } from './words.ts';

export function useForecast(): Forecast {
  const forecast = useRack(({ run }) => run?.forecast);
  const hands = useHands();
  return forecastOf(forecast ?? { done: 0, of: 0 }, hands);
}

/** Armed blades of which no time can be told. */
export const useHands = (): number => useRack((rack) => waitForHands(Object.values(rack.blades)));

/** The run brings its blades into a cluster, all of them alike: up is not the end. */
export const useBecomesNode = (): boolean => useRack(({ slots, blades }) => blades[slots[0] ?? '']?.aim === 'ready');

export function useForecastWords(forecast: Forecast): { readonly progress: string; readonly left: string } {
  const say = useWords(rackWords);
  const { roughly } = useDuration();
  const hands = useHands();
  const becomesNode = useBecomesNode();
  if (forecast.kind === 'nothing-armed') return { progress: say('nothingArmed'), left: '' };
  if (forecast.kind === 'done') return { progress: say(becomesNode ? 'allReady' : 'allDone', { of: forecast.of }), left: '' };
  const progress = say(becomesNode ? 'progressReady' : 'progress', { done: forecast.done, of: forecast.of });
  const time = forecast.kind === 'left' ? say(hands > 0 ? 'leftOthers' : 'left', { time: roughly(forecast.seconds) }) : undefined;
  const waiting = hands > 0 ? say('hands', { count: hands }) : undefined;
  return { progress, left: [waiting, time].filter(Boolean).join(' · ') || say('leftUnknown') };
}

export function ForecastLine() {
  const forecast = useForecast();
  const { progress, left } = useForecastWords(forecast);
  return (
    <div className="rs-forecast">
      <div>
        <strong>{progress}</strong>
        {left && <span className="rs-forecast-left">{left}</span>}
      </div>
      {forecast.kind !== 'nothing-armed' && <Bar label={progress} percent={Math.floor((100 * forecast.done) / forecast.of)} />}
    </div>
  );
}

export const Bar = ({ label, percent }: { readonly label: string; readonly percent: number }) => (
  <div className="rs-bar" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
    <div style={{ inlineSize: `${percent}%` }} />
  </div>
);
