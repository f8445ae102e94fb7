// How the blade came here: its stages with their seconds, and the evidence for each, newest first.

import { Button, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { memo, useState } from 'react';
import type { Entry } from '../../../../services/contract/index.ts';
import { type BladeState, stateOf } from '../../../../services/domain/blade/state.ts';
import { useWords } from '../../../i18n/index.ts';
import { useRack, useSettings } from '../../../stores/index.ts';
import { useNow } from '../../../ui/clock.ts';
import { useDuration } from '../../../ui/duration.ts';
import { Moment } from '../../../ui/moment.tsx';
import { stageWords } from '../../../ui/stage-words.ts';
import { StateShape } from '../../../ui/state-shape.tsx';
import { useBlade } from '../blade-store.ts';
import { type EvidenceKind, evidenceKind, evidenceKinds } from '../evidence-kind.ts';
import { useBecomesNode } from '../forecast-line.tsx';
import { type Step, trackOf } from '../track.ts';
import { panelWords } from './words.ts';

export const Course = ({ slot }: { readonly slot: string }) => (
  <>
    <Track slot={slot} />
    <Evidence />
  </>
);

/** The present step looks like the blade itself. */
const shapeOf = { passed: 'done', ahead: 'waiting', unseen: 'excluded' } as const;

function Track({ slot }: { readonly slot: string }) {
  const say = useWords(panelWords);
  const blade = useRack((rack) => rack.blades[slot]);
  const becomesNode = useBecomesNode();
  const now = useNow();
  if (!blade) return null;
  const state = stateOf(blade);
  return (
    <ol className="rs-track" aria-label={say('stages')}>
      {trackOf(blade, now, becomesNode).map((step) => (
        <TrackStep key={step.stage} step={step} state={step.place === 'current' ? state : shapeOf[step.place]} />
      ))}
    </ol>
  );
}

function TrackStep({ step: { stage, place, seconds }, state }: { readonly step: Step; readonly state: BladeState }) {
  const say = useWords(panelWords);
  const sayStage = useWords(stageWords);
  const { exactly } = useDuration();
  return (
    <li className={`rs-track-${place}`} aria-current={place === 'current' ? 'step' : undefined} title={say(place)}>
      <StateShape state={state} />
      <span>{sayStage(stage)}</span>
      <span className="rs-track-seconds">{seconds === undefined ? '' : exactly(seconds)}</span>
    </li>
  );
}

function Evidence() {
  const say = useWords(panelWords);
  const entries = useBlade((state) => state.entries);
  const more = useBlade((state) => state.more);
  const becomesNode = useBecomesNode();
  const earlier = useBlade((state) => state.earlier);
  const language = useSettings((settings) => settings.language);
  const [kinds, choose] = useState<readonly EvidenceKind[]>(evidenceKinds);
  const offered = evidenceKinds.filter((kind) => kind !== 'cluster' || becomesNode);
  const toggle = (kind: EvidenceKind) => choose(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]);
  const shown = entries.filter(({ type }) => kinds.includes(evidenceKind(type))).toReversed();
  return (
    <>
      <ToggleGroup aria-label={say('evidence')} isCompact>
        {offered.map((kind) => (
          <ToggleGroupItem key={kind} text={say(kind)} isSelected={kinds.includes(kind)} onChange={() => toggle(kind)} />
        ))}
      </ToggleGroup>
      <Entries entries={shown} />
      {more && (
        <Button variant="link" onClick={() => void earlier(language)}>
          {say('earlier')}
        </Button>
      )}
    </>
  );
}

export function Entries({ entries, none }: { readonly entries: readonly Entry[]; readonly none?: string }) {
  const say = useWords(panelWords);
  if (entries.length === 0) return <p className="rs-subtle">{none ?? say('noEvidence')}</p>;
  return (
    <ol className="rs-evidence">
      {entries.map((entry) => (
        <EvidenceLine key={entry.seq} entry={entry} />
      ))}
    </ol>
  );
}

/** An entry never changes: what came before is not drawn again for what comes. */
const EvidenceLine = memo(function EvidenceLine({ entry: { at, type, words } }: { readonly entry: Entry }) {
  return (
    <li className={`rs-evidence-${evidenceKind(type)}`}>
      <Moment at={at} /> <span>{words}</span>
    </li>
  );
});
