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

interface Item {
  readonly row: CheckRow;
  /** Something may be asked now. */
  readonly isFree: boolean;
  readonly onAsk: (check: CheckName) => void;
}

export function CheckItem({ row, isFree, onAsk }: Item) {
  const language = useSettings((settings) => settings.language);
  const { check, state, outcome } = row;
  return (
    <li className={`rs-check rs-state-${shapes[state]}`} data-check={check}>
      <StateShape state={shapes[state]} />
      <div>
        <strong>{checkTitle(check, language)}</strong>
        <p className="rs-subtle">{checkProves(check, language)}</p>
        {outcome && <ProblemLines problems={outcome.problems} />}
        <Asking row={row} isFree={isFree} onAsk={onAsk} />
        {outcome && outcome.facts.length > 0 && <Facts check={check} facts={outcome.facts} isOpen={state === 'failed'} />}
      </div>
      <How row={row} />
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
      aria-label={say('onlyThisOf', { check: checkTitle(check, language) })}
      onClick={() => onAsk(check)}
    >
      {say('onlyThis')}
    </Button>
  );
}

interface Seen {
  readonly check: CheckName;
  readonly facts: readonly string[];
  /** At first. */
  readonly isOpen: boolean;
}

/** Names and numbers as they were seen: for whoever wants to know exactly. */
function Facts({ check, facts, isOpen: isOpenAtFirst }: Seen) {
  const say = useWords(acceptanceWords);
  const language = useSettings((settings) => settings.language);
  const [isOpen, open] = useState(isOpenAtFirst);
  return (
    <div>
      <Button
        variant="plain"
        size="sm"
        className="rs-check-facts-button"
        icon={isOpen ? <AngleDownIcon /> : <AngleRightIcon />}
        aria-expanded={isOpen}
        aria-label={say('factsOf', { check: checkTitle(check, language) })}
        onClick={() => open(!isOpen)}
      >
        {say('facts', { count: facts.length })}
      </Button>
      {isOpen && (
        <ul className="rs-check-facts">
          {facts.map((fact) => (
            <li key={fact}>
              <code>{fact}</code>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
