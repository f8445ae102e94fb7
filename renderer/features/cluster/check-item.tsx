// One check of the acceptance test: what it proves, how it ended, what was seen, and what to do.

import { Button } from '@patternfly/react-core';
import { AngleDownIcon, AngleRightIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import type { BladeState } from '../../../services/domain/blade/state.ts';
import { type CheckName, checkProves, checkTitle } from '../../../services/domain/cluster/checks.ts';
import { useWords } from '../../i18n/index.ts';
import { useSettings } from '../../stores/index.ts';
import { useDuration } from '../../ui/duration.ts';
import { useMomentWords } from '../../ui/moment.tsx';
import { ProblemLines } from '../../ui/problems.tsx';
import { StateShape } from '../../ui/state-shape.tsx';
import { acceptanceWords } from './acceptance-words.ts';
import type { CheckRow } from './check-rows.ts';

const shapes: Readonly<Record<CheckRow['state'], BladeState>> = {
  passed: 'done',
  failed: 'failed',
  skipped: 'excluded',
  running: 'working',
  ahead: 'waiting',
  unasked: 'waiting',
};

const none: readonly string[] = [];

interface Item {
  readonly row: CheckRow;
  /** Something may be asked now. */
  readonly isFree: boolean;
  readonly onAsk: (check: CheckName) => void;
}

export function CheckItem({ row, isFree, onAsk }: Item) {
  const language = useSettings((settings) => settings.language);
  const { check, state, outcome } = row;
  const [isOpen, open] = useState<boolean>();
  const facts = outcome?.facts ?? none;
  const isShown = isOpen ?? state === 'failed';
  return (
    <li className={`rs-check rs-state-${shapes[state]}`} data-check={check}>
      <StateShape state={shapes[state]} />
      <div>
        <strong>{checkTitle(check, language)}</strong>
        <p className="rs-subtle">{checkProves(check, language)}</p>
        {outcome && <ProblemLines problems={outcome.problems} />}
        <Asking row={row} isFree={isFree} onAsk={onAsk} />
        {isShown && <Facts facts={facts} />}
      </div>
      <How row={row} />
      {facts.length > 0 && <FactsButton check={check} count={facts.length} isOpen={isShown} onOpen={open} />}
    </li>
  );
}

function How({ row: { state, outcome, earlier } }: { readonly row: CheckRow }) {
  const say = useWords(acceptanceWords);
  const { exactly } = useDuration();
  const inWords = useMomentWords();
  return (
    <>
      <span className="rs-check-state">
        {say(state)}
        {earlier !== undefined && <span className="rs-subtle"> {say('earlier', { at: inWords(earlier) })}</span>}
      </span>
      <span className="rs-check-seconds">{outcome && state !== 'skipped' && exactly(outcome.seconds)}</span>
    </>
  );
}

/** A failed one may be asked alone; the leader's loss is only ever asked alone. */
function Asking({ row: { check, state }, isFree, onAsk }: Item) {
  const say = useWords(acceptanceWords);
  const language = useSettings((settings) => settings.language);
  const isOpen = state === 'running' || state === 'ahead';
  if (isOpen || (check !== 'vip' && state !== 'failed' && state !== 'skipped')) return null;
  if (check === 'vip')
    return (
      <Button variant="secondary" size="sm" className="rs-check-ask" isDisabled={!isFree} onClick={() => onAsk(check)}>
        {say('cut')}
      </Button>
    );
  return (
    <Button
      variant="link"
      isInline
      isDisabled={!isFree}
      aria-label={`${say('onlyThis')}: ${checkTitle(check, language)}`}
      onClick={() => onAsk(check)}
    >
      {say('onlyThis')}
    </Button>
  );
}

interface Opening {
  readonly check: CheckName;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

function FactsButton({ check, count, isOpen, onOpen }: Opening) {
  const say = useWords(acceptanceWords);
  const language = useSettings((settings) => settings.language);
  return (
    <Button
      variant="plain"
      size="sm"
      className="rs-check-facts-button"
      icon={isOpen ? <AngleDownIcon /> : <AngleRightIcon />}
      aria-expanded={isOpen}
      aria-label={`${say('facts', { count })}: ${checkTitle(check, language)}`}
      onClick={() => onOpen(!isOpen)}
    >
      {say('facts', { count })}
    </Button>
  );
}

/** Names and numbers as they were seen: for whoever wants to know exactly. */
const Facts = ({ facts }: { readonly facts: readonly string[] }) => (
  <ul className="rs-check-facts">
    {facts.map((fact) => (
      <li key={fact}>
        <code>{fact}</code>
      </li>
    ))}
  </ul>
);
