// A text with its line numbers, to read and to copy from; a line may carry what is wrong with it.

import type { ReactNode } from 'react';
import { linesOf } from './lines.ts';

/** `below` draws what stands under a line. The box can be scrolled with the keyboard. */
export function NumberedText({
  text,
  label,
  below,
  marked,
}: {
  readonly text: string;
  readonly label: string;
  readonly below?: (line: number) => ReactNode;
  readonly marked?: (line: number) => boolean;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard (axe: scrollable-region-focusable)
    <section className="rs-lines" aria-label={label} tabIndex={0}>
      {linesOf(text).map((line, index) => {
        const number = index + 1;
        return (
          <div key={number} className={marked?.(number) ? 'rs-line-of-text rs-line-marked' : 'rs-line-of-text'} data-line={number}>
            <span className="rs-line-number">{number}</span>
            <code>{line}</code>
            {below?.(number)}
          </div>
        );
      })}
    </section>
  );
}
