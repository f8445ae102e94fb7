// Several slots at once: the fields that make sense for all of them; each choice is one change, and one step of undo.

import { Button, Content, FormGroup, FormSelect, FormSelectOption, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { pathText } from '../../../../services/domain/plan/path.ts';
import { useWords } from '../../../i18n/index.ts';
import { planStore, usePlan } from '../../../stores/index.ts';
import { setField } from './blade-edits.ts';
import { useLoaders, useRoles } from './choices.ts';
import { currentRack } from './current-rack.ts';
import { panelWords } from './panel-words.ts';
import { slotsStore, useSlots } from './stores.ts';
import { slotsWords } from './words.ts';

/** No plan says this of a blade. */
const mixed = 'mixed';

const chosenBlades = (): number[] => {
  const rack = currentRack(planStore.getState());
  return [...slotsStore.getState().selected].flatMap((slot) => rack.cells[slot]?.blade ?? []);
};

function setAll(field: string, value: unknown): void {
  const edits = setField(currentRack(planStore.getState()), [...slotsStore.getState().selected], field, value);
  if (edits.length > 0) planStore.getState().edit(...edits);
}

export function ManyPanel() {
  const say = useWords(panelWords);
  const sayStep = useWords(slotsWords);
  const count = useSlots((slots) => slots.selected.size);
  const blades = usePlan(() => chosenBlades().length);
  const ask = useSlots((slots) => slots.ask);
  const empty = useSlots((slots) => slots.empty);
  const roles = useRoles();
  return (
    <>
      <h2 className="rs-slots-title">{sayStep('panelBlades', { count })}</h2>
      <Content component="p">{say('several', { count, blades })}</Content>
      <div className="rs-slots-known">
        <Button variant="primary" onClick={() => ask('fill')}>
          {sayStep('fill')}
        </Button>
        <Button variant="secondary" onClick={empty} isDisabled={blades === 0}>
          {sayStep('emptySlots')}
        </Button>
      </div>
      {roles.length > 0 && <Common field="role" label={say('role')} choices={roles} />}
      <Common field="loader" label={say('loader')} choices={useLoaders()} />
      <LabelForAll />
    </>
  );
}

interface CommonField {
  readonly field: 'role' | 'loader';
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

function Common({ field, label, choices }: CommonField) {
  const say = useWords(panelWords);
  const value = usePlan(({ plan }) => {
    const said = new Set(chosenBlades().map((blade) => plan.blades?.[blade]?.[field] ?? ''));
    return said.size === 1 ? [...said][0]! : mixed;
  });
  return (
    <FormGroup label={label} fieldId={`rs-slots-all-${field}`}>
      <FormSelect id={`rs-slots-all-${field}`} value={value} onChange={(_, next) => next !== mixed && setAll(field, next || undefined)}>
        {value === mixed && <FormSelectOption value={mixed} label={`${say('mixed')}: ${say('leave')}`} />}
        {choices.map((choice) => (
          <FormSelectOption key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </FormSelect>
    </FormGroup>
  );
}

function LabelForAll() {
  const say = useWords(panelWords);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  return (
    <FormGroup label={say('labels')} fieldId="rs-slots-all-label">
      <div className="rs-slots-pair">
        <TextInput
          id="rs-slots-all-label"
          aria-label={say('labelKey')}
          placeholder="cabinet"
          value={name}
          onChange={(_, text) => setName(text)}
        />
        <TextInput aria-label={say('labelValue')} placeholder="a1" value={value} onChange={(_, text) => setValue(text)} />
        <Button variant="secondary" isDisabled={name.trim() === ''} onClick={() => setAll(pathText(['labels', name.trim()]), value.trim())}>
          {say('setLabel')}
        </Button>
      </div>
    </FormGroup>
  );
}
