// Leave to wipe disks, given by typing the name of the slot or the number of slots. It is never set before.

import { FormGroup, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { consentWords, isConsent } from '../../../../services/domain/blade/consent.ts';
import { useWords } from '../../../i18n/index.ts';
import { useRack } from '../../../stores/index.ts';
import { Asked } from './asked.tsx';
import { Disks } from './disks.tsx';
import { armWords } from './words.ts';

const fieldId = 'consent-typed';

export function Consent({
  slots,
  onGive,
  onClose,
}: {
  readonly slots: readonly string[];
  readonly onGive: () => void;
  readonly onClose: () => void;
}) {
  const say = useWords(armWords);
  const [typed, type] = useState('');
  const isGiven = isConsent(typed, slots);
  const label = say('consentType', { words: consentWords(slots) });
  return (
    <Asked
      title={say('consentTitle', { count: slots.length })}
      yes={say('consentGive')}
      no={say('cancel')}
      isAllowed={isGiven}
      onYes={onGive}
      onNo={onClose}
    >
      <p>{say('consentMore')}</p>
      <ul className="rs-consent-slots">
        {slots.map((slot) => (
          <ConsentSlot key={slot} slot={slot} />
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isGiven) onGive();
        }}
      >
        <FormGroup label={label} fieldId={fieldId}>
          <TextInput id={fieldId} value={typed} onChange={(_, text) => type(text)} autoComplete="off" spellCheck={false} autoFocus />
        </FormGroup>
      </form>
    </Asked>
  );
}

function ConsentSlot({ slot }: { readonly slot: string }) {
  const hardware = useRack((rack) => rack.blades[slot]?.hardware);
  const hostname = useRack((rack) => rack.blades[slot]?.hostname);
  return (
    <li>
      <strong>{slot}</strong> {hostname} <Disks {...(hardware ? { hardware } : {})} />
    </li>
  );
}
