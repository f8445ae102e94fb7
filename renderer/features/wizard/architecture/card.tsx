// One architecture as a card: drawn with the plan's blades, what it is for, what it survives, what it needs, and whether the blades fit.

import { Card, CardBody, CardHeader, CardTitle, Label, type LabelProps } from '@patternfly/react-core';
import { CheckCircleIcon, ExclamationCircleIcon, InfoCircleIcon, UsersIcon } from '@patternfly/react-icons';
import { useMemo } from 'react';
import { type Architecture, architectures, survivalOf } from '../../../../services/domain/architecture/index.ts';
import type { ArchitectureName } from '../../../../services/domain/plan/v1.ts';
import { useWords } from '../../../i18n/index.ts';
import { useProblemWords } from '../../../i18n/problems.ts';
import { usePlan, useSettings } from '../../../stores/index.ts';
import { type CardFacts, cardFacts } from './card-facts.ts';
import { ArchitectureDrawing } from './drawing.tsx';
import { architectureWords } from './words.ts';

/** Facts of the open plan, made again only when it changes. */
export function useCardFacts(name: ArchitectureName): CardFacts {
  const plan = usePlan((state) => state.plan);
  return useMemo(() => cardFacts(plan, name), [plan, name]);
}

export function ArchitectureCard({ name, isChosen }: { readonly name: ArchitectureName; readonly isChosen: boolean }) {
  const say = useWords(architectureWords);
  const language = useSettings((settings) => settings.language);
  const edit = usePlan((plan) => plan.edit);
  const facts = useCardFacts(name);
  const architecture = architectures[name];
  const { mayFail, words } = survivalOf(architecture, facts.counts, language);
  const title = architecture.title[language];
  const { controlPlane: central, workers } = facts.counts;
  return (
    <Card id={`architecture-${name}`} isSelectable isSelected={isChosen} isCompact className="rs-architecture-card">
      <CardHeader
        selectableActions={{
          selectableActionId: `architecture-${name}-choice`,
          selectableActionAriaLabelledby: `architecture-${name}-title`,
          name: 'architecture',
          variant: 'single',
          isHidden: false,
          onChange: () => edit({ where: 'architecture', value: name }),
        }}
      >
        <CardTitle component="h2">
          <span id={`architecture-${name}-title`}>{title}</span> <Fits facts={facts} />
        </CardTitle>
      </CardHeader>
      <CardBody className="rs-architecture-body">
        <ArchitectureDrawing
          architecture={architecture}
          counts={facts.counts}
          title={say('drawn', { title, central, workers, layout: architecture.layout[language] })}
        />
        <p>{architecture.purpose[language]}</p>
        <p>
          <strong>{say('survives')}</strong> <Label isCompact>{say('mayFail', { mayFail, members: central })}</Label> {words}
        </p>
        <p>
          <strong>{say('needs')}</strong> <Needs architecture={architecture} />
        </p>
        {facts.fit === 'misfit' && <Misfits problems={facts.misfits} />}
      </CardBody>
    </Card>
  );
}

function Needs({ architecture: { controlPlane, workers, vip } }: { readonly architecture: Architecture }) {
  const say = useWords(architectureWords);
  const allowed = controlPlane.join(', ').replace(/, (\d+)$/, `${say('or')}$1`);
  const alike = workers.most === 0;
  const blades = alike ? say(allowed === '1' ? 'needsOneBlade' : 'needsBlades', { allowed }) : say('needsCentral', { allowed });
  const others = workers.least > 0 ? say('needsWorkers', { least: workers.least }) : say('anyWorkers');
  return [blades, ...(alike ? [] : [others]), vip === 'required' ? say('needsVip') : say('noVip')].join(' · ');
}

/** In a word and a sign. */
function Fits({ facts: { fit, edits } }: { readonly facts: CardFacts }) {
  const say = useWords(architectureWords);
  const label: LabelProps = {
    empty: { icon: <InfoCircleIcon />, children: say('noBlades') },
    fits: { status: 'success', icon: <CheckCircleIcon />, children: say('fits') } as const,
    roles: { color: 'blue', icon: <UsersIcon />, children: say('rolesFollow', { count: edits.length }) } as const,
    misfit: { status: 'danger', icon: <ExclamationCircleIcon />, variant: 'outline', children: say('misfit') } as const,
  }[fit];
  return <Label isCompact {...label} />;
}

/** What would have to change. */
function Misfits({ problems }: { readonly problems: CardFacts['misfits'] }) {
  const inWords = useProblemWords();
  return (
    <p className="rs-misfits">
      <ExclamationCircleIcon /> {problems.map((found) => inWords(found).what).join(' ')}
    </p>
  );
}
