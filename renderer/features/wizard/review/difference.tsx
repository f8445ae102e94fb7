// What differs between two texts: added and removed lines by their sign and their colour, one below the other or side by side.

import { useWords } from '../../../i18n/index.ts';
import { type Fold, folded, type Line, sideBySide } from './lines.ts';
import { reviewWords } from './words.ts';

const signs = { same: ' ', added: '+', removed: '−' } as const;

export function Difference({
  lines,
  isSideBySide,
  label,
}: {
  readonly lines: readonly Line[];
  readonly isSideBySide: boolean;
  readonly label: string;
}) {
  const stretches = inStretches(folded(lines));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard (axe: scrollable-region-focusable)
    <section className="rs-lines" aria-label={label} tabIndex={0}>
      {stretches.map((stretch) => {
        if (!Array.isArray(stretch)) return <Folded key={`fold ${stretch.after}`} lines={stretch.lines} />;
        return isSideBySide ? <Pairs key={keyOf(stretch[0])} lines={stretch} /> : <Unified key={keyOf(stretch[0])} lines={stretch} />;
      })}
    </section>
  );
}

const keyOf = (line: Line | undefined) => `${line?.before} ${line?.after}`;

/** Lines that follow one another, and folds between them. */
function inStretches(shown: readonly (Line | Fold)[]): (Fold | Line[])[] {
  const stretches: (Fold | Line[])[] = [];
  for (const one of shown) {
    const last = stretches.at(-1);
    if (one.kind === 'fold') stretches.push(one);
    else if (Array.isArray(last)) last.push(one);
    else stretches.push([one]);
  }
  return stretches;
}

function Folded({ lines }: { readonly lines: number }) {
  const say = useWords(reviewWords);
  return <div className="rs-fold">{say('folded', { count: lines })}</div>;
}

const Unified = ({ lines }: { readonly lines: readonly Line[] }) =>
  lines.map((line) => (
    <div key={keyOf(line)} className={`rs-line-of-text rs-line-two rs-line-${line.kind}`}>
      <span className="rs-line-number">{line.before}</span>
      <span className="rs-line-number">{line.after}</span>
      <Signed line={line} />
    </div>
  ));

/** Read out too: a sign alone is skipped by screen readers. */
function Signed({ line }: { readonly line: Line }) {
  const say = useWords(reviewWords);
  return (
    <>
      <span className="rs-line-sign" aria-hidden="true">
        {signs[line.kind]}
      </span>
      <code>
        {line.kind !== 'same' && <span className="pf-v6-screen-reader">{say(line.kind)} </span>}
        {line.text}
      </code>
    </>
  );
}

const Pairs = ({ lines }: { readonly lines: readonly Line[] }) =>
  sideBySide(lines).map(({ left, right }) => (
    <div key={`${left?.before} ${right?.after}`} className="rs-pair">
      <Side line={left} number={left?.before} />
      <Side line={right} number={right?.after} />
    </div>
  ));

const Side = ({ line, number }: { readonly line: Line | undefined; readonly number: number | undefined }) => (
  <div className={`rs-line-of-text rs-line-signed ${line ? `rs-line-${line.kind}` : 'rs-line-absent'}`}>
    <span className="rs-line-number">{number}</span>
    {line && <Signed line={line} />}
  </div>
);
