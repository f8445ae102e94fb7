// An address, MAC or path as it is typed elsewhere, with a button that copies it.

import { Button } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { useWords } from '../i18n/index.ts';
import { uiWords } from './words.ts';

/** How long the tick stays. */
const tickMilliseconds = 1500;

export function Copy({ text }: { readonly text: string }) {
  const say = useWords(uiWords);
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    setTimeout(() => setDone(false), tickMilliseconds);
  };
  return (
    <span className="rs-copy">
      <code>{text}</code>
      <Button
        variant="plain"
        size="sm"
        hasNoPadding
        aria-label={done ? say('copied') : say('copy', { text })}
        icon={done ? <CheckIcon /> : <CopyIcon />}
        onClick={(event) => {
          event.stopPropagation();
          void copy();
        }}
      />
    </span>
  );
}
