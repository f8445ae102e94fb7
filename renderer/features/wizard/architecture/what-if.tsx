// What another number of blades would survive, without changing the plan.

import { Button, Content, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { CheckIcon, TimesIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { type Counts, survivalOf } from '../../../../services/domain/architecture/index.ts';
import { rolesFor } from '../../../../services/domain/architecture/role-edits.ts';
import { countsOf } from '../../../../services/domain/plan/roles.ts';
import type { ArchitectureName } from '../../../../services/domain/plan/v1.ts';
import { useWords } from '../../../i18n/index.ts';
import { planStore, usePlan, useSettings } from '../../../stores/index.ts';
import { architectureWith, questions } from './card-facts.ts';
import { membersUp } from './marks.ts';
import { architectureWords } from './words.ts';

/** `counts`: of the plan's blades as they would be in this architecture. */
export function WhatIf({ name, counts }: { readonly name: ArchitectureName; readonly counts: Counts }) {
  const say = useWords(architectureWords);
  const language = useSettings((settings) => settings.language);
  const now = usePlan(({ plan }) => countsOf(plan).controlPlane);
  const [asked, ask] = useState<number>();
  const central = asked ?? counts.controlPlane;
  const architecture = architectureWith(name, central);
  const { mayFail, quorum, words } = survivalOf(architecture, { controlPlane: central, workers: counts.workers }, language);
  const label = name === 'small' ? say('whatIfBlades') : say('whatIfCentral');
  return (
    <section aria-label={say('whatIf')} className="rs-what-if">
      <Content component="h3">{say('whatIf')}</Content>
      <p>{say('whatIfMore')}</p>
      <div className="rs-what-if-numbers">
        <span>{label}</span>
        <ToggleGroup aria-label={label}>
          {questions(name, counts.controlPlane).map((number) => (
            <ToggleGroupItem
              key={number}
              buttonId={`what-if-${number}`}
              text={number === now ? `${number} (${say('isNow')})` : String(number)}
              isSelected={number === central}
              onChange={() => ask(number)}
            />
          ))}
        </ToggleGroup>
      </div>
      <div aria-live="polite">
        <Members members={central} />
        <p>{say('members', { members: central, quorum, mayFail })}</p>
        <p>
          {architecture.name !== name && <strong>{say('asArchitecture', { title: architecture.title[language] })} </strong>}
          {words}
        </p>
      </div>
      <UseNumber name={name} central={central} now={now} />
    </section>
  );
}

/** As many crossed out as may be down. */
function Members({ members }: { readonly members: number }) {
  const say = useWords(architectureWords);
  return (
    <div className="rs-members" aria-hidden="true">
      {membersUp(members).map((up, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: members are alike, their place is what they are
        <span key={index} className={up ? 'rs-member' : 'rs-member rs-member-down'} title={up ? say('up') : say('down')}>
          {up ? <CheckIcon /> : <TimesIcon />}
        </span>
      ))}
    </div>
  );
}

/** Only where the architecture itself leaves the number open. */
function UseNumber({ name, central, now }: { readonly name: ArchitectureName; readonly central: number; readonly now: number }) {
  const say = useWords(architectureWords);
  const enough = usePlan(({ plan }) => (plan.blades?.length ?? 0) > central);
  const edit = usePlan((plan) => plan.edit);
  if (name !== 'production' || central === now || central === 1 || !enough) return null;
  return (
    <Button variant="secondary" onClick={() => edit(...rolesFor(planStore.getState().plan, name, central))}>
      {say('use', { count: central })}
    </Button>
  );
}
