// What only the technician knows of a list: whether it is all there is, and which chassis it is of.

import { Checkbox, FormGroup, FormSelect, FormSelectOption, Radio } from '@patternfly/react-core';
import { useWords } from '../../i18n/index.ts';
import { usePlan } from '../../stores/index.ts';
import { type Outcome, useImport } from './import-store.ts';
import { exchangeWords } from './words.ts';

export function MergeQuestions({ outcome: { chassisAsked, missing } }: { readonly outcome: Outcome }) {
  const say = useWords(exchangeWords);
  const how = useImport((state) => state.how);
  const addChassis = useImport((state) => state.addChassis);
  const answer = useImport((state) => state.say);
  const names = missing.map(({ name, slots }) => say('chassisSize', { name, count: slots })).join(', ');
  return (
    <>
      <FormGroup role="radiogroup" label={say('how')} fieldId="import-how">
        {(['add', 'replace'] as const).map((one) => (
          <Radio
            key={one}
            id={`import-${one}`}
            name="import-how"
            label={say(one)}
            isChecked={how === one}
            onChange={() => answer({ how: one })}
          />
        ))}
      </FormGroup>
      {chassisAsked && <ChassisChoice />}
      {missing.length > 0 && (
        <Checkbox
          id="import-add-chassis"
          label={say('addChassis', { names })}
          isChecked={addChassis}
          onChange={(_, checked) => answer({ addChassis: checked })}
        />
      )}
    </>
  );
}

function ChassisChoice() {
  const say = useWords(exchangeWords);
  const chassis = useImport((state) => state.chassis);
  const answer = useImport((state) => state.say);
  const known = usePlan(({ plan }) => plan.chassis);
  return (
    <FormGroup label={say('chassisOf')} fieldId="import-chassis">
      <FormSelect id="import-chassis" value={chassis ?? ''} onChange={(_, name) => answer({ chassis: name || undefined })}>
        <FormSelectOption value="" label={say('chooseChassis')} />
        {(known ?? []).map((one) => one?.name && <FormSelectOption key={one.name} value={one.name} label={one.name} />)}
      </FormSelect>
    </FormGroup>
  );
}
