// A chassis as a drawing: its frame, its name, and every slot where it is at the front of the real one.

import type { ReactNode } from 'react';
import { chassisModel, placeOfSlot } from '../../services/domain/plan/chassis-models.ts';

export interface DrawnChassis {
  readonly name: string;
  readonly model: string;
  readonly slots: number;
}

/** `children` draws one slot by its id (`c1/3`) and number; `head` stands beside the chassis' name. */
export function ChassisDrawing({
  chassis: { name, model, slots },
  head,
  children,
}: {
  readonly chassis: DrawnChassis;
  readonly head?: ReactNode;
  readonly children: (slot: string, number: number) => ReactNode;
}) {
  const known = chassisModel(model);
  const columns = Math.min(known.columns, slots);
  return (
    <section className="rs-chassis" aria-label={name}>
      <header className="rs-chassis-head">
        <strong>{name}</strong> <span className="rs-chassis-model">{known.title}</span> {head}
      </header>
      <div className="rs-chassis-front" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {Array.from({ length: slots }, (_, index) => {
          const number = index + 1;
          const { row, column } = placeOfSlot(known, slots, number);
          return (
            <div key={number} className="rs-slot-place" style={{ gridRow: row, gridColumn: column }}>
              {children(`${name}/${number}`, number)}
            </div>
          );
        })}
      </div>
    </section>
  );
}
