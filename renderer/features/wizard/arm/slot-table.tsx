// The slots of the run as a table: mark them, see what will happen to each and to its disk, and arm.

import { Alert, Button, Checkbox, FormSelect, FormSelectOption, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { Table, Th, Thead, Tr } from '@patternfly/react-table';
import { useMemo, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { rackStore, usePlace, useRack } from '../../../stores/index.ts';
import { Consent } from './consent.tsx';
import { headRows, SlotRows } from './slot-rows.tsx';
import { askConsent, decisionOf, type Filter, filters, isOpen, shownSlots, slotState, unheardOf } from './slots.ts';
import { useArm } from './use-arm.ts';
import { armWords } from './words.ts';

/** Slots named in one sentence. */
const mostNamed = 8;

export function SlotTable() {
  const say = useWords(armWords);
  const [filter, setFilter] = useState<Filter>('all');
  const [chassis, setChassis] = useState('');
  const [asked, ask] = useState<readonly string[]>();
  const slots = useRack((rack) => rack.slots);
  const blades = useRack((rack) => rack.blades);
  const shown = useMemo(() => shownSlots(slots, blades, filter, chassis), [slots, blades, filter, chassis]);
  return (
    <>
      <div aria-live="polite" className="rs-arm-hints">
        <Held />
        <PowerHint />
      </div>
      <Actions onConsent={ask} />
      <div className="rs-arm-filters">
        <ToggleGroup aria-label={say('show')}>
          {filters.map((one) => (
            <ToggleGroupItem
              key={one}
              buttonId={`show-${one}`}
              text={say(one)}
              isSelected={one === filter}
              onChange={() => setFilter(one)}
            />
          ))}
        </ToggleGroup>
        <ChassisChoice chassis={chassis} onChoose={setChassis} />
      </div>
      <Table variant="compact" aria-label={say('slots')} aria-rowcount={shown.length + headRows} isStickyHeader gridBreakPoint="">
        <Thead>
          <Tr>
            <MarkShown shown={shown} />
            <Th width={15}>{say('slot')}</Th>
            <Th width={25}>{say('disk')}</Th>
            <Th width={25}>{say('happens')}</Th>
            <Th>{say('wipe')}</Th>
          </Tr>
        </Thead>
        <SlotRows slots={shown} onConsent={ask} />
      </Table>
      {asked && <ConsentFor slots={asked} onClose={() => ask(undefined)} />}
    </>
  );
}

/** For slots that are armed already it is sent at once; for the others it goes with their arming. */
function ConsentFor({ slots, onClose }: { readonly slots: readonly string[]; readonly onClose: () => void }) {
  const allowWipe = useArm((arm) => arm.allowWipe);
  const consent = useArm((arm) => arm.consent);
  const give = () => {
    const { blades } = rackStore.getState();
    const armed = slots.filter((slot) => blades[slot] && slotState(blades[slot]) === 'armed');
    allowWipe(slots.filter((slot) => !armed.includes(slot)));
    if (armed.length > 0) void consent(armed);
    onClose();
  };
  return <Consent slots={slots} onGive={give} onClose={onClose} />;
}

function ChassisChoice({ chassis, onChoose }: { readonly chassis: string; readonly onChoose: (chassis: string) => void }) {
  const say = useWords(armWords);
  const all = useRack((rack) => rack.run?.chassis);
  if (!all || all.length < 2) return null;
  return (
    <FormSelect aria-label={say('chassis')} value={chassis} onChange={(_, next) => onChoose(next)} className="rs-arm-chassis">
      <FormSelectOption value="" label={say('everyChassis')} />
      {all.map(({ name }) => (
        <FormSelectOption key={name} value={name} label={name} />
      ))}
    </FormSelect>
  );
}

function MarkShown({ shown }: { readonly shown: readonly string[] }) {
  const say = useWords(armWords);
  const blades = useRack((rack) => rack.blades);
  const open = shown.filter((slot) => isOpen(slotState(blades[slot]!)));
  const marked = useArm((arm) => arm.marked);
  const mark = useArm((arm) => arm.mark);
  const isAll = open.length > 0 && open.every((slot) => marked.has(slot));
  return (
    <Th modifier="fitContent">
      <Checkbox
        id="mark-shown"
        className="rs-mark-slot"
        aria-label={say('markShown')}
        isChecked={isAll}
        isDisabled={open.length === 0}
        onChange={(_, on) => mark(open, on)}
      />
    </Th>
  );
}

/** What the marks come to, in the words of the button that does it. */
function Actions({ onConsent }: { readonly onConsent: (slots: readonly string[]) => void }) {
  const say = useWords(armWords);
  const slots = useRack((rack) => rack.slots);
  const blades = useRack((rack) => rack.blades);
  const marked = useArm((state) => state.marked);
  const consented = useArm((state) => state.consented);
  const busy = useArm((state) => state.busy);
  const arm = useArm((state) => state.arm);
  const disarm = useArm((state) => state.disarm);
  const decision = useMemo(() => decisionOf(slots, blades, marked, consented), [slots, blades, marked, consented]);
  const keeping = [...decision.arm.filter((slot) => !consented.has(slot)), ...decision.armed.filter((slot) => !blades[slot]?.consentBy)];
  const armCount = say('armCount', { count: decision.arm.length });
  const wiped = decision.wipe.length;
  return (
    <div className="rs-arm-actions">
      <Button
        size="lg"
        variant={wiped > 0 ? 'danger' : 'primary'}
        isAriaDisabled={decision.arm.length === 0 || busy}
        onClick={() => void arm(decision)}
      >
        {decision.arm.length === 0 ? say('markFirst') : wiped > 0 ? say('armWipe', { arm: armCount, count: wiped }) : armCount}
      </Button>
      {keeping.length > 0 && (
        <Button variant="secondary" isDanger onClick={() => onConsent(keeping)}>
          {say('allowCount', { count: keeping.length })}
        </Button>
      )}
      {decision.armed.length > 0 && (
        <Button variant="secondary" isDisabled={busy} onClick={() => void disarm(decision.armed)}>
          {say('disarm', { count: decision.armed.length })}
        </Button>
      )}
    </div>
  );
}

/** Blades that hold before their disk until somebody has said what may become of it. */
function Held() {
  const say = useWords(armWords);
  const slots = useRack((rack) => rack.slots);
  const blades = useRack((rack) => rack.blades);
  const held = useMemo(() => askConsent(slots, blades), [slots, blades]);
  if (held.length === 0) return null;
  return (
    <Alert
      isInline
      component="p"
      variant="warning"
      title={say('held', { count: held.length, slots: held.slice(0, mostNamed).join(' ') })}
    />
  );
}

/** As soon as a slot is armed and its blade is not heard yet: what hands do next. */
function PowerHint() {
  const say = useWords(armWords);
  const go = usePlace((place) => place.go);
  const slots = useRack((rack) => rack.slots);
  const blades = useRack((rack) => rack.blades);
  const simulated = useRack((rack) => rack.run?.simulated === true);
  const powerOn = useArm((arm) => arm.powerOn);
  const unheard = useMemo(() => unheardOf(slots, blades), [slots, blades]);
  if (unheard.length === 0) return null;
  return (
    <section className="rs-power-hint">
      <strong>{say('after', { count: unheard.length })}</strong>
      {!simulated && (
        <ul>
          <li>{say('hintKeys')}</li>
          <li>{say('hintBmc')}</li>
          <li>{say('hintOnce')}</li>
        </ul>
      )}
      <div>
        {simulated && <Button onClick={() => void powerOn(unheard)}>{say('powerOn', { count: unheard.length })}</Button>}{' '}
        <Button variant={simulated ? 'secondary' : 'primary'} onClick={() => go('rack')}>
          {say('toRack')}
        </Button>
      </div>
    </section>
  );
}
