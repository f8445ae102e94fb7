// One slot of the drawing. It selects its own blade, so that only slots whose blade has changed are drawn again.

import { memo, type ReactNode } from 'react';
import type { BladeView } from '../../../services/contract/index.ts';
import { type BladeState, needsPerson, stateOf } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { useProblemWords } from '../../i18n/problems.ts';
import { usePlace, useRack } from '../../stores/index.ts';
import { handsWords } from '../../ui/hands-words.ts';
import { useNodeWay } from '../../ui/node-way-words.ts';
import { roleWords } from '../../ui/role-words.ts';
import { Since } from '../../ui/since.tsx';
import { stageWords, stateWords } from '../../ui/stage-words.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { matches } from './filter.ts';
import { useView } from './view-store.ts';
import { rackWords } from './words.ts';

export const slotElementId = (slot: string): string => `slot-${slot.replace('/', '-')}`;

/** `c1/` of `c1/3`: seen at the chassis, but to be heard with every slot. */
const chassisPart = (slot: string): string => slot.slice(0, slot.lastIndexOf('/') + 1);

const Unseen = ({ children }: { readonly children: ReactNode }) => <span className="pf-v6-screen-reader">{children}</span>;

interface Placed {
  readonly slot: string;
  readonly number: number;
  /** The one that Tab leads to. */
  readonly isCurrent: boolean;
}

export const RackSlot = memo(function RackSlot({ slot, number, isCurrent }: Placed) {
  const blade = useRack((rack) => rack.blades[slot]);
  const say = useWords(rackWords);
  const common = { id: slotElementId(slot), 'data-slot': slot, tabIndex: isCurrent ? 0 : -1 };
  if (blade) return <PlannedSlot blade={blade} number={number} common={common} />;
  return (
    <button type="button" {...common} className="rs-slot rs-slot-empty" aria-disabled="true">
      <Unseen>{chassisPart(slot)}</Unseen>
      <span className="rs-slot-number">{number}</span>
      <span className="rs-slot-line">{say('empty')}</span>
    </button>
  );
});

interface Planned {
  readonly blade: BladeView;
  readonly number: number;
  readonly common: { readonly id: string; readonly 'data-slot': string; readonly tabIndex: number };
}

function PlannedSlot({ blade, number, common }: Planned) {
  const say = useWords(rackWords);
  const sayStage = useWords(stageWords);
  const sayState = useWords(stateWords);
  const sayRole = useWords(roleWords);
  const { slot, hostname, role, stage, progress } = blade;
  const state = stateOf(blade);
  const isOpen = usePlace((place) => place.part === slot);
  const isAside = useView((view) => !matches(blade, view));
  const go = usePlace((place) => place.go);
  const percent = state === 'working' ? progress?.percent : undefined;
  const isWanted = useRack(({ run }) => run?.cluster?.hands?.slot === slot);
  return (
    <button
      type="button"
      {...common}
      className={`rs-slot rs-state-${state}${isAside ? ' rs-slot-aside' : ''}${isWanted ? ' rs-slot-wanted' : ''}`}
      aria-current={isOpen}
      onClick={() => go('rack', slot)}
    >
      <span className="rs-slot-head">
        <StateShape state={state} />
        <Unseen>{chassisPart(slot)}</Unseen>
        <span className="rs-slot-number">{number}</span>
        <span className="rs-slot-host">{hostname}</span>
        {role === 'control-plane' && <abbr title={sayRole('control-plane')}>{say('controlPlaneShort')}</abbr>}
      </span>
      <span className="rs-slot-stage">
        {!isNamed(state) && <Unseen>{sayState(state)} </Unseen>}
        <span className="rs-slot-line">{sayStage(stage)}</span>
        {percent !== undefined && <span className="rs-slot-percent">{percent} %</span>}
      </span>
      {isWanted ? <Wanted /> : <SlotMore blade={blade} state={state} />}
      {percent !== undefined && <span className="rs-slot-bar" style={{ inlineSize: `${percent}%` }} />}
    </button>
  );
}

/** The last line says the state itself where it asks for a look; elsewhere the shape does, and the word is for who does not see it. */
const isNamed = (state: BladeState) => needsPerson(state) || state === 'excluded';

const Line = ({ text }: { readonly text: ReactNode }) => <span className="rs-slot-more">{text}</span>;

/** What hands are to do to this very blade. */
function Wanted() {
  const sayHands = useWords(handsWords);
  const hands = useRack(({ run }) => run?.cluster?.hands?.hands);
  return hands ? <Line text={<strong>{sayHands(`short-${hands}`)}</strong>} /> : null;
}

/** What it is at on its way to a node, and how long it has been at it. */
function Working({ blade }: { readonly blade: BladeView }) {
  const way = useNodeWay()(blade);
  return (
    <>
      {way && `${way.doing} · `}
      <Since at={blade.since} />
    </>
  );
}

/** What is wrong, why it is left out, how long it has been at it, where it is to be found, or what it may do. */
function SlotMore({ blade, state }: { readonly blade: BladeView; readonly state: BladeState }) {
  const say = useWords(rackWords);
  const sayState = useWords(stateWords);
  const inWords = useProblemWords();
  if (state === 'excluded') return <Line text={`${sayState(state)}: ${blade.excluded}`} />;
  if (needsPerson(state) && blade.problem)
    return (
      <span className="rs-slot-more" title={inWords(blade.problem).what}>
        <strong>{sayState(state)}</strong> {inWords(blade.problem).what}
      </span>
    );
  if (blade.node?.ready === false) return <Line text={<strong>{say('notReady')}</strong>} />;
  if (state === 'working') return <Line text={<Working blade={blade} />} />;
  return <Line text={state === 'done' ? blade.address : say(blade.permission)} />;
}
