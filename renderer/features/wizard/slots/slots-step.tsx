// The wizard's step of slots: the drawing of the rack, what is done above it, and what is chosen beside it.

import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { memo, useEffect } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, usePlan } from '../../../stores/index.ts';
import { ExportMenu } from '../../exchange/export-menu.tsx';
import { ImportDialog } from '../../exchange/import-dialog.tsx';
import { importStore } from '../../exchange/import-store.ts';
import { addChassis } from './chassis-actions.ts';
import { FillDialog } from './fill-dialog.tsx';
import { LaptopSlot } from './laptop-slot.tsx';
import { goTo } from './next-problem.ts';
import { RackGrid } from './rack-grid.tsx';
import { SidePanel } from './side-panel.tsx';
import { slotsStore, useRackOfPlan, useSlots } from './stores.ts';
import { Strays } from './strays.tsx';
import { Summary } from './summary.tsx';
import { SlotsToolbar } from './toolbar.tsx';
import { slotsWords } from './words.ts';
import './slots.css';

/** The keyboard has a slot to begin at, also when the one it was at has gone. */
function useFocus(): void {
  const order = useRackOfPlan((rack) => rack.order);
  useEffect(() => slotsStore.getState().settle(order), [order]);
}

/** A link from another step leads to a blade or a chassis: `#/wizard/slots/blades[3].ip`. */
function useArrival(): void {
  const wanted = usePlace(({ part }) => part.split('/').slice(1).join('/'));
  useEffect(() => goTo(wanted), [wanted]);
  useEffect(() => () => slotsStore.getState().leave(), []);
}

export function SlotsStep() {
  useFocus();
  useArrival();
  return <Step />;
}

/** Nothing of the plan is looked at here: typing in one slot draws that slot again, not the step. */
const Step = memo(function Step() {
  const isLaptop = usePlan(({ plan }) => plan.architecture === 'laptop');
  const hasChassis = useRackOfPlan((rack) => rack.chassis.length > 0);
  return (
    <div className="rs-slots">
      {isLaptop ? <LaptopSlot /> : <Tools />}
      <Summary />
      <Strays />
      <div className="rs-slots-body">
        {hasChassis ? <RackGrid /> : !isLaptop && <NoChassis />}
        {hasChassis && <SidePanel />}
      </div>
      <FillDialog />
      <Import />
    </div>
  );
});

function Tools() {
  const say = useWords(slotsWords);
  return (
    <SlotsToolbar>
      <Button variant="secondary" size="sm" onClick={() => slotsStore.getState().importList('')}>
        {say('importList')}
      </Button>
      <ExportMenu />
    </SlotsToolbar>
  );
}

/** With the text that was pasted, if it was more than a column of MAC addresses. */
function Import() {
  const list = useSlots((slots) => slots.list);
  const importList = useSlots((slots) => slots.importList);
  useEffect(() => {
    if (list) importStore.getState().paste(list);
  }, [list]);
  return list === undefined ? null : <ImportDialog onClose={() => importList(undefined)} />;
}

function NoChassis() {
  const say = useWords(slotsWords);
  return (
    <EmptyState titleText={say('noChassis')} headingLevel="h2" className="rs-slots-scroll">
      <EmptyStateBody>{say('noChassisMore')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button onClick={addChassis}>{say('addChassis')}</Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
