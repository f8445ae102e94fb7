// Adding SSH keys: pasted, typed or from .pub files. A private key is refused before it is in any state of the page.

import { Button, FormGroup, TextArea } from '@patternfly/react-core';
import { UploadIcon } from '@patternfly/react-icons';
import { type ClipboardEvent, useId, useRef, useState } from 'react';
import { type PastedKeys, pastedKeys } from '../../../../services/domain/plan/pasted-keys.ts';
import { isPrivateKey } from '../../../../services/domain/plan/ssh-key.ts';
import { useWords } from '../../../i18n/index.ts';
import { ProblemLines } from '../../../ui/problems.tsx';
import { useKeys } from './use-keys.ts';
import { accessWords } from './words.ts';

interface Taken extends Omit<PastedKeys, 'keys'> {
  readonly added: number;
}

/** Takes the good keys of a text into the plan, and says what became of the rest. */
function useTake(): { readonly taken: Taken | undefined; readonly take: (text: string) => Taken } {
  const { keys, add } = useKeys();
  const [taken, setTaken] = useState<Taken>();
  const take = (text: string) => {
    const { keys: fresh, ...rest } = pastedKeys(text, keys);
    if (fresh.length > 0) add(fresh);
    const told = { added: fresh.length, ...rest };
    setTaken(told);
    return told;
  };
  return { taken, take };
}

export function AddKeys() {
  const say = useWords(accessWords);
  const id = useId();
  const [text, setText] = useState('');
  const { taken, take } = useTake();
  /** What could not be taken stays to be corrected. */
  const add = () => setText(take(text).wrong.join('\n'));
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (!isPrivateKey(pasted)) return;
    event.preventDefault();
    take(pasted);
  };
  const type = (typed: string) => {
    if (!isPrivateKey(typed)) return setText(typed);
    setText('');
    take(typed);
  };
  return (
    <FormGroup label={say('paste')} fieldId={id}>
      <TextArea
        id={id}
        value={text}
        rows={2}
        resizeOrientation="vertical"
        spellCheck={false}
        placeholder={say('pastePlaceholder')}
        className="rs-keys-paste"
        onChange={(_, typed) => type(typed)}
        onPaste={paste}
      />
      <div className="rs-keys-actions">
        <Button variant="secondary" isDisabled={text.trim() === ''} onClick={add}>
          {say('add')}
        </Button>
        <KeyFiles onText={take} />
        <Told taken={taken} />
      </div>
    </FormGroup>
  );
}

function Told({ taken }: { readonly taken: Taken | undefined }) {
  const say = useWords(accessWords);
  return (
    <div aria-live="polite">
      {taken && taken.added > 0 && say('added', { count: taken.added })} {taken && taken.known > 0 && say('known', { count: taken.known })}
      <ProblemLines problems={taken?.problems ?? []} />
    </div>
  );
}

function KeyFiles({ onText }: { readonly onText: (text: string) => void }) {
  const say = useWords(accessWords);
  const input = useRef<HTMLInputElement>(null);
  const read = async (files: readonly File[]) => onText((await Promise.all(files.map((file) => file.text()))).join('\n'));
  return (
    <>
      <Button variant="secondary" icon={<UploadIcon />} onClick={() => input.current?.click()}>
        {say('file')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".pub,text/plain"
        multiple
        hidden
        aria-label={say('file')}
        onChange={({ target }) => {
          void read([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </>
  );
}
