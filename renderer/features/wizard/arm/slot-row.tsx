// One slot of the table: drawn again only when its blade or its mark changes.

import { Button, Checkbox, Label } from '@patternfly/react-core';
import { BanIcon, CheckCircleIcon, ExclamationTriangleIcon, InProgressIcon, OffIcon, UnlockIcon } from '@patternfly/react-icons';
import { Td, Tr } from '@patternfly/react-table';
import { memo } from 'react';
import type { BladeView } from '../../../../services/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useRack } from '../../../stores/index.ts';
import { Disks } from './disks.tsx';
import { isOpen, type SlotState, slotState } from './slots.ts';
import { useArm } from './use-arm.ts';
import { armWords } from './words.ts';

interface Row {
  readonly slot: string;
  readonly onConsent: (slots: readonly string[]) => void;
}

interface Placed {
  /** Among the rows that are shown, from 0. */
  readonly index: number;
  /** Takes the height of the row as it was drawn. */
  readonly measure: (row: HTMLTableRowElement | null) => void;
}

export const SlotRow = memo(function SlotRow({ slot, index, measure, onConsent }: Row & Placed) {
  const say = useWords(armWords);
  const blade = useRack((rack) => rack.blades[slot]);
  const isMarked = useArm((arm) => arm.marked.has(slot));
  const mark = useArm((arm) => arm.mark);
  if (!blade) return null;
  const state = slotState(blade);
  return (
    <Tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      <Td modifier="fitContent">
        <Checkbox
          id={`mark-${slot}`}
          className="rs-mark-slot"
          aria-label={say('markSlot', { slot })}
          isChecked={isMarked && isOpen(state)}
          isDisabled={!isOpen(state)}
          onChange={(_, on) => mark([slot], on)}
        />
      </Td>
      <Td dataLabel={say('slot')}>
        <strong>{slot}</strong> <div className="rs-todo">{blade.hostname}</div>
      </Td>
      <Td dataLabel={say('disk')}>
        <Disks {...(blade.hardware ? { hardware: blade.hardware } : {})} isWritten={state === 'busy' || state === 'home'} />
      </Td>
      <Td dataLabel={say('happens')}>
        <Happens state={state} isMarked={isMarked} blade={blade} />
      </Td>
      <Td dataLabel={say('wipe')}>{isOpen(state) && <Wipe slot={slot} state={state} blade={blade} onConsent={onConsent} />}</Td>
    </Tr>
  );
});

const signs: Readonly<Record<SlotState, typeof OffIcon>> = {
  free: OffIcon,
  armed: UnlockIcon,
  busy: InProgressIcon,
  home: CheckCircleIcon,
  excluded: BanIcon,
};
const does = { free: 'doesFree', armed: 'doesArmed', busy: 'doesBusy', home: 'doesHome', excluded: 'doesExcluded' } as const;

function Happens({ state, isMarked, blade }: { readonly state: SlotState; readonly isMarked: boolean; readonly blade: BladeView }) {
  const say = useWords(armWords);
  const Sign = state === 'free' && isMarked ? UnlockIcon : signs[state];
  const key = state === 'free' && isMarked ? 'doesMarked' : does[state];
  return (
    <>
      <Sign /> {say(key, { reason: blade.excluded ?? '' })}
    </>
  );
}

/** Kept unless somebody typed that it may be wiped. */
function Wipe({ slot, state, blade, onConsent }: Row & { readonly state: SlotState; readonly blade: BladeView }) {
  const say = useWords(armWords);
  const isTyped = useArm((arm) => arm.consented.has(slot)) && state === 'free';
  const forbidWipe = useArm((arm) => arm.forbidWipe);
  const by = state === 'armed' ? blade.consentBy : undefined;
  if (isTyped || by !== undefined) {
    return (
      <>
        <Label isCompact status="warning" icon={<ExclamationTriangleIcon />}>
          {by !== undefined ? say('mayWipeBy', { by }) : say('mayWipe')}
        </Label>{' '}
        {isTyped && (
          <Button variant="link" isInline onClick={() => forbidWipe([slot])}>
            {say('forbid')}
          </Button>
        )}
      </>
    );
  }
  return (
    <>
      {say('keeps')}{' '}
      <Button variant="link" isInline isDanger aria-label={`${say('allow')} ${slot}`} onClick={() => onConsent([slot])}>
        {say('allow')}
      </Button>
    </>
  );
}
