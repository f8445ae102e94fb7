// The rack from its front: every chassis with every slot, and arrow keys that go where the eye goes.

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { needsPerson, stateOf } from '../../../services/domain/blade/state.ts';
import { type DrawnChassis, drawingRows, slotColumns, slotRows } from '../../../services/domain/plan/chassis-rows.ts';
import { useWords } from '../../i18n/index.ts';
import { rackStore, usePlace, useRack } from '../../stores/index.ts';
import { ChassisDrawing } from '../../ui/chassis.tsx';
import { useNow } from '../../ui/clock.ts';
import { neighbour } from '../../ui/neighbour.ts';
import { isFiltering, matches } from './filter.ts';
import { useBecomesNode } from './forecast-line.tsx';
import { RackSlot, slotElementId } from './rack-slot.tsx';
import { useView, viewStore } from './view-store.ts';
import { rackWords } from './words.ts';
import './slots.css';

/** Of a chassis: its head and frame, and each row of slots. Measured afterwards; a good guess keeps the scroll bar still. */
const frameHeight = 64;
const slotHeight = 76;
/** Rows beyond the edge, so that scrolling shows no gaps. */
const overscan = 1;
const none: readonly DrawnChassis[] = [];

const anyMatches = ({ name, slots }: DrawnChassis) => {
  const { blades } = rackStore.getState();
  return Array.from({ length: slots }, (_, index) => blades[`${name}/${index + 1}`]).some(
    (blade) => blade && matches(blade, viewStore.getState()),
  );
};

/** While a filter is set only the chassis it concerns are drawn; looked at again with the clock, not with every change. */
function useDrawn(): readonly DrawnChassis[] {
  const chassis = useRack((rack) => rack.run?.chassis ?? none);
  const text = useView((view) => view.text);
  const states = useView((view) => view.states);
  const now = useNow();
  const filtering = isFiltering({ text, states });
  // biome-ignore lint/correctness/useExhaustiveDependencies: text, states and time are what the filter looks at
  const names = useMemo(
    () => (filtering ? chassis.filter(anyMatches) : chassis).map(({ name }) => name).join(' '),
    [chassis, text, states, filtering, filtering && now],
  );
  return useMemo(() => chassis.filter(({ name }) => names.split(' ').includes(name)), [chassis, names]);
}

export function Drawing() {
  const say = useWords(rackWords);
  const scroller = useRef<HTMLDivElement>(null);
  const chassis = useDrawn();
  const rows = useMemo(() => drawingRows(chassis), [chassis]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => frameHeight + slotHeight * Math.max(...rows[index]!.map(slotRows)),
    getItemKey: (index) => rows[index]!.map(({ name }) => name).join(' '),
    overscan,
    // Scrolling moves what is drawn; it is drawn anew only when another chassis comes into sight.
    directDomUpdates: true,
  });
  const toRow = (slot: string) => rows.findIndex((row) => row.some(({ name }) => name === slot.split('/')[0]));
  const { current, onKeyDown, focused } = useArrows(chassis, (slot) => virtual.scrollToIndex(toRow(slot)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions, this is a part of the page
    <div ref={scroller} className="rs-rack-scroll" onKeyDown={onKeyDown} onFocus={focused} role="group" aria-label={say('drawing')}>
      {rows.length === 0 && <p className="rs-subtle">{say('noMatch')}</p>}
      <div ref={virtual.containerRef} className="rs-rack-rows">
        {virtual.getVirtualItems().map(({ index, key }) => (
          <div key={key} ref={virtual.measureElement} data-index={index} className="rs-rack-row">
            {rows[index]!.map((one) => (
              <Chassis key={one.name} chassis={one} current={current} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

const Chassis = memo(function Chassis({ chassis, current }: { readonly chassis: DrawnChassis; readonly current: string }) {
  const columns = slotColumns(chassis);
  return (
    <div className="rs-rack-chassis" style={{ flexGrow: columns, maxInlineSize: `${columns * 16}rem` }}>
      <ChassisDrawing chassis={chassis} head={<ChassisCounts chassis={chassis} />}>
        {(slot, number) => <RackSlot slot={slot} number={number} isCurrent={slot === current} />}
      </ChassisDrawing>
    </div>
  );
});

/** How many of this chassis are up, and how many need somebody. */
function ChassisCounts({ chassis: { name, slots } }: { readonly chassis: DrawnChassis }) {
  const say = useWords(rackWords);
  const counts = useRack(({ blades }) => {
    const states = Array.from({ length: slots }, (_, index) => blades[`${name}/${index + 1}`]).flatMap((blade) =>
      blade ? stateOf(blade) : [],
    );
    return `${states.filter((state) => state === 'done').length} ${states.length} ${states.filter(needsPerson).length}`;
  });
  const becomesNode = useBecomesNode();
  const [done = 0, of = 0, needy = 0] = counts.split(' ').map(Number);
  return (
    <span className="rs-chassis-counts">
      {say(becomesNode ? 'chassisReady' : 'chassisCounts', { done, of })}
      {needy > 0 && <strong> · {say('needCount', { count: needy })}</strong>}
    </span>
  );
}

/** One slot of the whole drawing is in the order of Tab; arrows move it. */
function useArrows(chassis: readonly DrawnChassis[], bringIntoSight: (slot: string) => void) {
  const looked = usePlace((place) => place.part);
  const first = chassis[0] ? `${chassis[0].name}/1` : '';
  const [moved, move] = useState('');
  const wanted = useRef('');
  const isThere = (slot: string) => chassis.some(({ name }) => name === slot.split('/')[0]);
  const current = [moved, looked].find((slot) => slot !== '' && isThere(slot)) ?? first;
  // A slot that was out of sight is drawn first, and can take the focus then.
  useEffect(() => {
    const element = wanted.current && document.getElementById(slotElementId(wanted.current));
    if (!element) return;
    wanted.current = '';
    element.focus();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbour(chassis, current, event.key);
    if (!next) return;
    event.preventDefault();
    wanted.current = next;
    if (!document.getElementById(slotElementId(next))) bringIntoSight(next);
    move(next);
  };
  const focused = useCallback((event: { readonly target: EventTarget }) => {
    const { slot } = (event.target as HTMLElement).dataset;
    if (slot) move(slot);
  }, []);
  return { current, onKeyDown, focused };
}
