// The cluster of the open run: the steps on its way to the seal, and the one that somebody is at.

import {
  Bullseye,
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Label,
  Spinner,
  Title,
} from '@patternfly/react-core';
import type { ComponentType, ReactNode } from 'react';
import { useWords } from '../../i18n/index.ts';
import { usePlace, useRack } from '../../stores/index.ts';
import { Copy } from '../../ui/copy.tsx';
import { Acceptance } from './acceptance.tsx';
import { Addons } from './addons.tsx';
import { Control } from './control.tsx';
import { Handover } from './handover.tsx';
import { Hands } from './hands.tsx';
import { Nodes } from './nodes.tsx';
import { Seal } from './seal.tsx';
import { ApiSilent } from './silent.tsx';
import { presentStep, type Seen, type StepName, steps } from './steps.ts';
import { StepsNav } from './steps-nav.tsx';
import { Unplug } from './unplug.tsx';
import { useSeen } from './use-seen.ts';
import { clusterWords } from './words.ts';
import './cluster.css';

const content: Readonly<Record<StepName, ComponentType<{ readonly seen: Seen }>>> = {
  control: Control,
  nodes: Nodes,
  addons: Addons,
  acceptance: Acceptance,
  handover: Handover,
  unplug: Unplug,
  seal: Seal,
};

export function ClusterPage() {
  const say = useWords(clusterWords);
  const known = useRack((rack) => rack.known);
  const isOpen = useRack((rack) => rack.run !== null);
  const simulated = useRack((rack) => rack.run?.simulated === true);
  const seen = useSeen();
  if (!known)
    return (
      <Bullseye>
        <Spinner aria-label={say('loading')} />
      </Bullseye>
    );
  if (!isOpen) return <Nothing what="noRun" to="plans" />;
  if (!seen) return <Nothing what="noCluster" to="bundle" />;
  if (simulated && !seen.cluster.begun) return <Nothing what="simulated" to="rack" />;
  return <Shown seen={seen} />;
}

const ways = {
  plans: { word: 'toPlans', page: 'plans', part: '' },
  bundle: { word: 'toBundle', page: 'wizard', part: 'bundle' },
  rack: { word: 'toRack', page: 'rack', part: '' },
} as const;

function Nothing({ what, to }: { readonly what: 'noRun' | 'noCluster' | 'simulated'; readonly to: keyof typeof ways }) {
  const say = useWords(clusterWords);
  const go = usePlace((place) => place.go);
  const path = useRack(({ run }) => run?.path);
  const { word, page, part } = ways[to];
  return (
    <EmptyState titleText={say(what)} headingLevel="h1">
      <EmptyStateBody>{say(`${what}More`)}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button onClick={() => go(page, part, path)}>{say(word)}</Button>
          {to === 'bundle' && (
            <Button variant="link" onClick={() => go('rack')}>
              {say('toRack')}
            </Button>
          )}
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function Shown({ seen }: { readonly seen: Seen }) {
  const part = usePlace((place) => place.part);
  const present = presentStep(seen);
  const shown = steps.find((step) => step === part) ?? present;
  const Content = content[shown];
  return (
    <div className="rs-cluster-page">
      <Head seen={seen} />
      <Hands />
      <ApiSilent seen={seen} />
      <div className="rs-cluster-two">
        <StepsNav seen={seen} shown={shown} present={present} />
        <Step name={shown}>
          <Content seen={seen} />
        </Step>
      </div>
    </div>
  );
}

function Head({ seen: { cluster, wanted } }: { readonly seen: Seen }) {
  const say = useWords(clusterWords);
  const plan = useRack(({ run }) => run?.plan ?? '');
  return (
    <header className="rs-cluster-head">
      <Title headingLevel="h1" size="lg">
        {say('title', { plan })}
      </Title>
      <Copy text={`https://${wanted.endpoint}`} />
      {cluster.version && <Label isCompact>{cluster.version}</Label>}
      {cluster.sealedAt !== undefined && (
        <Label isCompact color="teal">
          {say('sealed')}
        </Label>
      )}
    </header>
  );
}

/** Whoever touches a step stays at it, with what comes of that; the page goes on to the next one only before eyes that look. */
function Step({ name, children }: { readonly name: StepName; readonly children: ReactNode }) {
  const say = useWords(clusterWords);
  const replace = usePlace((place) => place.replace);
  return (
    <article className="rs-cluster-step" aria-label={say(name)} onFocus={() => replace({ part: name })}>
      <Title headingLevel="h2" size="xl">
        {say(name)}
      </Title>
      {children}
    </article>
  );
}
