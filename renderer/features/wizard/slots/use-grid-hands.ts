// Mouse, keys, clipboard and dropped machines over the drawing of the rack, heard once for all slots.

import { type DragEvent, type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import { planStore } from '../../../stores/index.ts';
import { type KeyAction, keyAction } from './keys.ts';
import { slotsStore } from './stores.ts';

/** What a sighting is dragged as. */
export const draggedMac = 'application/x-rackstrap-mac';

const slotAt = (target: EventTarget): string | undefined => (target as Element).closest<HTMLElement>('[data-slot]')?.dataset.slot;

const slots = () => slotsStore.getState();

const does: { readonly [Kind in KeyAction['kind']]: (action: Extract<KeyAction, { kind: Kind }>) => void } = {
  move: ({ move, extend }) => slots().move(move, extend),
  edit: ({ typed }) => slots().edit(typed),
  paint: ({ brush }) => slots().paint(brush),
  empty: () => slots().empty(),
  chassis: () => slots().chooseChassis(),
  fill: () => slots().ask('fill'),
  brush: () => slots().hold(slots().brush ? undefined : 'control-plane'),
  'give-up': () => slots().giveUp(),
  undo: () => void planStore.getState().undo(),
  redo: () => void planStore.getState().redo(),
};

function onKeyDown(event: KeyboardEvent): void {
  if (!slotAt(event.target) || event.nativeEvent.isComposing) return;
  const action = keyAction(event, slots().brush !== undefined);
  if (!action) return;
  event.preventDefault();
  (does[action.kind] as (action: KeyAction) => void)(action);
}

/** While the keyboard is in the drawing, the clipboard is its. */
function useClipboard(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const isOurs = () => {
      const active = document.activeElement;
      return active instanceof HTMLElement && active.dataset.slot !== undefined && place.current?.contains(active);
    };
    const onCopy = (event: ClipboardEvent) => {
      if (!isOurs()) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', slots().copy());
      if (event.type === 'cut') slots().empty();
      else slots().tell({ key: 'copied' });
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs()) return;
      event.preventDefault();
      slots().paste(event.clipboardData?.getData('text/plain') ?? '');
    };
    const heard = [
      ['copy', onCopy],
      ['cut', onCopy],
      ['paste', onPaste],
    ] as const;
    for (const [name, listener] of heard) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of heard) document.removeEventListener(name, listener);
    };
  }, [place]);
}

/** A click chooses, with Shift or Ctrl more; a drag chooses a range; with a brush in hand both paint when let go. */
function usePointer() {
  const isDown = useRef(false);
  useEffect(() => {
    const letGo = () => {
      if (isDown.current && slots().brush) slots().paint();
      isDown.current = false;
    };
    window.addEventListener('pointerup', letGo);
    return () => window.removeEventListener('pointerup', letGo);
  }, []);
  return useMemo(
    () => ({
      onPointerDown(event: PointerEvent) {
        const slot = slotAt(event.target);
        if (!slot || event.button !== 0) return;
        isDown.current = true;
        slots().choose(slot, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
        if (slots().target !== undefined) slots().waitAt(slot);
      },
      onPointerOver(event: PointerEvent) {
        const slot = slotAt(event.target);
        if (!isDown.current || !slot || slot === slots().focus) return;
        slots().choose(slot, slots().brush ? 'add' : 'extend');
      },
      onDoubleClick: () => slots().brush === undefined && slots().edit(),
    }),
    [],
  );
}

const dropping = {
  onDragOver(event: DragEvent) {
    const slot = event.dataTransfer.types.includes(draggedMac) ? slotAt(event.target) : undefined;
    slots().dragOver(slot);
    if (slot) event.preventDefault();
  },
  onDragLeave: () => slots().dragOver(undefined),
  onDrop(event: DragEvent) {
    const slot = slotAt(event.target);
    const mac = event.dataTransfer.getData(draggedMac);
    if (!slot || !mac) return;
    event.preventDefault();
    slots().place(mac, slot);
  },
};

export function useGridHands(place: RefObject<HTMLElement | null>) {
  useClipboard(place);
  return { onKeyDown, ...usePointer(), ...dropping };
}
