// Every slot of the rack as a cell: its number, and its state as shape and colour. A cell is drawn again only when its state changes.

import { memo, useEffect, useRef, useState } from 'react';
import { type BladeState, stateOf } from '../../../services/domain/blade/state.ts';
import { chassisModel, placeOfSlot } from '../../../services/domain/plan/chassis-models.ts';
import { type DrawnChassis, slotColumns } from '../../../services/domain/plan/chassis-rows.ts';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { stateWords } from '../../ui/stage-words.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { cellGap, chassisGap, chassisHead, wallLayout } from './wall-layout.ts';

const none: readonly DrawnChassis[] = [];

/** The room there is, followed as the window changes. */
function useRoom() {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(
      ([entry]) => entry && setRoom({ width: entry.contentRect.width, height: entry.contentRect.height }),
    );
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  return { place, room };
}

export function WallCells() {
  const chassis = useRack((rack) => rack.run?.chassis ?? none);
  const { place, room } = useRoom();
  const { across, width, height } = wallLayout(chassis, room);
  const size = {
    '--rs-cell-width': `${width}px`,
    '--rs-cell-height': `${height}px`,
    '--rs-cell-font': `${Math.floor(Math.min(width * 0.42, height * 0.5))}px`,
    '--rs-cell-gap': `${cellGap}px`,
    '--rs-chassis-gap': `${chassisGap}px`,
    '--rs-chassis-head': `${chassisHead}px`,
    gridTemplateColumns: `repeat(${across}, max-content)`,
  } as React.CSSProperties;
  return (
    <div ref={place} className="rs-wall-room">
      {room.width > 0 && (
        <div className="rs-wall-rack" style={size}>
          {chassis.map((one) => (
            <WallChassis key={one.name} chassis={one} />
          ))}
        </div>
      )}
    </div>
  );
}

const WallChassis = memo(function WallChassis({ chassis }: { readonly chassis: DrawnChassis }) {
  const { name, model, slots } = chassis;
  const known = chassisModel(model);
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <div className="rs-wall-front" style={{ gridTemplateColumns: `repeat(${slotColumns(chassis)}, var(--rs-cell-width))` }}>
        {Array.from({ length: slots }, (_, index) => index + 1).map((number) => (
          <WallCell key={number} slot={`${name}/${number}`} number={number} {...placeOfSlot(known, slots, number)} />
        ))}
      </div>
    </section>
  );
});

interface Cell {
  readonly slot: string;
  readonly number: number;
  readonly row: number;
  readonly column: number;
}

const WallCell = memo(function WallCell({ slot, number, row, column }: Cell) {
  const sayState = useWords(stateWords);
  const state = useRack(({ blades }): BladeState | undefined => {
    const blade = blades[slot];
    return blade && stateOf(blade);
  });
  const isWanted = useRack(({ run }) => run?.cluster?.hands?.slot === slot);
  const place = { gridRow: row, gridColumn: column };
  if (!state) return <div className="rs-wall-cell rs-wall-empty" style={place} />;
  return (
    <div
      className={`rs-wall-cell rs-state-${state}${isWanted ? ' rs-wall-wanted' : ''}`}
      style={place}
      role="img"
      aria-label={`${slot}, ${sayState(state)}`}
    >
      {number}
      <StateShape state={state} />
    </div>
  );
});
