// A question with its way out: what it is about, which slots, and why it was refused.

import { Button, Content, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import { ProblemLines } from '../../ui/problems.tsx';
import { questionWords } from './question-words.ts';
import { useSteering } from './steering-store.ts';
import { useView } from './view-store.ts';

/** Names of slots that a sentence has room for. */
const mostNamed = 24;

export interface Asked {
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
  /** What is asked next, once that was done. */
  readonly onDone?: () => void;
  readonly children?: ReactNode;
}

/** It stays open, with the reason, when what was asked is refused. */
export function Ask({ title, more, doIt, slots, isDanger = false, isDisabled = false, onDo, onDone, children }: Asking) {
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
    if (!(await onDo())) return;
    leave();
    onDone?.();
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
