// The name of a plan while it is typed, checked by the plan's own rule.

import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import { useId, useState } from 'react';
import { planV1 } from '../../../services/domain/plan/v1.ts';

export function useName(proposed: string) {
  const [name, setName] = useState(proposed);
  return { name, setName, isGood: planV1.shape.name.safeParse(name).success };
}

export function NameInput({
  label,
  help,
  name,
  onChange,
}: {
  readonly label: string;
  readonly help: string;
  readonly name: string;
  readonly onChange: (name: string) => void;
}) {
  const id = useId();
  const isWrong = name !== '' && !planV1.shape.name.safeParse(name).success;
  return (
    <FormGroup label={label} fieldId={id} isRequired>
      <TextInput
        id={id}
        value={name}
        isRequired
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={63}
        aria-describedby={`${id}-help`}
        validated={isWrong ? 'error' : 'default'}
        onChange={(_, typed) => onChange(typed)}
      />
      <FormHelperText>
        <HelperText>
          <HelperTextItem id={`${id}-help`} variant={isWrong ? 'error' : 'default'}>
            {help}
          </HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}
