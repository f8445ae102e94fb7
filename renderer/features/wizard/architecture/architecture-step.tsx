// The wizard's step: which of the four architectures the blades become, and whether the plan's blades fit it.

import { Button, Content, Switch } from '@patternfly/react-core';
import { architectures, isEven } from '../../../../services/domain/architecture/index.ts';
import { countsOf } from '../../../../services/domain/plan/roles.ts';
import type { ArchitectureName } from '../../../../services/domain/plan/v1.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, usePlan, useSettings } from '../../../stores/index.ts';
import { Field, useProblemsAt } from '../../../ui/field.tsx';
import { PlanText, usePlanValue } from '../../../ui/inputs.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { stepOf } from '../places.ts';
import './architecture.css';
import { ArchitectureCard, useCardFacts } from './card.tsx';
import { KeyMark } from './drawing.tsx';
import { WhatIf } from './what-if.tsx';
import { architectureWords } from './words.ts';

const names = Object.keys(architectures) as ArchitectureName[];

export function ArchitectureStep() {
  const say = useWords(architectureWords);
  const chosen = usePlan(({ plan }) => plan.architecture ?? undefined);
  return (
    <div className="rs-architecture">
      <Field where="architecture" label={say('title')} help={say('help')}>
        <Content component="p">{say('lead')}</Content>
        <div role="radiogroup" aria-label={say('title')} className="rs-architecture-cards">
          {names.map((name) => (
            <ArchitectureCard key={name} name={name} isChosen={name === chosen} />
          ))}
        </div>
      </Field>
      <Key />
      {chosen && <Chosen name={chosen} />}
    </div>
  );
}

const Key = () => {
  const say = useWords(architectureWords);
  return (
    <p className="rs-architecture-key">
      {say('key')}
      <span>
        <KeyMark kind="central" /> {say('keyCentral')}
      </span>
      <span>
        <KeyMark kind="drum" /> {say('keyDrum')}
      </span>
      <span>
        <KeyMark kind="worker" /> {say('keyWorker')}
      </span>
      <span>
        <KeyMark kind="central-and-worker" /> {say('keyBoth')}
      </span>
    </p>
  );
};

function Chosen({ name }: { readonly name: ArchitectureName }) {
  const say = useWords(architectureWords);
  const language = useSettings((settings) => settings.language);
  const { counts } = useCardFacts(name);
  return (
    <section className="rs-architecture-chosen">
      <Content component="h2">{say('chosen', { title: architectures[name].title[language] })}</Content>
      <Wrong name={name} />
      <EvenReason />
      {name === 'production' && <Placement />}
      {name !== 'laptop' && <WhatIf key={name} name={name} counts={counts} />}
    </section>
  );
}

const roleCodes = /^plan-(blade-count|control-plane-count|worker-count|role-contradicts|vip-missing|vip-useless|chassis-shared)$/;

/** What is wrong with the roles as they are, each kind once, and the one button that changes all of them. */
function Wrong({ name }: { readonly name: ArchitectureName }) {
  const say = useWords(architectureWords);
  const problems = usePlan((plan) => plan.problems);
  const go = usePlace((place) => place.go);
  const edit = usePlan((plan) => plan.edit);
  const { edits } = useCardFacts(name);
  const wrong = [...new Map(problems.filter(({ code }) => roleCodes.test(code)).map((found) => [found.code, found])).values()];
  return (
    <>
      <ProblemLines problems={wrong} onGo={(where) => go('wizard', `${stepOf(where)}/${where}`)} />
      {edits.length > 0 && (
        <p className="rs-architecture-follow">
          <Button onClick={() => edit(...edits)}>{say('follow', { count: edits.length })}</Button> <small>{say('followMore')}</small>
        </p>
      )}
    </>
  );
}

/** Asked for when there is an even number of members, or when the plan gives a reason already. */
function EvenReason() {
  const say = useWords(architectureWords);
  const members = usePlan(({ plan }) => countsOf(plan).controlPlane);
  const isGiven = usePlan(({ plan }) => plan.etcd?.evenReason !== undefined);
  const isAsked = useProblemsAt('etcd.evenReason').length > 0;
  if (!isGiven && !isAsked && !isEven(members)) return null;
  return <PlanText where="etcd.evenReason" label={say('evenTitle')} help={say('evenHelp')} placeholder={say('evenPlaceholder')} />;
}

function Placement() {
  const say = useWords(architectureWords);
  const where = 'placement.controlPlane';
  const [value, set] = usePlanValue(where);
  return (
    <Field where={where} label={say('placementTitle')} help={say('placementHelp')}>
      <Switch
        aria-label={say('placementTitle')}
        isChecked={value === 'one-per-chassis'}
        onChange={(_, apart) => set(apart ? 'one-per-chassis' : undefined)}
      />
    </Field>
  );
}
