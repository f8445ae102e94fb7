// An architecture as a drawing of the plan's own blades: who is central, who keeps etcd, who takes pods, and what the VIP leads to.

import type { ReactNode } from 'react';
import type { Architecture, Counts } from '../../../../services/domain/architecture/index.ts';
import { mostCentral, places, rowOf, rowWidth } from './marks.ts';

/** Of one blade in the drawing, in its own units: upright, as blades stand in a chassis. */
const mark = { width: 24, height: 30, gap: 3 };
const size = { width: rowWidth * (mark.width + mark.gap), height: 124 };
const vipHeight = 34;
const letterHeight = 12;
const rowHeight = mark.height + mark.gap;

type MarkKind = 'central' | 'central-and-worker' | 'worker';

const letters: Readonly<Record<MarkKind, readonly string[]>> = { central: ['C'], 'central-and-worker': ['C', 'W'], worker: ['W'] };

/** One blade: a letter for each thing it does, the drum of etcd in its corner, a thick frame when it is central. */
function Mark({ kind, x, y }: { readonly kind: MarkKind; readonly x: number; readonly y: number }) {
  const central = kind !== 'worker';
  return (
    <g transform={`translate(${x} ${y})`} className={central ? 'rs-mark rs-mark-central' : 'rs-mark'}>
      <rect width={mark.width} height={mark.height} rx={central ? 2 : 7} />
      {letters[kind].map((letter, line, { length }) => (
        <text
          key={letter}
          x={central ? 8 : mark.width / 2}
          y={mark.height / 2 + 4 + (line - (length - 1) / 2) * letterHeight}
          textAnchor="middle"
        >
          {letter}
        </text>
      ))}
      {central && <Drum x={mark.width - 9} y={mark.height / 2 - 4} />}
    </g>
  );
}

/** The sign for a store of data, as on every diagram. */
const Drum = ({ x, y }: { readonly x: number; readonly y: number }) => (
  <path className="rs-drum" transform={`translate(${x} ${y})`} d="M0 1.5a3 1.5 0 0 1 6 0v6a3 1.5 0 0 1-6 0zM0 1.5a3 1.5 0 0 0 6 0" />
);

function Marks({
  kind,
  count,
  top,
  most,
}: {
  readonly kind: MarkKind;
  readonly count: number;
  readonly top: number;
  readonly most: number;
}) {
  const { marks, more } = rowOf(count, most);
  const all = places(marks + (more > 0 ? 1 : 0));
  return all.map(({ row, column, inRow }, index) => {
    const x = (size.width - inRow * (mark.width + mark.gap)) / 2 + column * (mark.width + mark.gap) + 1;
    const y = top + row * rowHeight;
    const isRest = more > 0 && index === all.length - 1;
    return isRest ? (
      <text key="rest" className="rs-mark-rest" x={x + mark.width / 2} y={y + mark.height / 2 + 4} textAnchor="middle">
        +{more}
      </text>
    ) : (
      // Blades of one kind are all alike: their place is what they are.
      <Mark key={`${row} ${column}`} kind={kind} x={x} y={y} />
    );
  });
}

const Vip = () => (
  <g className="rs-vip">
    <rect x={size.width / 2 - 20} y={1} width={40} height={16} rx={8} />
    <text x={size.width / 2} y={13} textAnchor="middle">
      VIP
    </text>
    <path d={`M${size.width / 2} 18v12m-4-5 4 5 4-5`} />
  </g>
);

function Rack({ architecture, counts }: { readonly architecture: Architecture; readonly counts: Counts }) {
  const { controlPlane, workers } = counts;
  const top = architecture.vip === 'required' ? vipHeight : 4;
  const rows = new Set(places(Math.min(controlPlane, mostCentral)).map(({ row }) => row)).size;
  const below = top + rows * rowHeight + 8;
  return (
    <>
      {architecture.vip === 'required' && <Vip />}
      <Marks
        kind={architecture.taintsControlPlane(counts) ? 'central' : 'central-and-worker'}
        count={controlPlane}
        top={top}
        most={mostCentral}
      />
      {workers > 0 && (
        <>
          <path className="rs-drawn-line" d={`M4 ${below - 6}H${size.width - 4}`} />
          <Marks kind="worker" count={workers} top={below} most={rowWidth * (rows === 1 && top < vipHeight ? 2 : 1)} />
        </>
      )}
    </>
  );
}

/** The laptop with the virtual machine on its screen. */
const Laptop = () => (
  <g>
    <path className="rs-laptop" d="M52 20h86v62H52zM36 90h118l-8-8H44zM36 90v6h118v-6" />
    <g transform="translate(83 36)">
      <Mark kind="central-and-worker" x={0} y={0} />
    </g>
    <text className="rs-mark-rest" x={60} y={34}>
      VM
    </text>
  </g>
);

/** `title`: the same in words, for those who do not see it. */
export function ArchitectureDrawing({
  architecture,
  counts,
  title,
}: {
  readonly architecture: Architecture;
  readonly counts: Counts;
  readonly title: string;
}): ReactNode {
  return (
    <svg className="rs-architecture-drawing" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={title}>
      {architecture.name === 'laptop' ? <Laptop /> : <Rack architecture={architecture} counts={counts} />}
    </svg>
  );
}

/** One mark by itself, for the key to the drawings. */
export const KeyMark = ({ kind }: { readonly kind: MarkKind | 'drum' }) => (
  <svg className="rs-key-mark" viewBox={`-1 -1 ${mark.width + 2} ${mark.height + 2}`} aria-hidden="true">
    {kind === 'drum' ? (
      <g transform="translate(6 6) scale(2)">
        <Drum x={0} y={0} />
      </g>
    ) : (
      <Mark kind={kind} x={0} y={0} />
    )}
  </svg>
);
