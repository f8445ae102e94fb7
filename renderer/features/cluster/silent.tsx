// The API does not answer: since when, why, what goes on all the same, and where to look.

import { Alert } from '@patternfly/react-core';
import { useWords } from '../../i18n/index.ts';
import { useNow } from '../../ui/clock.ts';
import { useDuration } from '../../ui/duration.ts';
import { useMomentWords } from '../../ui/moment.tsx';
import type { Seen } from './steps.ts';
import { clusterWords } from './words.ts';

/** Nothing while it answers, or has not answered yet, or after the seal: then nobody asks it any more. */
export function ApiSilent({ seen: { cluster } }: { readonly seen: Seen }) {
  const { api, sealedAt } = cluster;
  if (!api || api.answers || sealedAt !== undefined) return null;
  return <Silent since={api.since} reason={api.reason} />;
}

function Silent({ since, reason }: { readonly since: number; readonly reason: string | undefined }) {
  const say = useWords(clusterWords);
  const { exactly } = useDuration();
  const inWords = useMomentWords();
  const now = useNow();
  return (
    <Alert isInline variant="danger" title={say('silentTitle')} component="p" className="rs-cluster-silent">
      <p>
        {say('silentSince', { at: inWords(since), time: exactly((now - since) / 1000) })}{' '}
        {reason && <span translate="no">{say('silentWhy', { reason })}</span>}
      </p>
      <p>{say('silentWorks')}</p>
      <p>
        <strong>{say('silentDo')}</strong>
      </p>
    </Alert>
  );
}
