// Beside the drawing: everything the plan says of the blade in the chosen slot.

import { Button, Content, FormGroup } from '@patternfly/react-core';
import { useDeferredValue } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { usePlace } from '../../../stores/index.ts';
import { Copy } from '../../../ui/copy.tsx';
import { Field, fieldId, PlanPath } from '../../../ui/field.tsx';
import { PlanChoice, PlanList, PlanText, usePlanValue } from '../../../ui/inputs.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { stepOf } from '../places.ts';
import { useLoaders, useRoles } from './choices.ts';
import { labelsIn, labelsText } from './labels-text.ts';
import { ManyPanel } from './many-panel.tsx';
import { panelWords } from './panel-words.ts';
import type { Cell } from './rack.ts';
import { useRackOfPlan, useSlots } from './stores.ts';
import { TypedLate } from './typed-late.tsx';
import { slotsWords } from './words.ts';

export function BladePanel() {
  const say = useWords(panelWords);
  const several = useSlots((slots) => slots.selected.size > 1);
  // The drawing goes first: who scans stickers does not wait for the panel.
  const slot = useDeferredValue(useSlots((slots) => slots.focus));
  const cell = useDeferredValue(useRackOfPlan((rack) => rack.cells[slot]));
  if (several) return <ManyPanel />;
  if (!cell) return <Content component="p">{say('noSlot')}</Content>;
  return cell.blade === undefined ? <EmptySlot cell={cell} /> : <OneBlade key={cell.blade} cell={cell} blade={cell.blade} />;
}

function EmptySlot({ cell: { slot, ip } }: { readonly cell: Cell }) {
  const say = useWords(panelWords);
  const write = useSlots((slots) => slots.write);
  return (
    <>
      <h2 className="rs-slots-title">{slot}</h2>
      <Content component="p">{ip ? say('emptySlot', { ip }) : say('emptySlotNoIp')}</Content>
      <FormGroup label={say('mac')} fieldId="rs-slots-new-mac">
        <TypedLate
          key={slot}
          id="rs-slots-new-mac"
          label={say('mac')}
          written=""
          placeholder="d0:00:67:13:0d:00"
          write={(text) => write(text, 'stay')}
        />
      </FormGroup>
      <Content component="small">{say('macHelp')}</Content>
    </>
  );
}

function OneBlade({ cell, blade }: { readonly cell: Cell; readonly blade: number }) {
  const say = useWords(panelWords);
  const sayStep = useWords(slotsWords);
  const empty = useSlots((slots) => slots.empty);
  const at = `blades[${blade}]`;
  const go = usePlace((place) => place.go);
  return (
    <>
      <header className="rs-slots-head">
        <h2 className="rs-slots-title">{cell.slot}</h2>
        <Button variant="secondary" onClick={empty}>
          {sayStep('emptySlots')}
        </Button>
      </header>
      <div className="rs-slots-known">
        {cell.macs[0] && <Copy text={cell.macs[0]} />}
        {cell.ip && <Copy text={cell.ip} />}
      </div>
      {cell.problems.length > 0 && (
        <section aria-label={say('problemsHere')}>
          <ProblemLines problems={cell.problems} onGo={(where) => go('wizard', `${stepOf(where)}/${where}`)} />
        </section>
      )}
      <PlanList where={`${at}.macs`} label={say('macs')} help={say('macsHelp')} />
      <RoleField at={at} />
      <PlanText where={`${at}.hostname`} label={say('hostname')} help={say('hostnameHelp')} placeholder={cell.hostname ?? ''} />
      <PlanText where={`${at}.ip`} label={say('ip')} help={say('ipHelp')} placeholder={cell.ipByHand ? '' : (cell.ip ?? '')} />
      <SlotField at={at} slot={cell.slot} />
      <DiskLine at={at} />
      <PlanChoice where={`${at}.loader`} label={say('loader')} help={say('loaderHelp')} choices={useLoaders()} />
      <PlanText
        where={`${at}.labels`}
        label={say('labels')}
        help={say('labelsHelp')}
        read={labelsIn}
        show={labelsText}
        rows={2}
        placeholder="cabinet=a1"
      />
    </>
  );
}

/** Written when it is left: half a number is another slot. The keyboard goes along. */
function SlotField({ at, slot }: { readonly at: string; readonly slot: string }) {
  const say = useWords(panelWords);
  const [, set] = usePlanValue(`${at}.slot`);
  const choose = useSlots((slots) => slots.choose);
  return (
    <Field where={`${at}.slot`} label={say('slot')} help={say('slotHelp')}>
      <TypedLate
        id={fieldId(`${at}.slot`)}
        label={say('slot')}
        written={slot}
        write={(text) => {
          if (text === '') return false;
          set(text);
          choose(text, 'only');
          return true;
        }}
      />
    </Field>
  );
}

function RoleField({ at }: { readonly at: string }) {
  const say = useWords(panelWords);
  const roles = useRoles();
  const [said] = usePlanValue(`${at}.role`);
  if (roles.length === 0 && said === undefined)
    return (
      <FormGroup label={say('role')}>
        <Content component="small">{say('roleGiven')}</Content>
      </FormGroup>
    );
  const choices =
    roles.length > 0
      ? roles
      : [
          { value: '', label: say('roleGiven') },
          { value: String(said), label: String(said) },
        ];
  return <PlanChoice where={`${at}.role`} label={say('role')} help={say('roleHelp')} choices={choices} />;
}

const ruleText = (rule: unknown): string =>
  typeof rule === 'object' && rule !== null
    ? Object.entries(rule)
        .map(([field, value]) => `${field} ${value}`)
        .join(', ')
    : String(rule);

/** In short: the rule is written in the step of disks. */
function DiskLine({ at }: { readonly at: string }) {
  const say = useWords(panelWords);
  const [rule, set] = usePlanValue(`${at}.disk`);
  const go = usePlace((place) => place.go);
  return (
    <FormGroup label={say('disk')} labelInfo={<PlanPath where={`${at}.disk`} />}>
      <Content component="small">{rule === undefined ? say('diskPlan') : say('diskOwn', { rule: ruleText(rule) })}</Content>{' '}
      <Button variant="link" isInline onClick={() => go('wizard', `access/${at}.disk`)}>
        {say('diskChange')}
      </Button>
      {rule !== undefined && (
        <Button variant="link" isInline onClick={() => set(undefined)}>
          {say('diskDrop')}
        </Button>
      )}
    </FormGroup>
  );
}
