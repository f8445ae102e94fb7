// The plan file as text: the way back for one that cannot be read, with each problem at its line.

import { Button, Content, Form, TextArea } from '@patternfly/react-core';
import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { usePlan } from '../../stores/index.ts';
import { ProblemLines } from '../../ui/problems.tsx';
import { wizardWords } from './words.ts';

const rows = 28;

export function PlanFileText() {
  const say = useWords(wizardWords);
  const view = usePlan((plan) => plan.view)!;
  const problems = usePlan((plan) => plan.problems);
  const write = usePlan((plan) => plan.write);
  const [text, setText] = useState(view.text);
  return (
    <Form className="rs-plan-text">
      <Content component="p">{say('unreadable')}</Content>
      <ProblemLines problems={problems} />
      <TextArea aria-label={say('text')} value={text} rows={rows} spellCheck={false} onChange={(_, typed) => setText(typed)} />
      <Button onClick={() => void write(text)} isDisabled={text === view.text}>
        {say('save')}
      </Button>
    </Form>
  );
}
