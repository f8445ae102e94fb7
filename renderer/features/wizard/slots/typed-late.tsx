// A line of text that is written when the field is left or Enter is pressed, and not before: a name that others are named after.

import { TextInput } from '@patternfly/react-core';
import { type KeyboardEvent, useEffect, useState } from 'react';

export function TypedLate({
  id,
  label,
  written,
  placeholder = '',
  write,
}: {
  readonly id: string;
  readonly label: string;
  readonly written: string;
  readonly placeholder?: string;
  /** False leaves what was typed to be corrected. */
  readonly write: (text: string) => boolean;
}) {
  const [text, setText] = useState(written);
  const [wrong, setWrong] = useState(false);
  useEffect(() => setText(written), [written]);
  const leave = () => text !== written && setWrong(!write(text.trim()));
  return (
    <TextInput
      id={id}
      aria-label={label}
      value={text}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      validated={wrong ? 'error' : 'default'}
      onChange={(_, typed) => {
        setText(typed);
        setWrong(false);
      }}
      onBlur={leave}
      onKeyDown={({ key }: KeyboardEvent) => key === 'Enter' && leave()}
    />
  );
}
