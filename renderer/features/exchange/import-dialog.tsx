// A list of machines into the plan that is open: what was understood of it, what becomes of each machine, and then all of it in one step of undo.

import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useDeferredValue, useMemo } from 'react';
import { useWords } from '../../i18n/index.ts';
import { usePlan } from '../../stores/index.ts';
import { ProblemLines } from '../../ui/problems.tsx';
import { ColumnTable } from './column-table.tsx';
import { type ImportState, type Outcome, outcomeOf, type Understanding, understandingOf, useImport } from './import-store.ts';
import { ListSource } from './list-source.tsx';
import { MergeQuestions } from './merge-questions.tsx';
import { OutcomeTable } from './outcome-table.tsx';
import { exchangeWords } from './words.ts';
import './exchange.css';

/** Of what was typed a moment ago: ten thousand lines take a second, and typing must not wait for them. */
function useOutcome(): { understanding: Understanding | undefined; outcome: Outcome | undefined } {
  const state: ImportState = useDeferredValue(useImport((all) => all));
  const plan = usePlan((all) => all.plan);
  const { text, file, columns, troubles, how, chassis, addChassis } = state;
  const understanding = useMemo(() => understandingOf({ text, file, columns, troubles }), [text, file, columns, troubles]);
  const outcome = useMemo(
    () => understanding && outcomeOf(plan, understanding, { how, chassis, addChassis, file }),
    [plan, understanding, how, chassis, addChassis, file],
  );
  return { understanding, outcome };
}

export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(exchangeWords);
  const { understanding, outcome } = useOutcome();
  const troubles = useImport(({ troubles: found }) => found);
  const clear = useImport((state) => state.clear);
  const edit = usePlan((state) => state.edit);
  const close = () => {
    clear();
    onClose();
  };
  const edits = outcome?.edits ?? [];
  const apply = () => {
    edit(...edits);
    close();
  };
  return (
    <Modal
      isOpen
      variant="large"
      elementToFocus="#import-list"
      aria-labelledby="import-title"
      aria-describedby="import-intro"
      onEscapePress={close}
    >
      <ModalHeader labelId="import-title" title={say('title')} descriptorId="import-intro" description={say('intro')} />
      <ModalBody className="rs-import">
        <ListSource />
        {!understanding && <ProblemLines problems={troubles} />}
        {understanding && <ColumnTable list={understanding.list} />}
        {outcome && <MergeQuestions outcome={outcome} />}
        {understanding && outcome && <Problems understanding={understanding} outcome={outcome} />}
        {outcome && <OutcomeTable outcome={outcome} />}
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={apply} isDisabled={edits.length === 0}>
          {outcome && edits.length > 0 ? say('apply', { count: changesIn(outcome) }) : say('applyNothing')}
        </Button>
        <Button variant="link" onClick={close}>
          {say('cancel')}
        </Button>
        <Conflicts outcome={outcome} />
      </ModalFooter>
    </Modal>
  );
}

const changesIn = ({ preview, removed }: Outcome) =>
  preview.filter(({ change }) => change === 'new' || change === 'changed').length + removed.length;

function Conflicts({ outcome }: { readonly outcome: Outcome | undefined }) {
  const say = useWords(exchangeWords);
  const count = outcome?.preview.filter(({ change }) => change === 'conflict').length ?? 0;
  return count > 0 && <span>{say('conflictsStay', { count })}</span>;
}

function Problems({ understanding, outcome }: { readonly understanding: Understanding; readonly outcome: Outcome }) {
  const say = useWords(exchangeWords);
  // what keeps a machine out stands beside that machine
  const problems = [...understanding.problems, ...outcome.problems.filter(({ level }) => level === 'warning')];
  if (problems.length === 0) return null;
  return (
    <section aria-label={say('problems')} aria-live="polite">
      <h2>{say('problems')}</h2>
      <ProblemLines problems={problems} />
    </section>
  );
}
