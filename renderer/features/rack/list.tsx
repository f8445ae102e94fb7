// The rack as a list: filtered, sorted by any column, as many rows drawn as there is room for, and decisions for all that are marked.

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef } from 'react';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { ListHead } from './list-head.tsx';
import { headRows, ListRow, rowElementId } from './list-row.tsx';
import { Marked } from './marked.tsx';
import { useOrder } from './use-order.ts';
import { rackWords } from './words.ts';
import './list.css';

/** One line of text and two copy buttons; large enough to be hit with gloves. */
const rowHeight = 44;
const overscan = 6;
/** Where an arrow key leads from this row. */
const aimed = (key: string, row: number, last: number): number | undefined =>
  ({ ArrowDown: Math.min(row + 1, last), ArrowUp: Math.max(row - 1, 0), Home: 0, End: last })[key];

export function List() {
  const say = useWords(rackWords);
  const order = useOrder();
  const all = useRack((rack) => rack.slots.length);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => order[index]!,
    overscan,
    // Scrolling moves rows; they are drawn anew only when others come into sight.
    directDomUpdates: true,
  });
  const items = virtual.getVirtualItems();
  const onKeyDown = (event: KeyboardEvent) => {
    const row = order.indexOf((event.target as HTMLElement).dataset.slot ?? '');
    const next = row < 0 ? undefined : aimed(event.key, row, order.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    virtual.scrollToIndex(next);
    // The row is there once the scroll has been drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(rowElementId(order[next]!))?.focus()));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions, this is a part of the page */}
      <div ref={scroller} className="rs-rack-scroll rs-list" role="group" aria-label={say('list')} onKeyDown={onKeyDown}>
        <table
          className="rs-list-table"
          aria-rowcount={order.length + headRows}
          aria-label={say('shown', { shown: order.length, of: all })}
        >
          <ListHead order={order} />
          <tbody ref={virtual.containerRef}>
            {items.map(({ index, key }) => (
              <ListRow key={key} slot={order[index]!} index={index} isFirst={index === items[0]!.index} measured={virtual.measureElement} />
            ))}
          </tbody>
        </table>
        {order.length === 0 && <p className="rs-subtle rs-list-none">{say('noMatch')}</p>}
      </div>
      <Marked />
    </>
  );
}
