// A new plan: its name, one of the four architectures, and whether it is for practice.

import { Checkbox, FormGroup, Radio } from '@patternfly/react-core';
import { useState } from 'react';
import { architectures } from '../../../services/domain/architecture/index.ts';
import type { ArchitectureName } from '../../../services/domain/plan/v1.ts';
import { useWords } from '../../i18n/index.ts';
import { useSettings, useSite } from '../../stores/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { begin } from './index.ts';
import { NameInput, useName } from './name-input.tsx';
import { plansWords } from './words.ts';

const names = Object.keys(architectures) as ArchitectureName[];

export function NewPlanDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(plansWords);
  const { name, setName, isGood } = useName('');
  const [architecture, setArchitecture] = useState<ArchitectureName>('small');
  const [virtual, setVirtual] = useState(false);
  const hasVirtual = useSite(({ site }) => site?.adapters.some((adapter) => adapter.virtual) === true);
  const create = () => begin.create({ name, architecture, virtual: virtual && hasVirtual });
  return (
    <Dialog title={say('newTitle')} confirm={say('make')} isReady={isGood} onClose={onClose} onConfirm={create} wide>
      <NameInput label={say('newName')} help={say('newNameHelp')} name={name} onChange={setName} />
      <FormGroup role="radiogroup" label={say('architecture')} fieldId="new-plan-architecture">
        <div className="rs-plans-kinds">
          {names.map((one) => (
            <ArchitectureRadio key={one} name={one} isChosen={one === architecture} onChoose={() => setArchitecture(one)} />
          ))}
        </div>
      </FormGroup>
      {hasVirtual && (
        <Checkbox
          id="new-plan-virtual"
          label={say('practice')}
          description={say('practiceHelp')}
          isChecked={virtual}
          onChange={(_, on) => setVirtual(on)}
        />
      )}
    </Dialog>
  );
}

function ArchitectureRadio({
  name,
  isChosen,
  onChoose,
}: {
  readonly name: ArchitectureName;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const language = useSettings((settings) => settings.language);
  const { title, purpose } = architectures[name];
  return (
    <Radio
      id={`new-plan-${name}`}
      name="new-plan-architecture"
      label={title[language]}
      description={purpose[language]}
      isChecked={isChosen}
      onChange={onChoose}
    />
  );
}
