// A question before something that cannot be taken back: what it means, yes, or leave it.

import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';

export function Asked({
  title,
  yes,
  no,
  isAllowed = true,
  onYes,
  onNo,
  children,
}: {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
  readonly isAllowed?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal isOpen variant="small" onEscapePress={onNo} aria-label={title}>
      <ModalHeader title={title} titleIconVariant="warning" />
      <ModalBody tabIndex={0}>{children}</ModalBody>
      <ModalFooter>
        <Button variant="danger" isDisabled={!isAllowed} onClick={onYes}>
          {yes}
        </Button>
        <Button variant="link" onClick={onNo}>
          {no}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
