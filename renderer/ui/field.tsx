// One question of the wizard: its label, help in a technician's words, the path of its answer in the plan file, and what is wrong with it.

import { Button, FormGroup, FormGroupLabelHelp, FormHelperText } from '@patternfly/react-core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ProblemView } from '../../services/contract/index.ts';
import { useWords } from '../i18n/index.ts';
import { usePlace, usePlan } from '../stores/index.ts';
import { Help } from './help.tsx';
import { ProblemLines } from './problems.tsx';
import { uiWords } from './words.ts';

export interface Question {
  /** Path in the plan: `network.vip`. */
  readonly where: string;
  readonly label: string;
  /** Two or three sentences for somebody who has never seen Kubernetes. */
  readonly help: ReactNode;
}

/** A problem is at a path, or at one below it. */
const isAt = (where: string, { where: place = '' }: ProblemView, below: boolean) =>
  place === where || (below && (place.startsWith(`${where}.`) || place.startsWith(`${where}[`)));

export function useProblemsAt(where: string, below = true): readonly ProblemView[] {
  const problems = usePlan((plan) => plan.problems);
  return problems.filter((problem) => isAt(where, problem, below));
}

export const fieldId = (where: string): string => `field-${where.replace(/[^A-Za-z0-9]+/g, '-')}`;

/** Brings the field into sight when a link leads to it: `#/wizard/network/network.vip`. */
function useArrival(where: string) {
  const place = useRef<HTMLDivElement>(null);
  const wanted = usePlace(({ part }) => part.split('/').slice(1).join('/'));
  const arrived = wanted === where || wanted.startsWith(`${where}[`) || wanted.startsWith(`${where}.`);
  useEffect(() => {
    if (!arrived) return;
    place.current?.scrollIntoView({ block: 'center' });
    place.current?.querySelector<HTMLElement>('input, select, textarea, button[role]')?.focus();
  }, [arrived]);
  return place;
}

/** `below`: whether problems of paths below this one are shown here too. */
export function Field({
  where,
  label,
  help,
  below = true,
  children,
}: Question & { readonly below?: boolean; readonly children: ReactNode }) {
  const say = useWords(uiWords);
  const problems = useProblemsAt(where, below);
  const place = useArrival(where);
  return (
    <div ref={place} className="rs-field">
      <FormGroup
        label={label}
        fieldId={fieldId(where)}
        labelHelp={
          <Help label={label} help={help}>
            <FormGroupLabelHelp aria-label={say('help', { label })} />
          </Help>
        }
        labelInfo={<PlanPath where={where} />}
      >
        {children}
        <FormHelperText id={`${fieldId(where)}-problems`}>
          <ProblemLines problems={problems} />
        </FormHelperText>
      </FormGroup>
    </div>
  );
}

/** The path of an answer in the plan file; a click copies it, so that file and wizard teach each other. */
export function PlanPath({ where }: { readonly where: string }) {
  const say = useWords(uiWords);
  return (
    <Button
      variant="plain"
      hasNoPadding
      className="rs-plan-path"
      title={say('planPath', { where })}
      aria-label={say('copy', { text: where })}
      onClick={() => void navigator.clipboard.writeText(where)}
    >
      <code>{where}</code>
    </Button>
  );
}
