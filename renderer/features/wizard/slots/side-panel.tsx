// Beside the drawing: the blade, the wire, or the chassis.

import { Badge, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { memo } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { usePlan } from '../../../stores/index.ts';
import { BladePanel } from './blade-panel.tsx';
import { ChassisPanel } from './chassis-panel.tsx';
import type { PanelName } from './store.ts';
import { useSlots } from './stores.ts';
import { useUnplaced, WirePanel } from './wire-panel.tsx';
import { slotsWords } from './words.ts';

export const SidePanel = memo(function SidePanel() {
  const say = useWords(slotsWords);
  const panel = useSlots((slots) => slots.panel);
  const show = useSlots((slots) => slots.show);
  const heard = useUnplaced().length;
  const isLaptop = usePlan(({ plan }) => plan.architecture === 'laptop');
  if (isLaptop)
    return (
      <aside className="rs-slots-side" aria-label={say('panels')}>
        <div className="rs-slots-panel">
          <BladePanel />
        </div>
      </aside>
    );
  return (
    <aside className="rs-slots-side" aria-label={say('panels')}>
      <Tabs
        activeKey={panel}
        onSelect={(_, next) => show(next as PanelName)}
        isFilled
        aria-label={say('panels')}
        mountOnEnter
        unmountOnExit
      >
        <Tab eventKey="blade" title={<TabTitleText>{say('panelBlade')}</TabTitleText>}>
          <div className="rs-slots-panel">
            <BladePanel />
          </div>
        </Tab>
        <Tab
          eventKey="wire"
          title={
            <TabTitleText>
              {say('panelWire')} {heard > 0 && <Badge isRead={panel === 'wire'}>{heard}</Badge>}
            </TabTitleText>
          }
        >
          <div className="rs-slots-panel">
            <WirePanel />
          </div>
        </Tab>
        <Tab eventKey="chassis" title={<TabTitleText>{say('panelChassis')}</TabTitleText>}>
          <div className="rs-slots-panel">
            <ChassisPanel />
          </div>
        </Tab>
      </Tabs>
    </aside>
  );
});
