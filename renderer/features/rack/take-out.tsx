// The question before a node is taken out of the cluster: what becomes of it, and of etcd.

import { quorumOf } from '../../../services/domain/architecture/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { Ask } from './ask.tsx';
import { questionWords } from './question-words.ts';
import { useSteering } from './steering-store.ts';
import { type Removal, viewStore } from './view-store.ts';

export function TakeOut({ slot, why }: { readonly slot: string; readonly why: Removal }) {
  const say = useWords(questionWords);
  const decide = useSteering((steering) => steering.decide);
  return (
    <Ask
      title={say(why)}
      more={say(`${why}More`)}
      doIt={say('removeDo')}
      slots={[slot]}
      isDanger
      onDo={() => decide('removeNode', { slot, why })}
      {...(why === 'reinstall' ? { onDone: () => viewStore.getState().ask('retry', [slot]) } : {})}
    >
      <Quorum slot={slot} />
    </Ask>
  );
}

const none = [] as const;

/** Of a control-plane blade: what etcd is left with. Whether that is enough is the appliance's to say. */
function Quorum({ slot }: { readonly slot: string }) {
  const say = useWords(questionWords);
  const isMember = useRack(({ blades }) => blades[slot]?.role === 'control-plane');
  const etcd = useRack(({ run }) => run?.cluster?.etcd ?? none);
  if (!isMember || etcd.length === 0) return null;
  const healthy = etcd.filter((member) => member.healthy).length;
  return (
    <p>
      {say('etcdNow', { healthy, members: etcd.length, quorum: quorumOf(etcd.length) })} {say('etcdThen', { members: etcd.length - 1 })}
    </p>
  );
}
