// The question before a run is served from a bundle that nobody trusted signed: what that means, and an answer that is written down.

import { Alert, Checkbox } from '@patternfly/react-core';
import type { BundleListed } from '../../../../services/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { armWords } from './words.ts';

export function Acceptance({
  bundle: { name, version, trust },
  isAccepted,
  onAccept,
}: {
  readonly bundle: BundleListed;
  readonly isAccepted: boolean;
  readonly onAccept: (on: boolean) => void;
}) {
  const say = useWords(armWords);
  const called = { name: `${name} ${version}` };
  return (
    <Alert component="p" isInline variant="warning" title={say('acceptTitle', called)}>
      <p>{say(trust.is === 'unsigned' ? 'acceptUnsigned' : 'acceptUnknown')}</p>
      <Checkbox
        id="accept-bundle"
        className="rs-accept"
        label={say('accept', called)}
        isChecked={isAccepted}
        onChange={(_, on) => onAccept(on)}
      />
    </Alert>
  );
}
