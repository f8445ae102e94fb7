// Beside the drawing: the chassis of the rack, and the rule that gives their slots addresses.

import { Button, Content, FormSelect, FormSelectOption, Modal, ModalBody, ModalFooter, ModalHeader, Switch } from '@patternfly/react-core';
import { useState } from 'react';
import { architectures } from '../../../../services/domain/architecture/index.ts';
import { addressByRule } from '../../../../services/domain/plan/addressing.ts';
import { chassisModels } from '../../../../services/domain/plan/chassis-models.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan, useSettings } from '../../../stores/index.ts';
import { Field, fieldId } from '../../../ui/field.tsx';
import { PlanNumber, PlanText, usePlanValue } from '../../../ui/inputs.tsx';
import { addChassis, remodelChassis, removeChassis, renameChassis } from './chassis-actions.ts';
import { labelsIn, labelsText } from './labels-text.ts';
import { panelWords } from './panel-words.ts';
import type { RackChassis } from './rack.ts';
import { useRackOfPlan, useSlots } from './stores.ts';
import { TypedLate } from './typed-late.tsx';
import { slotsWords } from './words.ts';

export function ChassisPanel() {
  const sayStep = useWords(slotsWords);
  const count = useRackOfPlan((rack) => rack.chassis.length);
  const index = useSlots((slots) => Math.min(slots.chassis, Math.max(0, count - 1)));
  const chassis = useRackOfPlan((rack) => rack.chassis[index]);
  return (
    <>
      {chassis && <WhichChassis index={index} />}
      {chassis && <OneChassis key={index} chassis={chassis} />}
      <Button variant="secondary" onClick={addChassis}>
        {sayStep('addChassis')}
      </Button>
      <RackRule />
      <Apart />
    </>
  );
}

function WhichChassis({ index }: { readonly index: number }) {
  const say = useWords(panelWords);
  const show = useSlots((slots) => slots.show);
  const all = useRackOfPlan((rack) => rack.chassis);
  return (
    <FormSelect aria-label={say('which')} value={index} onChange={(_, next) => show('chassis', Number(next))}>
      {all.map((one) => (
        <FormSelectOption key={one.index} value={one.index} label={one.name || `chassis[${one.index}]`} />
      ))}
    </FormSelect>
  );
}

function OneChassis({ chassis: { index, name, model, slots, blades } }: { readonly chassis: RackChassis }) {
  const say = useWords(panelWords);
  const at = `chassis[${index}]`;
  const [written] = usePlanValue(`${at}.name`);
  const language = useSettings((settings) => settings.language);
  return (
    <>
      <Field where={`${at}.name`} label={say('name')} help={say('nameHelp')}>
        <TypedLate
          id={fieldId(`${at}.name`)}
          label={say('name')}
          written={String(written ?? '')}
          write={(text) => {
            renameChassis(index, text);
            return text !== '';
          }}
        />
      </Field>
      <Field where={`${at}.model`} label={say('model')} help={say('modelHelp')}>
        <FormSelect id={fieldId(`${at}.model`)} value={model} onChange={(_, next) => remodelChassis(index, next)}>
          {chassisModels.map((one) => (
            <FormSelectOption key={one.name} value={one.name} label={one.title[language]} />
          ))}
        </FormSelect>
      </Field>
      <PlanNumber where={`${at}.slots`} label={say('slots')} help={say('slotsHelp')} />
      <PlanText where={`${at}.firstIp`} label={say('firstIp')} help={say('firstIpHelp')} />
      <PlanNumber where={`${at}.step`} label={say('step')} help={say('stepHelp')} placeholder="1" />
      <Example slot={`${name}/${Math.min(exampleSlot, slots)}`} />
      <PlanText
        where={`${at}.labels`}
        label={say('labels')}
        help={say('chassisLabelsHelp')}
        read={labelsIn}
        show={labelsText}
        rows={2}
        placeholder="cabinet=a1"
      />
      <Remove index={index} name={name || at} blades={blades} />
    </>
  );
}

/** Not the first, which stands above it already. */
const exampleSlot = 3;

function Example({ slot }: { readonly slot: string }) {
  const say = useWords(panelWords);
  const ip = usePlan(({ plan }) => addressByRule(plan, slot));
  return ip ? <Content component="small">{say('example', { slot, ip })}</Content> : null;
}

function Remove({ index, name, blades }: { readonly index: number; readonly name: string; readonly blades: number }) {
  const say = useWords(panelWords);
  const [asks, ask] = useState(false);
  const close = () => ask(false);
  return (
    <>
      <Button variant="secondary" isDanger onClick={() => (blades > 0 ? ask(true) : removeChassis(index))}>
        {say('remove', { name })}
      </Button>
      <Modal isOpen={asks} onEscapePress={close} variant="small" aria-label={say('removeTitle', { name })}>
        <ModalHeader title={say('removeTitle', { name })} titleIconVariant="warning" />
        <ModalBody>{say('removeMore', { count: blades })}</ModalBody>
        <ModalFooter>
          <Button
            variant="danger"
            onClick={() => {
              close();
              removeChassis(index);
            }}
          >
            {say('removeYes')}
          </Button>
          <Button variant="link" onClick={close}>
            {say('cancel')}
          </Button>
        </ModalFooter>
      </Modal>
    </>
  );
}

function RackRule() {
  const say = useWords(panelWords);
  const last = useRackOfPlan((rack) => rack.chassis.findLast(({ slots }) => slots > 0));
  return (
    <section className="rs-slots-rule" aria-label={say('rackRule')}>
      <h2 className="rs-slots-subtitle">{say('rackRule')}</h2>
      <PlanText where="addressing.firstIp" label={say('rackFirst')} help={say('rackFirstHelp')} />
      <div className="rs-slots-pair">
        <PlanNumber where="addressing.step" label={say('rackStep')} help={say('stepHelp')} placeholder="1" />
        <PlanNumber where="addressing.perChassis" label={say('perChassis')} help={say('perChassisHelp')} />
      </div>
      {last && <Example slot={`${last.name}/${Math.min(exampleSlot, last.slots)}`} />}
    </section>
  );
}

const onePerChassis = 'one-per-chassis';

/** Only where the architecture has several control planes. */
function Apart() {
  const say = useWords(panelWords);
  const has = usePlan(({ plan }) => !!plan.architecture && Math.max(...architectures[plan.architecture].controlPlane) > 1);
  const [value, set] = usePlanValue('placement.controlPlane');
  if (!has) return null;
  return (
    <Field where="placement.controlPlane" label={say('apart')} help={say('apartHelp')}>
      <Switch
        id={fieldId('placement.controlPlane')}
        aria-label={say('apart')}
        isChecked={value === onePerChassis}
        onChange={(_, on) => set(on ? onePerChassis : undefined)}
      />
    </Field>
  );
}
