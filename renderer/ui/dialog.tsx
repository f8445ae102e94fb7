// A question in a window of its own: answered, given up, or refused with the reason inside it.

import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { ProblemView } from '../../services/contract/index.ts';
import { useWords } from '../i18n/index.ts';
import { ProblemAlerts } from './problems.tsx';
import { uiWords } from './words.ts';

export interface Asked {
  readonly title: string;
  /** On the button that answers. */
  readonly confirm: string;
  /** On the one that leaves everything as it is. */
  readonly cancel?: string;
  /** What is answered cannot be taken back. */
  readonly isDanger?: boolean;
  readonly isReady: boolean;
  /** Gives every problem that kept it from being done; the dialog closes when there is none. */
  readonly onConfirm: () => Promise<readonly ProblemView[]>;
  readonly onClose: () => void;
}

export function Dialog({
  title,
  confirm,
  cancel,
  isDanger = false,
  isReady,
  onConfirm,
  onClose,
  children,
  wide = false,
}: Asked & { readonly children: ReactNode; readonly wide?: boolean }) {
  const say = useWords(uiWords);
  const id = useId();
  const [problems, setProblems] = useState<readonly ProblemView[]>([]);
  const [busy, setBusy] = useState(false);
  const answer = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || busy) return;
    setBusy(true);
    const found = await onConfirm();
    setBusy(false);
    setProblems(found);
    if (found.length === 0) onClose();
  };
  return (
    <Modal isOpen variant={wide ? 'medium' : 'small'} onEscapePress={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={title} labelId={`${id}-title`} {...(isDanger && { titleIconVariant: 'warning' })} />
      <ModalBody>
        <Form id={`${id}-form`} onSubmit={(event) => void answer(event)}>
          {children}
          <ProblemAlerts problems={problems} />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={`${id}-form`} variant={isDanger ? 'danger' : 'primary'} isDisabled={!isReady} isLoading={busy}>
          {confirm}
        </Button>
        <Button variant="link" onClick={onClose}>
          {cancel ?? say('cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
