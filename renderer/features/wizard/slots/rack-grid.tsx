// The drawing of the whole rack: only chassis in sight are drawn; mouse, keys and clipboard of all slots are heard here.

import { Button } from '@patternfly/react-core';
import { PencilAltIcon } from '@patternfly/react-icons';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import { chassisModel, placeOfSlot } from '../../../../services/domain/plan/chassis-models.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan, useSettings } from '../../../stores/index.ts';
import { ChassisDrawing } from '../../../ui/chassis.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { chassisIndexOf } from './geometry.ts';
import type { RackChassis } from './rack.ts';
import { SlotCell } from './slot-cell.tsx';
import { useRackOfPlan, useSlots } from './stores.ts';
import { useGridHands } from './use-grid-hands.ts';
import { slotsWords } from './words.ts';

/** Of a chassis: its head and frame, a row of slots, and one line where slots are side by side in pairs at most. Measured afterwards. */
const frameHeight = 64;
const rowHeight = 92;
const lineHeight = 40;
const overscan = 1;

function heightOf({ model, slots }: RackChassis): number {
  const { columns } = chassisModel(model);
  const rows = Math.ceil(slots / Math.max(1, Math.min(columns, slots)));
  return frameHeight + rows * (columns > 2 ? rowHeight : lineHeight);
}

export function RackGrid() {
  const say = useWords(slotsWords);
  const chassis = useRackOfPlan((rack) => rack.chassis);
  const focus = useSlots((slots) => slots.focus);
  const focused = useRackOfPlan((rack) => chassisIndexOf(rack, focus));
  const isPainting = useSlots((slots) => slots.brush !== undefined);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: chassis.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(chassis[index]!),
    overscan,
    // The chassis with the keyboard stays drawn wherever it is scrolled to, or the keyboard would fall out of the page.
    rangeExtractor: (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      return focused < 0 || inSight.includes(focused) ? inSight : [...inSight, focused].toSorted((one, other) => one - other);
    },
  });
  return (
    <section ref={scroller} aria-label={say('drawing')} className="rs-slots-scroll" data-painting={isPainting} {...useGridHands(scroller)}>
      <div className="rs-slots-all" style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            ref={virtual.measureElement}
            data-index={index}
            className="rs-slots-chassis"
            style={{ transform: `translateY(${start}px)` }}
          >
            <OneChassis chassis={chassis[index]!} />
          </div>
        ))}
      </div>
    </section>
  );
}

const OneChassis = memo(function OneChassis({ chassis }: { readonly chassis: RackChassis }) {
  const say = useWords(slotsWords);
  const { name, model, slots } = chassis;
  const language = useSettings((settings) => settings.language);
  const known = chassisModel(model);
  const columns = Math.min(known.columns, slots);
  return (
    <ChassisDrawing
      chassis={chassis}
      head={<ChassisHead chassis={chassis} />}
      grid={say('chassisLabel', { name: name || say('chassisNameless'), title: known.title[language], count: slots })}
    >
      {(slot, number) => <SlotCell slot={slot} isLast={placeOfSlot(known, slots, number).column > columns / 2} />}
    </ChassisDrawing>
  );
});

function ChassisHead({ chassis: { index, name, slots, blades, problems } }: { readonly chassis: RackChassis }) {
  const say = useWords(slotsWords);
  const show = useSlots((state) => state.show);
  const isRack = usePlan(({ plan }) => plan.architecture !== 'laptop');
  return (
    <>
      {name === '' && <em>{say('chassisNameless')}</em>}
      <span className="rs-chassis-model">{say('chassisCount', { blades, slots })}</span>
      {isRack && (
        <Button
          variant="plain"
          size="sm"
          icon={<PencilAltIcon />}
          aria-label={say('changeChassis', { name: name || String(index + 1) })}
          onClick={() => show('chassis', index)}
        />
      )}
      <ProblemLines problems={problems} />
    </>
  );
}
