// A MAC address typed, pasted or scanned in its slot: Enter or Tab writes it and goes on, so that stickers are read one after the other.

import { ExclamationCircleIcon } from '@patternfly/react-icons';
import { type ClipboardEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { slotsStore } from './stores.ts';
import { slotsWords } from './words.ts';

export function MacEditor({ slot, written }: { readonly slot: string; readonly written: string }) {
  const say = useWords(slotsWords);
  const { write, giveUp, paste } = slotsStore.getState();
  const typed = slotsStore.getState().editing?.typed;
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  const [wrong, setWrong] = useState(false);

  useLayoutEffect(() => {
    input.current?.focus();
    // What was typed goes on being typed; what stands there is replaced by the next scan.
    if (typed === undefined) input.current?.select();
  }, [typed]);

  function leave(then: 'on' | 'back' | 'stay'): void {
    isOver.current = write(input.current!.value, then);
    setWrong(!isOver.current);
    if (!isOver.current) input.current!.select();
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      isOver.current = true;
      giveUp();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      leave(event.shiftKey ? 'back' : 'on');
    }
  }

  function onPaste(event: ClipboardEvent): void {
    event.stopPropagation();
    const text = event.clipboardData.getData('text/plain');
    if (!/[\r\n\t]/.test(text.trim())) return;
    event.preventDefault();
    isOver.current = true;
    giveUp();
    paste(text);
  }

  function onBlur(): void {
    if (isOver.current) return;
    if (!write(input.current!.value, 'stay')) giveUp();
  }

  return (
    <span className="rs-slots-editor" data-wrong={wrong}>
      <input
        ref={input}
        defaultValue={typed ?? written}
        aria-label={say('macOf', { slot })}
        aria-invalid={wrong}
        aria-describedby="rs-slots-not-mac"
        autoComplete="off"
        spellCheck={false}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={onBlur}
        onChange={() => setWrong(false)}
        onPointerDown={(event) => event.stopPropagation()}
      />
      <span id="rs-slots-not-mac" role="alert" className="rs-slots-wrong">
        {wrong && (
          <>
            <ExclamationCircleIcon /> {say('notMac')}
          </>
        )}
      </span>
    </span>
  );
}
