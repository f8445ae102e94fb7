// What is lost, disk by disk, and the words that allow it.

import { FormGroup, TextInput } from '@patternfly/react-core';
import { consentWords, isConsent } from '../../../services/domain/blade/consent.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { useWords } from '../../i18n/index.ts';
import { questionWords } from './question-words.ts';
import { type Loss, slotsOf } from './wipe.ts';

export function WipeConsent({
  losses,
  typed,
  onType,
}: {
  readonly losses: readonly Loss[];
  readonly typed: string;
  readonly onType: (text: string) => void;
}) {
  const say = useWords(questionWords);
  if (losses.length === 0) return null;
  return (
    <>
      <ul className="rs-losses" aria-label={say('lost')}>
        {losses.map((loss) => (
          <Lost key={loss.slot} loss={loss} />
        ))}
      </ul>
      <FormGroup label={say('type', { phrase: consentWords(slotsOf(losses)) })} fieldId="wipe-words">
        <TextInput
          id="wipe-words"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          validated={typed === '' ? 'default' : isConsent(typed, slotsOf(losses)) ? 'success' : 'warning'}
          onChange={(_, text) => onType(text)}
        />
      </FormGroup>
    </>
  );
}

function Lost({ loss: { slot, disks } }: { readonly loss: Loss }) {
  const say = useWords(questionWords);
  if (!disks)
    return (
      <li>
        <strong>{slot}</strong>: {say('unknownDisks')}
      </li>
    );
  return disks.map(({ name, model, serial, sizeBytes, contents }) => (
    <li key={name}>
      <strong>{slot}</strong>: {name}, {bytesInWords(sizeBytes)}, {model}, {say('serial', { serial })}: <code>{contents}</code>
    </li>
  ));
}
