// The question before the leader's power is cut: what happens, and who does it.

import { Alert, Checkbox } from '@patternfly/react-core';
import { useState } from 'react';
import { quorumOf } from '../../../services/domain/architecture/index.ts';
import { vipPatience } from '../../../services/domain/cluster/checks.ts';
import { useWords } from '../../i18n/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { acceptanceWords } from './acceptance-words.ts';
import { useClusterCalls } from './cluster-store.ts';
import type { Seen } from './steps.ts';

const consequences = ['cutPods', 'cutApi', 'cutBlade'] as const;

export function CutDialog({ seen: { cluster }, onClose }: { readonly seen: Seen; readonly onClose: () => void }) {
  const say = useWords(acceptanceWords);
  const cut = useClusterCalls((calls) => calls.cut);
  const [isThere, setThere] = useState(false);
  const voters = cluster.etcd.filter(({ voter }) => voter);
  const healthy = voters.filter((member) => member.healthy).length;
  const mayCut = healthy - 1 >= quorumOf(voters.length);
  return (
    <Dialog title={say('cutTitle')} confirm={say('cutDo')} isDanger isReady={isThere && mayCut} onClose={onClose} onConfirm={cut}>
      <p>{say('cutLead', { seconds: vipPatience })}</p>
      <div>
        <strong>{say('cutWhat')}</strong>
        <ul className="rs-cluster-list">
          {consequences.map((one) => (
            <li key={one}>{say(one)}</li>
          ))}
        </ul>
      </div>
      {!mayCut && <Alert isInline variant="danger" component="p" title={say('cutNone', { count: healthy })} />}
      <Checkbox id="cut-there" label={say('cutReady')} isChecked={isThere} isDisabled={!mayCut} onChange={(_, on) => setThere(on)} />
    </Dialog>
  );
}
