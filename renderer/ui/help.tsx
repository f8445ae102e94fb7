// Help beside a thing: opened by a click or a key, with its name above it, in a window of its own.

import { Popover } from '@patternfly/react-core';
import type { ReactElement, ReactNode } from 'react';
import { useWords } from '../i18n/index.ts';
import { uiWords } from './words.ts';

/** `children` is the button that opens it. Its name is no heading: it stands outside of the page's order. */
export function Help({
  label,
  isWide = false,
  help,
  children,
}: {
  readonly label: string;
  readonly isWide?: boolean;
  readonly help: ReactNode;
  readonly children: ReactElement<Record<string, unknown>>;
}) {
  const say = useWords(uiWords);
  return (
    <Popover
      aria-label={label}
      closeBtnAriaLabel={say('close')}
      {...(isWide && { minWidth: '26rem' })}
      bodyContent={
        <>
          <p className="rs-help-label">{label}</p>
          {help}
        </>
      }
    >
      {children}
    </Popover>
  );
}
