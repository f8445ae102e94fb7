// One slot of the drawing. It selects its own part of the rack, so that typing in one draws no other again.

import { ExclamationCircleIcon, ExclamationTriangleIcon, PencilAltIcon, PowerOffIcon } from '@patternfly/react-icons';
import { memo, useLayoutEffect, useRef } from 'react';
import type { ProblemView } from '../../../../services/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useProblemWords } from '../../../i18n/problems.ts';
import { MacEditor } from './mac-editor.tsx';
import type { Cell } from './rack.ts';
import { RoleShape } from './role-shape.tsx';
import { useRackOfPlan, useSlots } from './stores.ts';
import { slotsWords } from './words.ts';

/** `isLast`: in the second half of its row, so that the editor opens to the left. */
export const SlotCell = memo(function SlotCell({ slot, isLast }: { readonly slot: string; readonly isLast: boolean }) {
  const cell = useRackOfPlan((rack) => rack.cells[slot]);
  const isFocus = useSlots((slots) => slots.focus === slot);
  const isSelected = useSlots((slots) => slots.selected.has(slot));
  const isEditing = useSlots((slots) => slots.editing?.slot === slot);
  const waits = useSlots((slots) => slots.target === slot);
  const isOver = useSlots((slots) => slots.over === slot);
  const grabs = useSlots((slots) => (slots.focus === slot && !slots.editing ? slots.grabs : 0));
  const place = useRef<HTMLDivElement>(null);
  const label = useLabel(cell, waits);
  useLayoutEffect(() => {
    if (grabs > 0) place.current?.focus();
  }, [grabs]);
  if (!cell) return null;
  const level = levelOf(cell.problems);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table's cell cannot be placed as the slots of a chassis are
    <div
      ref={place}
      role="gridcell"
      tabIndex={isFocus ? 0 : -1}
      data-slot={slot}
      data-level={level}
      data-empty={cell.blade === undefined}
      data-waits={waits}
      data-last={isLast}
      data-over={isOver}
      aria-selected={isSelected}
      title={isEditing ? undefined : label.long}
      className="rs-slots-cell"
    >
      <span className="pf-v6-screen-reader">{label.short}</span>
      <span className="rs-slots-face" aria-hidden="true">
        <Face cell={cell} level={level} waits={waits} />
      </span>
      {isEditing && <MacEditor slot={slot} written={cell.macs[0] ?? ''} />}
    </div>
  );
});

const levelOf = (problems: readonly ProblemView[]): 'error' | 'warning' | undefined =>
  problems.some(({ level }) => level === 'error') ? 'error' : problems.length > 0 ? 'warning' : undefined;

function Face({ cell, level, waits }: { readonly cell: Cell; readonly level: ReturnType<typeof levelOf>; readonly waits: boolean }) {
  const say = useWords(slotsWords);
  const { number, macs, hostname, namedByHand, ip, ipByHand, role, blade } = cell;
  return (
    <>
      <span className="rs-slots-number">
        {number}
        {level === 'error' && <ExclamationCircleIcon className="rs-slots-mark" />}
        {level === 'warning' && <ExclamationTriangleIcon className="rs-slots-mark" />}
        {macs.length > 1 && <span className="rs-slots-more">+{macs.length - 1}</span>}
      </span>
      <RoleShape of={role} />
      {blade === undefined ? (
        <span className="rs-slots-none">
          {waits && <PowerOffIcon />}
          {say(waits ? 'waits' : 'empty')}
        </span>
      ) : (
        <Mac mac={macs[0]} />
      )}
      <span className="rs-slots-ip" data-hand={ipByHand}>
        {ip ? <Ip ip={ip} isLong={ip.length > (ipByHand ? longestMarked : longest)} /> : '–'}
        {ipByHand && <PencilAltIcon />}
      </span>
      <span className="rs-slots-host">{namedByHand ? hostname : ''}</span>
    </>
  );
}

/** Whole where there is room; else the last three bytes, which tell the ports of one maker apart. */
function Mac({ mac = '' }: { readonly mac: string | undefined }) {
  const bytes = mac.split(':');
  return (
    <span className="rs-slots-mac">
      <span className="rs-slots-maker">{bytes.slice(0, 3).map((byte) => `${byte}:`)}</span>
      <span className="rs-slots-port">
        {bytes[3]}
        <i>:</i>
        {bytes[4]}
        <i>:</i>
        {bytes[5]}
      </span>
    </span>
  );
}

/** Characters that fit into the slots of eight side by side, alone and beside the mark of an address by hand. */
const longest = 10;
const longestMarked = 8;

/** In parts, of which the ends tell the slots of a rack apart. */
function Ip({ ip, isLong }: { readonly ip: string; readonly isLong: boolean }) {
  const parts = ip.split('.');
  return (
    <>
      <span className="rs-slots-far" data-long={isLong}>
        {parts.slice(0, -2).map((part) => `${part}.`)}
      </span>
      <span className="rs-slots-net">{parts.slice(-2, -1)}</span>
      <span>
        {parts.length > 1 && '.'}
        {parts.at(-1)}
      </span>
    </>
  );
}

/** What a screen reader says, and the same with every problem's words for who rests the pointer. */
function useLabel(cell: Cell | undefined, waits: boolean): { readonly short: string; readonly long: string } {
  const say = useWords(slotsWords);
  const inWords = useProblemWords();
  if (!cell) return { short: '', long: '' };
  const { slot, blade, macs, ip = say('noAddress'), ipByHand, hostname, role, problems } = cell;
  const errors = problems.filter(({ level }) => level === 'error').length;
  const warnings = problems.length - errors;
  const roleWord = role === 'control-plane' ? say('controlPlane') : role === 'worker' ? say('worker') : say('noRole');
  const parts = [
    blade === undefined
      ? say('slotEmpty', { slot, ip })
      : say('slotBlade', { slot, role: roleWord, mac: macs.join(' '), ip: ipByHand ? `${ip} (${say('byHand')})` : ip }),
    waits && say('waiting'),
    errors > 0 && say('errors', { count: errors }),
    warnings > 0 && say('warnings', { count: warnings }),
  ];
  const short = parts.filter(Boolean).join(', ');
  const words = problems.map((problem) => `• ${inWords(problem).what} ${inWords(problem).todo}`);
  return { short, long: [short, ...(hostname ? [hostname] : []), ...words].join('\n') };
}
