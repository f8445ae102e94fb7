// The plan files of this laptop and its sticks: which there are, how good each is, and the ways to begin with one.

import { Alert, AlertActionLink, Button, Content, Flex, FlexItem, Spinner } from '@patternfly/react-core';
import { FolderOpenIcon, PlusIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import type { PlanListed, ProblemView } from '../../../services/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { usePlace, useRack, useSite } from '../../stores/index.ts';
import { Copy } from '../../ui/copy.tsx';
import { ProblemAlerts } from '../../ui/problems.tsx';
import { CopyDialog, PathDialog } from './dialogs.tsx';
import { DropArea, ImportButton } from './import-file.tsx';
import { begin } from './index.ts';
import { NewPlanDialog } from './new-plan-dialog.tsx';
import { Newcomer } from './newcomer.tsx';
import { PlanTable } from './plan-table.tsx';
import './plans.css';
import { useLooked } from '../../ui/use-looked.ts';
import { plansWords } from './words.ts';

type Question = 'new' | 'path' | { readonly copy: PlanListed };

const contentsOf = (files: readonly File[]) => Promise.all(files.map(async (file) => ({ fileName: file.name, text: await file.text() })));

export function PlansPage() {
  const plans = useSite((site) => site.plans);
  const loadPlans = useSite((site) => site.loadPlans);
  const trouble = useSite((site) => site.trouble);
  const [question, setQuestion] = useState<Question>();
  const [problems, setProblems] = useState<readonly ProblemView[]>([]);
  useLooked(loadPlans);
  const importFiles = async (files: readonly File[]) => {
    setProblems(await begin.import(await contentsOf(files)));
    await loadPlans();
  };
  const close = () => setQuestion(undefined);
  return (
    <DropArea onFiles={(files) => void importFiles(files)}>
      <OpenRun />
      <ProblemAlerts problems={[...trouble, ...problems]} />
      <Head onAsk={setQuestion} onFiles={(files) => void importFiles(files)} isEmpty={plans?.length === 0} />
      {plans === undefined && trouble.length === 0 && <Reading />}
      {plans?.length === 0 && <Newcomer onNew={() => setQuestion('new')} />}
      {plans && plans.length > 0 && <PlanTable plans={plans} onCopy={(copy) => setQuestion({ copy })} />}
      {plans && plans.length > 0 && <Directory />}
      {question === 'new' && <NewPlanDialog onClose={close} />}
      {question === 'path' && <PathDialog onClose={close} />}
      {typeof question === 'object' && <CopyDialog plan={question.copy} onClose={close} />}
    </DropArea>
  );
}

function Head({
  onAsk,
  onFiles,
  isEmpty,
}: {
  readonly onAsk: (question: Question) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly isEmpty: boolean;
}) {
  const say = useWords(plansWords);
  return (
    <Flex className="rs-plans-head" alignItems={{ default: 'alignItemsCenter' }}>
      <FlexItem grow={{ default: 'grow' }} className="rs-plans-lead">
        <Content component="h1">{say('title')}</Content>
        {!isEmpty && <Content component="p">{say('lead')}</Content>}
      </FlexItem>
      <FlexItem>
        <Button variant="secondary" icon={<FolderOpenIcon />} onClick={() => onAsk('path')}>
          {say('byPath')}
        </Button>
      </FlexItem>
      <FlexItem>
        <ImportButton onFiles={onFiles} />
      </FlexItem>
      {!isEmpty && (
        <FlexItem>
          <Button icon={<PlusIcon />} onClick={() => onAsk('new')}>
            {say('new')}
          </Button>
        </FlexItem>
      )}
    </Flex>
  );
}

/** What serves on the cable now matters more than any file. */
function OpenRun() {
  const say = useWords(plansWords);
  const plan = useRack(({ run }) => run?.plan);
  const go = usePlace((place) => place.go);
  if (plan === undefined) return null;
  return (
    <Alert
      component="p"
      isInline
      variant="info"
      title={say('runOpen', { plan })}
      actionLinks={<AlertActionLink onClick={() => go('rack')}>{say('toRack')}</AlertActionLink>}
    >
      {say('runOpenMore')}
    </Alert>
  );
}

function Reading() {
  const say = useWords(plansWords);
  return <Spinner size="lg" aria-label={say('reading')} />;
}

function Directory() {
  const say = useWords(plansWords);
  const directory = useSite((site) => site.planDirectory);
  return (
    <p className="rs-plans-directory">
      {say('directory')} <Copy text={directory} />
    </p>
  );
}
