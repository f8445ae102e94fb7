// One blade as a row of the list.

import { Checkbox } from '@patternfly/react-core';
import { type KeyboardEvent, memo } from 'react';
import type { BladeView } from '../../../services/contract/index.ts';
import { stateOf } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { useProblemWords } from '../../i18n/problems.ts';
import { usePlace, useRack } from '../../stores/index.ts';
import { Copy } from '../../ui/copy.tsx';
import { roleWords } from '../../ui/role-words.ts';
import { Since } from '../../ui/since.tsx';
import { stageWords, stateWords } from '../../ui/stage-words.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { Bar } from './forecast-line.tsx';
import { useView } from './view-store.ts';
import { rackWords } from './words.ts';

export const rowElementId = (slot: string): string => `row-${slot.replace('/', '-')}`;

interface Placed {
  readonly slot: string;
  /** In the list, from 0. */
  readonly index: number;
  /** The one of the drawn rows that Tab leads to. */
  readonly isFirst: boolean;
  /** Told of the row's element, which is put into its place by that. */
  readonly measured: (row: Element | null) => void;
}

/** The head's own row. */
export const headRows = 1;

export const ListRow = memo(function ListRow({ slot, index, isFirst, measured }: Placed) {
  const blade = useRack((rack) => rack.blades[slot]);
  const isOpen = usePlace((place) => place.part === slot);
  const go = usePlace((place) => place.go);
  if (!blade) return null;
  const open = () => go('rack', slot);
  const onKeyDown = (event: KeyboardEvent) => event.key === 'Enter' && event.target === event.currentTarget && open();
  return (
    <tr
      id={rowElementId(slot)}
      data-slot={slot}
      className="rs-list-row"
      ref={measured}
      data-index={index}
      aria-rowindex={index + headRows + 1}
      aria-current={isOpen}
      tabIndex={isOpen || isFirst ? 0 : -1}
      onKeyDown={onKeyDown}
      onClick={open}
    >
      <Mark slot={slot} />
      <Who blade={blade} />
      <Doing blade={blade} />
      <td className="rs-list-since">
        <Since at={blade.since} />
      </td>
      <Permission blade={blade} />
      <StateCell blade={blade} />
    </tr>
  );
});

function Mark({ slot }: { readonly slot: string }) {
  const say = useWords(rackWords);
  const isMarked = useView(({ marked }) => marked.includes(slot));
  const mark = useView((view) => view.mark);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click beside the box from opening the blade
    <td className="rs-list-mark" onClick={(event) => event.stopPropagation()}>
      <Checkbox
        id={`mark-${slot.replace('/', '-')}`}
        aria-label={say('markOne', { slot })}
        isChecked={isMarked}
        onChange={(_, on) => mark([slot], on)}
      />
    </td>
  );
}

function Who({ blade: { slot, hostname, role, address, macs } }: { readonly blade: BladeView }) {
  const say = useWords(rackWords);
  const sayRole = useWords(roleWords);
  return (
    <>
      <th className="rs-list-slot" scope="row">
        {slot}
      </th>
      <td className="rs-list-host" title={hostname}>
        {hostname}
      </td>
      <td className="rs-list-role">{role && sayRole(role)}</td>
      <td className="rs-list-address">
        <Copy text={address} />
      </td>
      <td className="rs-list-mac" title={macs.join('\n')}>
        {macs[0] && <Copy text={macs[0]} />} {macs.length > 1 && say('moreMacs', { count: macs.length - 1 })}
      </td>
    </>
  );
}

function Doing({ blade: { stage, progress, slot } }: { readonly blade: BladeView }) {
  const sayStage = useWords(stageWords);
  return (
    <td className="rs-list-stage">
      {sayStage(stage)} {progress && <span className="rs-slot-percent">{progress.percent} %</span>}
      {progress && <Bar label={`${slot} ${sayStage(stage)}`} percent={progress.percent} />}
    </td>
  );
}

function Permission({ blade: { permission, consentBy } }: { readonly blade: BladeView }) {
  const say = useWords(rackWords);
  return (
    <td className="rs-list-permission" title={consentBy && say('consentedBy', { by: consentBy })}>
      {say(permission)}
      {consentBy && <div className="rs-subtle">{say('consented')}</div>}
    </td>
  );
}

function StateCell({ blade }: { readonly blade: BladeView }) {
  const say = useWords(rackWords);
  const sayState = useWords(stateWords);
  const inWords = useProblemWords();
  const state = stateOf(blade);
  const why = blade.excluded !== undefined ? say('leftOut', { reason: blade.excluded }) : blade.problem && inWords(blade.problem).what;
  return (
    <td className="rs-list-state" title={why}>
      <div className="rs-list-why">
        <StateShape state={state} /> <strong>{sayState(state)}</strong> {why}
      </div>
    </td>
  );
}
