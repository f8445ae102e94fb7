// What can be decided about one blade now; what makes no sense in its state is not offered.

import { Button } from '@patternfly/react-core';
import type { BladeView } from '../../../../services/contract/index.ts';
import { stateOf } from '../../../../services/domain/blade/state.ts';
import { useWords } from '../../../i18n/index.ts';
import { useRack } from '../../../stores/index.ts';
import { decisionsFor } from '../decisions.ts';
import { useView } from '../view-store.ts';
import { rackWords } from '../words.ts';

export function Controls({ blade }: { readonly blade: BladeView }) {
  const say = useWords(rackWords);
  const ask = useView((view) => view.ask);
  const simulated = useRack((rack) => rack.run?.simulated === true);
  const [first, ...others] = decisionsFor(blade, simulated);
  const isUrgent = stateOf(blade) === 'failed' || first === 'consent';
  return (
    <div className="rs-panel-controls">
      {[first, ...others].map(
        (what) =>
          what && (
            <Button key={what} variant={what === first && isUrgent ? 'primary' : 'secondary'} onClick={() => ask(what, [blade.slot])}>
              {say(what)}
            </Button>
          ),
      )}
    </div>
  );
}
