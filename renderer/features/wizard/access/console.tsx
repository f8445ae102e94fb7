// What can be done and seen at a blade itself: login without a password, kernel messages on serial lines.

import { Alert } from '@patternfly/react-core';
import { useWords } from '../../../i18n/index.ts';
import { PlanSwitch, PlanText, usePlanValue } from '../../../ui/inputs.tsx';
import { Fields, Section } from '../step.tsx';
import { accessWords } from './words.ts';

const autologinAt = 'access.autologin';

/** A comma is part of a console's name: `ttyS0,115200`. */
const consolesIn = (text: string) => text.split(/[\s;]+/).filter((one) => one !== '');
const consolesText = (value: unknown) => (Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : '');

export function Console() {
  const say = useWords(accessWords);
  const [isOn] = usePlanValue(autologinAt);
  return (
    <Section title={say('console')}>
      <Fields>
        <PlanSwitch where={autologinAt} label={say('autologin')} help={say('autologinHelp')} />
        <PlanText
          where="access.consoles"
          label={say('consoles')}
          help={say('consolesHelp')}
          placeholder="ttyS0,115200 ttyS1,115200"
          read={consolesIn}
          show={consolesText}
        />
      </Fields>
      {isOn === true && <Alert component="p" isInline isPlain variant="warning" title={say('autologinOn')} />}
    </Section>
  );
}
