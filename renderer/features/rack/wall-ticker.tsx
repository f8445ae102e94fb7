// Which blades need somebody, the most urgent first, with the slot large enough to walk to it.

import type { BladeView } from '../../../services/contract/index.ts';
import { bladeStates, needsPerson, stateOf } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { useProblemWords } from '../../i18n/problems.ts';
import { useRack } from '../../stores/index.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { wallWords } from './wall-words.ts';

/** More no one can read from there; as many of them are seen as there is room for. */
const mostShown = 8;

const urgency = (blade: BladeView) => bladeStates.indexOf(stateOf(blade));

/** Those that need somebody; failed before held before silent, and who waits longest first. */
const needyOf = (blades: readonly BladeView[]): readonly BladeView[] =>
  blades.filter((blade) => needsPerson(stateOf(blade))).sort((one, other) => urgency(one) - urgency(other) || one.since - other.since);

export function WallTicker() {
  const say = useWords(wallWords);
  const inWords = useProblemWords();
  const needy = needyOf(Object.values(useRack((rack) => rack.blades)));
  const areHandsWanted = useRack(({ run }) => run?.cluster?.hands !== undefined);
  if (needy.length === 0 && areHandsWanted) return null;
  if (needy.length === 0) return <p className="rs-wall-calm">{say('needsNobody')}</p>;
  return (
    <section className="rs-wall-needy" aria-label={say('needs')}>
      <h2>
        {say('needs')} <strong>{needy.length}</strong>
      </h2>
      <ol>
        {needy.slice(0, mostShown).map((blade) => (
          <li key={blade.slot} className={`rs-state-${stateOf(blade)}`}>
            <span className="rs-wall-slot">
              <StateShape state={stateOf(blade)} /> {blade.slot}
            </span>
            <span className="rs-wall-why">{blade.problem && inWords(blade.problem).what}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
