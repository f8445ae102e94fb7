// The plan file as it is on disk, each problem under its line; and the way to edit it as text.

import { Button } from '@patternfly/react-core';
import { useEffect, useMemo, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, usePlan } from '../../../stores/index.ts';
import { Copy } from '../../../ui/copy.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { PlanFileText } from '../plan-file-text.tsx';
import { wizardWords } from '../words.ts';
import { problemsByLine } from './lines.ts';
import { NumberedText } from './numbered.tsx';
import { useGoTo } from './problem-list.tsx';
import { reviewWords } from './words.ts';

export function PlanFile() {
  const [isEdited, setEdited] = useState(false);
  return isEdited ? <PlanFileText onDone={() => setEdited(false)} /> : <PlanFileRead onEdit={() => setEdited(true)} />;
}

/** Brings the line of the path that a link named into sight. */
function useArrivalAtLine() {
  const wanted = usePlace(({ part }) => part.split('/').slice(1).join('/'));
  const line = usePlan(({ view }) => view?.problems.find(({ where }) => where === wanted)?.source?.line);
  useEffect(() => {
    if (line) document.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'center' });
  }, [line]);
}

function PlanFileRead({ onEdit }: { readonly onEdit: () => void }) {
  const say = useWords(reviewWords);
  const sayWizard = useWords(wizardWords);
  const path = usePlan(({ view }) => view?.path ?? '');
  const text = usePlan(({ view }) => view?.text ?? '');
  // The file's own problems: those of edits on their way have no line yet.
  const problems = usePlan(({ view }) => view?.problems);
  const byLine = useMemo(() => problemsByLine(problems ?? []), [problems]);
  const goTo = useGoTo();
  useArrivalAtLine();
  return (
    <>
      <div className="rs-document-head">
        <Copy text={path} />
        <Button variant="secondary" onClick={onEdit}>
          {say('edit')}
        </Button>
      </div>
      <ProblemLines problems={byLine.get(0) ?? []} onGo={goTo} />
      <NumberedText
        text={text}
        label={sayWizard('text')}
        marked={(line) => byLine.has(line)}
        below={(line) => {
          const found = byLine.get(line);
          return found && <ProblemLines problems={found} onGo={goTo} />;
        }}
      />
    </>
  );
}
