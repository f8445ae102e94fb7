// The add-ons of the plan, one by one.

import type { BladeState } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { Since } from '../../ui/since.tsx';
import { StateShape } from '../../ui/state-shape.tsx';
import { type AddonRow, addonRows, type Seen } from './steps.ts';
import { clusterWords } from './words.ts';

const shapes: Readonly<Record<AddonRow['state'], BladeState>> = { ahead: 'waiting', applied: 'working', ready: 'done', failed: 'failed' };

export function Addons({ seen }: { readonly seen: Seen }) {
  const say = useWords(clusterWords);
  const rows = addonRows(seen);
  if (rows.length === 0) return <p>{say('addonsNone')}</p>;
  return (
    <>
      <p>{say('addonsLead')}</p>
      <ol className="rs-checks" aria-label={say('addons')}>
        {rows.map((row) => (
          <Addon key={row.addon} row={row} />
        ))}
      </ol>
    </>
  );
}

function Addon({ row: { addon, state, at, error } }: { readonly row: AddonRow }) {
  const say = useWords(clusterWords);
  return (
    <li className={`rs-check rs-state-${shapes[state]}`}>
      <StateShape state={shapes[state]} />
      <div>
        <strong>{addon}</strong>
        {error && (
          <p className="rs-subtle" lang="en">
            {error}
          </p>
        )}
      </div>
      <span className="rs-check-state">{say(`addon-${state}`)}</span>
      <span className="rs-check-seconds">{at !== undefined && state !== 'ready' && <Since at={at} />}</span>
    </li>
  );
}
