// One blade in full: what keeps it, what it does, what to do, and everything that proves it.

import { Alert, EmptyState, EmptyStateBody, Tab, Tabs, TabTitleText, Title } from '@patternfly/react-core';
import { useEffect, useRef, useState } from 'react';
import type { BladeView } from '../../../../services/contract/index.ts';
import { type BladeState, stateOf } from '../../../../services/domain/blade/state.ts';
import { useWords } from '../../../i18n/index.ts';
import { useProblemWords } from '../../../i18n/problems.ts';
import { rackStore, useRack, useSettings } from '../../../stores/index.ts';
import { handsWords } from '../../../ui/hands-words.ts';
import { useNodeWay } from '../../../ui/node-way-words.ts';
import { ProblemLines } from '../../../ui/problems.tsx';
import { doingWords, stageWords, stateWords } from '../../../ui/stage-words.ts';
import { StateShape } from '../../../ui/state-shape.tsx';
import { bladeStore, useBlade } from '../blade-store.ts';
import { Bar, useBecomesNode } from '../forecast-line.tsx';
import { powerHint } from '../power-hint.ts';
import { Controls } from './controls.tsx';
import { Course } from './course.tsx';
import { Documents } from './documents.tsx';
import { hintWords } from './hint-words.ts';
import { Log } from './log.tsx';
import { Machine } from './machine.tsx';
import { Node } from './node.tsx';
import { PanelTools } from './panel-tools.tsx';
import { panelWords } from './words.ts';
import './panel.css';

/** Looks at the blade while the panel is open, and again whenever it has got further or may do something else. */
function useLook(slot: string, blade: BladeView | undefined): void {
  const language = useSettings((settings) => settings.language);
  const look = useBlade((state) => state.look);
  const isPlanned = blade !== undefined;
  const mark = blade && [blade.stage, blade.since, blade.permission, blade.arming, blade.consentBy, blade.hardware?.serial].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark says when there is something new to ask for
  useEffect(() => {
    if (isPlanned) void look(slot, language);
  }, [slot, language, isPlanned, mark, look]);
  useEffect(
    () =>
      rackStore.subscribe((rack, before) => {
        if (rack.activity !== before.activity) bladeStore.getState().heard(rack.activity);
      }),
    [],
  );
}

export function Panel({ slot }: { readonly slot: string }) {
  const say = useWords(panelWords);
  const blade = useRack((rack) => rack.blades[slot]);
  const trouble = useBlade((state) => state.trouble);
  const title = useRef<HTMLHeadingElement>(null);
  useLook(slot, blade);
  useEffect(() => title.current?.focus(), []);
  return (
    <aside className="rs-panel" aria-label={say('blade', { slot })}>
      <header className="rs-panel-head">
        <Title ref={title} headingLevel="h2" size="xl" tabIndex={-1}>
          {slot}
        </Title>
        {blade && <Named blade={blade} />}
        <PanelTools slot={slot} />
      </header>
      {blade ? (
        <>
          <Now blade={blade} />
          <Controls blade={blade} />
          <ProblemLines problems={trouble} />
          <Parts slot={slot} />
        </>
      ) : (
        <EmptyState titleText={say('unplanned', { slot })} headingLevel="h3">
          <EmptyStateBody>{say('unplannedMore')}</EmptyStateBody>
        </EmptyState>
      )}
    </aside>
  );
}

function Named({ blade }: { readonly blade: BladeView }) {
  const sayState = useWords(stateWords);
  const state = stateOf(blade);
  return (
    <>
      <span className="rs-panel-host" title={blade.hostname}>
        {blade.hostname}
      </span>
      <span className={`rs-panel-state rs-state-${state}`}>
        <StateShape state={state} /> {sayState(state)}
      </span>
    </>
  );
}

/** It does nothing now: what its stage says it does is over, or stands still. */
const standing: readonly BladeState[] = ['failed', 'silent', 'excluded'];

/** The first thing: what is wrong and what to do; then what it is at, and what hands do. */
function Now({ blade }: { readonly blade: BladeView }) {
  const say = useWords(panelWords);
  const sayDoing = useWords(doingWords);
  const sayStage = useWords(stageWords);
  const sayHint = useWords(hintWords);
  const inWords = useProblemWords();
  const sayHands = useWords(handsWords);
  const way = useNodeWay()(blade);
  const { slot, stage, problem, progress, macs, excluded } = blade;
  const hands = useRack(({ run }) => (run?.cluster?.hands?.slot === slot ? run.cluster.hands.hands : undefined));
  const stands = stage !== 'waiting' && standing.includes(stateOf(blade));
  return (
    <div className="rs-panel-now">
      {problem && excluded === undefined && (
        <Alert isInline variant={problem.level === 'error' ? 'danger' : 'warning'} title={inWords(problem).what} component="h3">
          <strong>{say('todo')}:</strong> {inWords(problem).todo}
        </Alert>
      )}
      {hands && <Alert isInline variant="warning" title={sayHands(hands)} component="h3" />}
      <p>
        {stands ? say('cameTo', { stage: sayStage(stage) }) : sayDoing(stage)} {way && say('wayIs', { doing: way.doing })}{' '}
        {progress && <strong>{progress.percent} %</strong>}
      </p>
      {progress && !stands && <Bar label={sayStage(stage)} percent={progress.percent} />}
      {!hands && (
        <p>
          <strong>{say('atMachine')}:</strong> {sayHint(powerHint(blade), { slot, mac: macs[0] ?? '' })}
        </p>
      )}
    </div>
  );
}

const parts = { course: Course, node: Node, machine: Machine, documents: Documents, log: Log } as const;
type Part = keyof typeof parts;

function Parts({ slot }: { readonly slot: string }) {
  const say = useWords(panelWords);
  const [part, choose] = useState<Part>('course');
  const becomesNode = useBecomesNode();
  const offered = (Object.keys(parts) as Part[]).filter((key) => key !== 'node' || becomesNode);
  const Chosen = parts[part];
  return (
    <>
      <Tabs activeKey={part} onSelect={(_, key) => choose(key as Part)} aria-label={say('blade', { slot })}>
        {offered.map((key) => (
          <Tab key={key} eventKey={key} title={<TabTitleText>{say(key)}</TabTitleText>} tabContentId={`panel-${key}`} />
        ))}
      </Tabs>
      <section id={`panel-${part}`} className="rs-panel-part" role="tabpanel" aria-label={say(part)}>
        <Chosen slot={slot} />
      </section>
    </>
  );
}
