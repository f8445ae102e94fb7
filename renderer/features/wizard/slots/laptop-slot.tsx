// The architecture of one machine in this laptop: what its one slot is, and a way to make it.

import { Alert, Button } from '@patternfly/react-core';
import { useWords } from '../../../i18n/index.ts';
import { planStore } from '../../../stores/index.ts';
import { panelWords } from './panel-words.ts';
import { useRackOfPlan } from './stores.ts';

/** QEMU's range for machines that have no sticker; three bytes are left to chance. */
const virtualMaker = '52:54:00';
const name = 'laptop';

function make(): void {
  const port = [...crypto.getRandomValues(new Uint8Array(3))].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  planStore
    .getState()
    .edit(
      { where: 'chassis', value: [{ name, model: name, slots: 1 }] },
      { where: 'blades', value: [{ slot: `${name}/1`, macs: [`${virtualMaker}:${port}`] }] },
    );
}

export function LaptopSlot() {
  const say = useWords(panelWords);
  const isMade = useRackOfPlan((rack) => rack.bladeCount > 0);
  return (
    <Alert isInline variant="info" title={say('laptopTitle')}>
      {say('laptopMore')}
      {!isMade && (
        <div>
          <Button onClick={make}>{say('laptopMake')}</Button>
        </div>
      )}
    </Alert>
  );
}
