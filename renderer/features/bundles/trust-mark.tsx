// Whom a bundle is from, in a word with its sign.

import { Label, type LabelProps } from '@patternfly/react-core';
import type { TrustView } from '../../../services/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { bundlesWords } from './words.ts';

const marks = {
  trusted: { word: 'trusted', status: 'success' },
  'unknown-key': { word: 'unknownKey', status: 'warning' },
  unsigned: { word: 'unsigned', status: 'warning' },
  unreadable: { word: 'unreadable', status: 'danger' },
} as const satisfies Record<TrustView['is'], { word: string; status: LabelProps['status'] }>;

export function TrustMark({ trust, isCompact = true }: { readonly trust: TrustView; readonly isCompact?: boolean }) {
  const say = useWords(bundlesWords);
  const { word, status } = marks[trust.is];
  return (
    <Label isCompact={isCompact} status={status} variant="outline">
      {say(word)}
    </Label>
  );
}
