// Bytes per second over the last ten minutes, drawn; and the same in words for who does not see the drawing.

import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { RateSample } from '../../../services/contract/index.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { api } from '../../api.ts';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { fastest, mergeRates, shownSeconds } from './throughput.ts';
import { rackWords } from './words.ts';

/** What the appliance kept of the time before this page was opened; again after each gap of the line. */
function useRates(): readonly RateSample[] {
  const streamed = useRack((rack) => rack.rates);
  const line = useRack((rack) => rack.line);
  const run = useRack((rack) => rack.run?.run);
  const [kept, keep] = useState<readonly RateSample[]>([]);
  useEffect(() => {
    if (!line || run === undefined) return;
    let left = false;
    void api.call('throughput', {}).then((answer) => answer.ok && !left && keep(answer.value.samples));
    return () => {
      left = true;
    };
  }, [line, run]);
  return mergeRates(kept, streamed);
}

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colours of the theme at this moment, and axes that say their unit. A canvas takes its font in pixels. */
function optionsFor(box: HTMLElement): uPlot.Options {
  const { fontSize, fontFamily } = getComputedStyle(box);
  const axis = {
    stroke: token('--pf-t--global--text--color--subtle'),
    font: `${fontSize} ${fontFamily}`,
    grid: { stroke: token('--pf-t--global--border--color--default'), width: 1 },
    ticks: { show: false },
  };
  const line = token('--pf-t--global--color--brand--default');
  return {
    width: box.clientWidth,
    height: box.clientHeight,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 8, 0, 0],
    scales: { x: { range: (_, __, last) => [last - shownSeconds, last] }, y: { range: (_, __, most) => [0, Math.max(most, 1)] } },
    axes: [
      { ...axis, size: 24, space: 80, values: '{HH}:{mm}' },
      { ...axis, size: 76, space: 28, values: (_, ticks) => ticks.map((tick) => `${bytesInWords(tick)}/s`) },
    ],
    series: [{}, { stroke: line, width: 2, fill: `color-mix(in srgb, ${line} 15%, transparent)`, points: { show: false } }],
  };
}

const dataOf = (rates: readonly RateSample[]): uPlot.AlignedData => [
  rates.map(({ at }) => at / 1000),
  rates.map(({ bytesPerSecond }) => bytesPerSecond),
];

/** Made again when the theme changes: a canvas does not follow colours by itself. */
function useTheme(): string {
  const [theme, set] = useState(document.documentElement.className);
  useEffect(() => {
    const observer = new MutationObserver(() => set(document.documentElement.className));
    observer.observe(document.documentElement, { attributeFilter: ['class'] });
    return () => observer.disconnect();
  }, []);
  return theme;
}

export function ThroughputPlot() {
  const say = useWords(rackWords);
  const rates = useRates();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the theme changes; data comes by the next effect
  useEffect(() => {
    const box = place.current!;
    const made = new uPlot(optionsFor(box), dataOf(rates), box);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height: box.clientHeight }));
    observer.observe(box);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [theme]);
  const last = rates.at(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a sample per second is all that changes
  useEffect(() => plot.current?.setData(dataOf(rates)), [last, rates.length]);
  const now = bytesInWords(last?.bytesPerSecond ?? 0);
  const most = bytesInWords(fastest(rates));
  return (
    <figure className="rs-throughput">
      <figcaption>
        {say('throughput')}: <strong>{say('now', { rate: now })}</strong>, {say('most', { rate: most })}
      </figcaption>
      <div ref={place} className="rs-throughput-plot" role="img" aria-label={say('throughputText', { now, most })} />
    </figure>
  );
}
