// A chassis as a drawing: its frame, its name, and every slot where it is at the front of the real one.

import type { CSSProperties, ReactNode } from 'react';
import { chassisModel, placeOfSlot } from '../../services/domain/plan/chassis-models.ts';
import type { DrawnChassis } from '../../services/domain/plan/chassis-rows.ts';
import { useSettings } from '../stores/index.ts';

interface Place {
  readonly number: number;
  readonly row: number;
  readonly column: number;
}

/** Row after row, as it is read. */
function rowsOf({ model, slots }: DrawnChassis): Place[][] {
  const known = chassisModel(model);
  const places = Array.from({ length: slots }, (_, index) => ({ number: index + 1, ...placeOfSlot(known, slots, index + 1) }));
  const rows = Map.groupBy(places, ({ row }) => row);
  return [...rows.keys()].toSorted((one, other) => one - other).map((row) => rows.get(row)!.toSorted((a, b) => a.column - b.column));
}

/** `children` draws one slot by its id (`c1/3`) and number; `head` stands beside the chassis' name; as a `grid` its slots are a grid's cells. */
export function ChassisDrawing({
  chassis,
  head,
  grid,
  children,
}: {
  readonly chassis: DrawnChassis;
  readonly head?: ReactNode;
  /** The grid's label. */
  readonly grid?: string;
  readonly children: (slot: string, number: number) => ReactNode;
}) {
  const { name, model, slots } = chassis;
  const language = useSettings((settings) => settings.language);
  const known = chassisModel(model);
  const columns = Math.min(known.columns, slots);
  const template: CSSProperties = { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` };
  return (
    <section className="rs-chassis" aria-label={name}>
      <header className="rs-chassis-head">
        <strong>{name}</strong> <span className="rs-chassis-model">{known.title[language]}</span> {head}
      </header>
      <div
        className="rs-chassis-front"
        data-columns={columns}
        style={template}
        {...(grid && { role: 'grid', 'aria-label': grid, 'aria-multiselectable': true })}
      >
        {rowsOf(chassis).map((row) => (
          <div key={row[0]!.number} className="rs-chassis-row" {...(grid && { role: 'row' })}>
            {row.map(({ number, row: line, column }) => (
              <div key={number} className="rs-slot-place" style={{ gridRow: line, gridColumn: column }} {...(grid && { role: 'none' })}>
                {children(`${name}/${number}`, number)}
              </div>
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}
