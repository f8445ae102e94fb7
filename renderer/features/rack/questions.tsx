// What is asked before something is done: why a blade is left out, leave to wipe in typed words, and whether it is meant.

import { FormGroup, FormHelperText, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { isConsent } from '../../../services/domain/blade/consent.ts';
import { useWords } from '../../i18n/index.ts';
import { rackStore } from '../../stores/index.ts';
import { Ask, type Asked } from './ask.tsx';
import { questionWords } from './question-words.ts';
import { useSteering } from './steering-store.ts';
import { TakeOut } from './take-out.tsx';
import { useView } from './view-store.ts';
import { lossesOf, slotsOf } from './wipe.ts';
import { WipeConsent } from './wipe-consent.tsx';

export function Questions() {
  const question = useView((view) => view.question);
  if (!question) return null;
  const { what, slots } = question;
  if (what === 'retry') return <Retry slots={slots} />;
  if (what === 'exclude') return <Exclude slots={slots} />;
  if (what === 'consent') return <Consent slots={slots} />;
  if (what === 'reinstall' || what === 'replace' || what === 'remove') return <TakeOut slot={slots[0]!} why={what} />;
  if (what === 'stop') return <Plain name="stop" slots={slots} isDanger />;
  return <Plain name={what} slots={slots} isDanger={what === 'powerOff'} />;
}

type PlainName = 'stop' | 'disarm' | 'powerOn' | 'powerOff';

function Plain({ name, slots, isDanger }: Asked & { readonly name: PlainName; readonly isDanger: boolean }) {
  const say = useWords(questionWords);
  const decide = useSteering((steering) => steering.decide);
  const carriedOut: Record<PlainName, () => Promise<boolean>> = {
    stop: () => decide('stopRun', {}),
    disarm: () => decide('disarm', { slots: [...slots] }),
    powerOn: () => decide('power', { slots: [...slots], on: true }),
    powerOff: () => decide('power', { slots: [...slots], on: false }),
  };
  return (
    <Ask
      title={say(name)}
      more={say(`${name}More`)}
      doIt={say(name === 'stop' ? 'stopDo' : name)}
      slots={slots}
      isDanger={isDanger}
      onDo={carriedOut[name]}
    />
  );
}

const lossesAt = (slots: readonly string[]) => lossesOf(slots.flatMap((slot) => rackStore.getState().blades[slot] ?? []));

function Retry({ slots }: Asked) {
  const say = useWords(questionWords);
  const decide = useSteering((steering) => steering.decide);
  const [typed, type] = useState('');
  const losses = lossesAt(slots);
  const consentWipe = isConsent(typed, slotsOf(losses)) ? [...slotsOf(losses)] : [];
  return (
    <Ask
      title={say('retry')}
      more={say('retryMore')}
      doIt={say('retry')}
      slots={slots}
      isDisabled={typed !== '' && consentWipe.length === 0}
      onDo={() => decide('retry', { slots: [...slots], consentWipe })}
    >
      {losses.length > 0 && <p>{say('consentToo')}</p>}
      <WipeConsent losses={losses} typed={typed} onType={type} />
    </Ask>
  );
}

function Consent({ slots }: Asked) {
  const say = useWords(questionWords);
  const decide = useSteering((steering) => steering.decide);
  const [typed, type] = useState('');
  const losses = lossesAt(slots);
  return (
    <Ask
      title={say('consent')}
      more={say('consentMore')}
      doIt={say('consent')}
      slots={slots}
      isDanger
      isDisabled={!isConsent(typed, slotsOf(losses))}
      onDo={() => decide('consent', { slots: [...slotsOf(losses)] })}
    >
      {losses.length === 0 && <p>{say('blankDisks')}</p>}
      <WipeConsent losses={losses} typed={typed} onType={type} />
    </Ask>
  );
}

function Exclude({ slots }: Asked) {
  const say = useWords(questionWords);
  const decide = useSteering((steering) => steering.decide);
  const [reason, write] = useState('');
  const all = async () => {
    for (const slot of slots) if (!(await decide('exclude', { slot, reason: reason.trim() }))) return false;
    return true;
  };
  return (
    <Ask title={say('exclude')} more={say('excludeMore')} doIt={say('exclude')} slots={slots} isDisabled={reason.trim() === ''} onDo={all}>
      <FormGroup label={say('reason')} fieldId="exclude-reason" isRequired>
        <TextInput id="exclude-reason" value={reason} maxLength={200} isRequired onChange={(_, text) => write(text)} />
        <FormHelperText>{say('reasonHelp')}</FormHelperText>
      </FormGroup>
    </Ask>
  );
}
