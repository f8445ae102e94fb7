// Problems as a technician reads them: what happened, what to do, where; never by colour alone.

import { Alert, AlertActionLink, Button } from '@patternfly/react-core';
import { ExclamationCircleIcon, ExclamationTriangleIcon } from '@patternfly/react-icons';
import type { ProblemView } from '../../services/contract/index.ts';
import { useWords } from '../i18n/index.ts';
import { useProblemWords } from '../i18n/problems.ts';
import { uiWords } from './words.ts';

/** One problem in a line under its field. */
export function ProblemLine({ problem, onGo }: { readonly problem: ProblemView; readonly onGo?: (where: string) => void }) {
  const say = useWords(uiWords);
  const { what, todo } = useProblemWords()(problem);
  const isError = problem.level === 'error';
  return (
    <div className={`rs-problem rs-problem-${problem.level}`}>
      {isError ? <ExclamationCircleIcon aria-label={say('error')} /> : <ExclamationTriangleIcon aria-label={say('warning')} />}
      <span>
        {what} <span className="rs-todo">{todo}</span>
        {problem.source && <span className="rs-line"> ({say('line', { line: problem.source.line })})</span>}{' '}
        {onGo && problem.where && (
          <Button variant="link" isInline onClick={() => onGo(problem.where!)}>
            {say('goThere')} <code>{problem.where}</code>
          </Button>
        )}
      </span>
    </div>
  );
}

export const ProblemLines = ({
  problems,
  onGo,
}: {
  readonly problems: readonly ProblemView[];
  readonly onGo?: (where: string) => void;
}) => (
  <>
    {problems.map((problem) => (
      <ProblemLine key={`${problem.code} ${problem.where} ${problem.what}`} problem={problem} {...(onGo ? { onGo } : {})} />
    ))}
  </>
);

/** Problems of an action that was asked for, over the place where it was asked. */
export function ProblemAlerts({ problems, onClose }: { readonly problems: readonly ProblemView[]; readonly onClose?: () => void }) {
  const inWords = useProblemWords();
  const say = useWords(uiWords);
  return (
    <div role="status" aria-live="polite">
      {problems.map((problem) => {
        const { what, todo } = inWords(problem);
        return (
          <Alert
            component="p"
            key={`${problem.code} ${problem.what}`}
            isInline
            variant={problem.level === 'error' ? 'danger' : 'warning'}
            title={what}
            {...(onClose ? { actionLinks: <AlertActionLink onClick={onClose}>{say('dismiss')}</AlertActionLink> } : {})}
          >
            {todo}
          </Alert>
        );
      })}
    </div>
  );
}
