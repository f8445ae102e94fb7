// The plan file as text to be edited: the way back for one that cannot be read, and a short way for whoever knows YAML.

import { Alert, Button, Content } from '@patternfly/react-core';
import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { usePlan } from '../../stores/index.ts';
import { ProblemLines } from '../../ui/problems.tsx';
import './plan-file-text.css';
import { reviewWords } from './review/words.ts';
import { wizardWords } from './words.ts';

/** `onDone` leads back to where the text was only read; without it there is nothing else, because the file cannot be read as a plan. */
export function PlanFileText({ onDone }: { readonly onDone?: () => void }) {
  const say = useWords(reviewWords);
  const sayWizard = useWords(wizardWords);
  const written = usePlan((plan) => plan.view?.text ?? '');
  const problems = usePlan((plan) => plan.problems);
  const write = usePlan((plan) => plan.write);
  const [begun, setBegun] = useState(written);
  const [text, setText] = useState(written);
  const save = async () => {
    if (!(await write(text))) return;
    setBegun(text);
    onDone?.();
  };
  return (
    <div className="rs-plan-text">
      {!onDone && <Content component="p">{sayWizard('unreadable')}</Content>}
      {written !== begun && written !== text && <Alert isInline variant="warning" title={say('changedMeanwhile')} />}
      <ProblemLines problems={problems} />
      <NumberedArea text={text} label={sayWizard('text')} onType={setText} />
      <div>
        <Button onClick={() => void save()} isDisabled={text === written}>
          {sayWizard('save')}
        </Button>{' '}
        {onDone && (
          <Button variant="link" onClick={onDone}>
            {say('stopEditing')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The numbers scroll with the text because both are as high as all lines are. Long lines are not broken: a number is one line of the file. */
function NumberedArea({ text, label, onType }: { readonly text: string; readonly label: string; readonly onType: (text: string) => void }) {
  const lines = text.split('\n').length;
  return (
    <div className="rs-text-area">
      <pre aria-hidden="true">{Array.from({ length: lines }, (_, index) => index + 1).join('\n')}</pre>
      <textarea
        aria-label={label}
        value={text}
        rows={lines}
        spellCheck={false}
        wrap="off"
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
      />
    </div>
  );
}
