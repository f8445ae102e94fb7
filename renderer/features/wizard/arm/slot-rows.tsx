// The rows of the table that are in sight: a rack of 512 blades scrolls with the page, and only what is looked at is drawn.

import { Tbody, Td, Tr } from '@patternfly/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { SlotRow } from './slot-row.tsx';

/** Two lines of text. */
const usualHeight = 59;
/** Enough for a fast wheel. */
const overscan = 8;
const columns = 5;
/** The table's head is the first row for a screen reader. */
export const headRows = 1;

/** What the page scrolls these rows in. */
function scrollerOf(element: HTMLElement): HTMLElement {
  for (let one = element.parentElement; one; one = one.parentElement) if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  return document.documentElement;
}

/** How far below the beginning of what scrolls the rows begin; measured anew whenever something over them may have changed. */
function useScroller() {
  const body = useRef<HTMLTableSectionElement>(null);
  const [place, setPlace] = useState<{ readonly scroller: HTMLElement; readonly top: number }>();
  useLayoutEffect(() => {
    if (!body.current) return;
    const scroller = scrollerOf(body.current);
    const top = Math.round(body.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop);
    if (place?.scroller !== scroller || place.top !== top) setPlace({ scroller, top });
  });
  return { body, scroller: place?.scroller ?? null, top: place?.top ?? 0 };
}

export function SlotRows({
  slots,
  onConsent,
}: {
  readonly slots: readonly string[];
  readonly onConsent: (slots: readonly string[]) => void;
}) {
  const { body, scroller, top } = useScroller();
  const virtual = useVirtualizer({
    count: slots.length,
    getScrollElement: () => scroller,
    estimateSize: () => usualHeight,
    getItemKey: (index) => slots[index]!,
    scrollMargin: top,
    overscan,
  });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <Tbody ref={body}>
      {before > 0 && <Gap height={before} />}
      {items.map(({ index, key }) => (
        <SlotRow key={key} slot={slots[index]!} index={index} measure={virtual.measureElement} onConsent={onConsent} />
      ))}
      {after > 0 && <Gap height={after} />}
    </Tbody>
  );
}

/** The room of rows that are not drawn. */
const Gap = ({ height }: { readonly height: number }) => (
  <Tr aria-hidden="true">
    <Td colSpan={columns} style={{ blockSize: height, padding: 0 }} />
  </Tr>
);
