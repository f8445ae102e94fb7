// A bundle in a directory that is not looked at by itself.

import { Button, FormGroup, FormGroupLabelHelp, InputGroup, InputGroupItem, TextInput } from '@patternfly/react-core';
import { type KeyboardEvent, useId, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { useSite } from '../../../stores/index.ts';
import { Copy } from '../../../ui/copy.tsx';
import { Help } from '../../../ui/help.tsx';
import { ProblemAlerts } from '../../../ui/problems.tsx';
import { uiWords } from '../../../ui/words.ts';
import { Section } from '../step.tsx';
import { bundleWords } from './words.ts';

export function Elsewhere() {
  const say = useWords(bundleWords);
  const trouble = useSite((site) => site.trouble);
  const directory = useSite((site) => site.bundleDirectory);
  return (
    <Section title={say('elsewhere')}>
      <AddDirectory />
      <ProblemAlerts problems={trouble} />
      {directory && (
        <p className="rs-step-lead">
          {say('directory')} <Copy text={directory} />
        </p>
      )}
    </Section>
  );
}

function AddDirectory() {
  const say = useWords(bundleWords);
  const sayUi = useWords(uiWords);
  const id = useId();
  const [path, setPath] = useState('');
  const addBundle = useSite((site) => site.addBundle);
  const wanted = path.trim();
  const add = () => wanted !== '' && void addBundle(wanted);
  const typed = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') add();
  };
  const help = (
    <Help label={say('path')} help={say('pathHelp')}>
      <FormGroupLabelHelp aria-label={sayUi('help', { label: say('path') })} />
    </Help>
  );
  return (
    <FormGroup label={say('path')} fieldId={id} labelHelp={help}>
      <InputGroup>
        <InputGroupItem isFill>
          <TextInput
            id={id}
            value={path}
            spellCheck={false}
            placeholder={say('pathPlaceholder')}
            onChange={(_, text) => setPath(text)}
            onKeyDown={typed}
          />
        </InputGroupItem>
        <InputGroupItem>
          <Button variant="secondary" isDisabled={wanted === ''} onClick={add}>
            {say('add')}
          </Button>
        </InputGroupItem>
      </InputGroup>
    </FormGroup>
  );
}
