// Whose SSH keys the blades take: each with its type and comment, a private one never shown.

import { Button } from '@patternfly/react-core';
import { KeyIcon, TrashIcon } from '@patternfly/react-icons';
import { keyInWords } from '../../../../services/domain/plan/pasted-keys.ts';
import { isPrivateKey } from '../../../../services/domain/plan/ssh-key.ts';
import { useWords } from '../../../i18n/index.ts';
import { Field, useProblemsAt } from '../../../ui/field.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { Section } from '../step.tsx';
import { AddKeys } from './add-keys.tsx';
import { keysAt, useKeys } from './use-keys.ts';
import { accessWords } from './words.ts';

export function SshKeys() {
  const say = useWords(accessWords);
  const { keys, remove } = useKeys();
  const nobody = useProblemsAt('access', false);
  return (
    <Section title={say('keys')} lead={say('keysLead')}>
      <Field where={keysAt} label={say('keysTitle')} help={say('keysHelp')} below={false}>
        {keys.length === 0 && <p className="rs-step-lead">{say('noKeys')}</p>}
        <ul className="rs-keys">
          {keys.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a key may stand there twice
            <Key key={`${index} ${line}`} line={line} where={`${keysAt}[${index}]`} onRemove={() => remove(index)} />
          ))}
        </ul>
        <ProblemLines problems={nobody} />
      </Field>
      <AddKeys />
    </Section>
  );
}

function Key({ line, where, onRemove }: { readonly line: string; readonly where: string; readonly onRemove: () => void }) {
  const say = useWords(accessWords);
  const problems = useProblemsAt(where);
  const isSecret = isPrivateKey(line);
  const { type, end, comment } = keyInWords(line);
  const name = isSecret ? say('hidden') : comment || say('noComment');
  return (
    <li className="rs-key">
      <KeyIcon />
      <strong>{name}</strong>
      {!isSecret && (
        <span className="rs-step-lead">
          <code>{type}</code> {end && say('ends', { end })}
        </span>
      )}
      <Button
        variant="plain"
        icon={<TrashIcon />}
        aria-label={say('removeKey', { name: isSecret ? name : comment || end })}
        title={say('remove')}
        onClick={onRemove}
      />
      <div className="rs-key-problems">
        <ProblemLines problems={problems} />
      </div>
    </li>
  );
}
