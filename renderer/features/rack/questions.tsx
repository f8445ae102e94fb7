// What is asked before something is done: why a blade is left out, leave to wipe in typed words, and whether it is meant.

import {
  Button,
  Content,
  Form,
  FormGroup,
  FormHelperText,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { type ReactNode, useState } from 'react';
import { isConsent } from '../../../services/domain/blade/consent.ts';
import { useWords } from '../../i18n/index.ts';
import { rackStore } from '../../stores/index.ts';
import { ProblemLines } from '../../ui/problems.tsx';
import { questionWords } from './question-words.ts';
import { useSteering } from './steering-store.ts';
import { useView } from './view-store.ts';
import { lossesOf, slotsOf } from './wipe.ts';
import { WipeConsent } from './wipe-consent.tsx';

/** Names of slots that a sentence has room for. */
const mostNamed = 24;

export function Questions() {
  const question = useView((view) => view.question);
  if (!question) return null;
  const { what, slots } = question;
  if (what === 'retry') return <Retry slots={slots} />;
  if (what === 'exclude') return <Exclude slots={slots} />;
  if (what === 'consent') return <Consent slots={slots} />;
  if (what === 'stop') return <Plain name="stop" slots={slots} isDanger />;
  return <Plain name={what} slots={slots} isDanger={what === 'powerOff'} />;
}

interface Asked {
  readonly slots: readonly string[];
}

interface Asking extends Asked {
  readonly title: string;
  readonly more: string;
  readonly doIt: string;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  /** True when it was carried out. */
  readonly onDo: () => Promise<boolean>;
  readonly children?: ReactNode;
}

/** A question with its way out; it stays open, with the reason, when what was asked is refused. */
function Ask({ title, more, doIt, slots, isDanger = false, isDisabled = false, onDo, children }: Asking) {
  const say = useWords(questionWords);
  const close = useView((view) => view.answered);
  const busy = useSteering((steering) => steering.busy);
  const trouble = useSteering((steering) => steering.trouble);
  const dismiss = useSteering((steering) => steering.dismiss);
  const leave = () => {
    dismiss();
    close();
  };
  const act = async () => {
    if (await onDo()) leave();
  };
  return (
    <Modal isOpen variant="small" onEscapePress={leave} aria-label={title}>
      <ModalHeader title={title} {...(isDanger ? { titleIconVariant: 'warning' as const } : {})} />
      <ModalBody>
        <Form
          id="question"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isDisabled) void act();
          }}
        >
          <Content component="p">{more}</Content>
          <Slots slots={slots} />
          {children}
          <ProblemLines problems={trouble} />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="question" variant={isDanger ? 'danger' : 'primary'} isDisabled={isDisabled || busy} isLoading={busy}>
          {doIt}
        </Button>
        <Button variant="link" onClick={leave}>
          {say('cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Slots({ slots }: Asked) {
  const say = useWords(questionWords);
  if (slots.length === 0) return null;
  const rest = slots.length - mostNamed;
  return (
    <p>
      {say('slots')}: <strong>{slots.slice(0, mostNamed).join(', ')}</strong> {rest > 0 && say('moreSlots', { count: rest })}
    </p>
  );
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
