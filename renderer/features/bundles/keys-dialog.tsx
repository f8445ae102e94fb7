// The keys whose bundles are trusted, each with its words, and how to let go of one.

import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useEffect, useId, useState } from 'react';
import type { KeyView, ProblemView } from '../../../services/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { ProblemAlerts } from '../../ui/problems.tsx';
import { KeyWords } from './trust.tsx';
import { useBundles } from './use-bundles.ts';
import { bundlesWords } from './words.ts';

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(bundlesWords);
  const id = useId();
  const keys = useBundles((state) => state.keys);
  const load = useBundles((state) => state.loadKeys);
  useEffect(() => void load(), [load]);
  return (
    <Modal isOpen variant="medium" onEscapePress={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={say('keysTitle')} description={say('keysLead')} labelId={`${id}-title`} />
      <ModalBody tabIndex={0}>
        {keys?.length === 0 && <p>{say('keysNone')}</p>}
        <ul className="rs-keys">
          {keys?.map((key) => (
            <Key key={key.words} {...key} />
          ))}
        </ul>
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{say('close')}</Button>
      </ModalFooter>
    </Modal>
  );
}

function Key({ words, comment }: KeyView) {
  const say = useWords(bundlesWords);
  const distrust = useBundles((state) => state.distrust);
  const [problems, setProblems] = useState<readonly ProblemView[]>([]);
  const name = comment === '' ? say('keyUnnamed') : comment;
  return (
    <li>
      <div className="rs-keys-head">
        <strong translate="no">{name}</strong>
        <Button
          variant="secondary"
          isDanger
          aria-label={say('distrustOf', { name })}
          onClick={() => void distrust(words).then(setProblems)}
        >
          {say('distrust')}
        </Button>
      </div>
      <KeyWords words={words} />
      <ProblemAlerts problems={problems} />
    </li>
  );
}
