// The short questions of the plans page: the name of a copy, the path of a plan elsewhere.

import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import { useId, useState } from 'react';
import type { PlanListed } from '../../../services/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { begin } from './index.ts';
import { NameInput, useName } from './name-input.tsx';
import { plansWords } from './words.ts';

interface Closing {
  readonly onClose: () => void;
}

export function CopyDialog({ plan, onClose }: Closing & { readonly plan: Pick<PlanListed, 'path' | 'name'> }) {
  const say = useWords(plansWords);
  const { name, setName, isGood } = useName(`${plan.name}-2`);
  const title = say('copyTitle', { name: plan.name });
  return (
    <Dialog title={title} confirm={say('copy')} isReady={isGood} onClose={onClose} onConfirm={() => begin.copy({ path: plan.path, name })}>
      <NameInput label={say('copyName')} help={say('copyHelp')} name={name} onChange={setName} />
    </Dialog>
  );
}

export function PathDialog({ onClose }: Closing) {
  const say = useWords(plansWords);
  const id = useId();
  const [path, setPath] = useState('');
  const wanted = path.trim();
  return (
    <Dialog title={say('pathTitle')} confirm={say('open')} isReady={wanted !== ''} onClose={onClose} onConfirm={() => begin.open(wanted)}>
      <FormGroup label={say('path')} fieldId={id}>
        <TextInput
          id={id}
          value={path}
          placeholder={say('pathPlaceholder')}
          spellCheck={false}
          autoFocus
          aria-describedby={`${id}-help`}
          onChange={(_, typed) => setPath(typed)}
        />
        <FormHelperText>
          <HelperText>
            <HelperTextItem id={`${id}-help`}>{say('pathHelp')}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
    </Dialog>
  );
}
