// Above the drawing: what a click does, what is done to the chosen slots, and what is wrong with any of them.

import { Button, ToggleGroup, ToggleGroupItem, Tooltip } from '@patternfly/react-core';
import { KeyboardIcon, PlusCircleIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import { architectures } from '../../../../services/domain/architecture/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan } from '../../../stores/index.ts';
import { Help } from '../../../ui/help.tsx';
import { addChassis } from './chassis-actions.ts';
import type { Brush } from './keys.ts';
import { RoleShape } from './role-shape.tsx';
import { useSlots } from './stores.ts';
import { slotsWords } from './words.ts';

/** Whether roles are the plan's to give, and not the architecture's. */
const useRolesOpen = () => usePlan(({ plan }) => !plan.architecture || architectures[plan.architecture].workers.most > 0);

export function SlotsToolbar({ children }: { readonly children?: ReactNode }) {
  const say = useWords(slotsWords);
  const ask = useSlots((slots) => slots.ask);
  const rolesOpen = useRolesOpen();
  return (
    <div className="rs-slots-toolbar" role="toolbar" aria-label={say('toolbar')}>
      {rolesOpen && <Brushes />}
      <Button variant="secondary" size="sm" onClick={() => ask('fill')}>
        {say('fill')}
      </Button>
      <span className="rs-slots-gap" />
      {children}
      <Button variant="link" size="sm" icon={<PlusCircleIcon />} onClick={addChassis}>
        {say('addChassis')}
      </Button>
      <Keys />
    </div>
  );
}

function Brushes() {
  const say = useWords(slotsWords);
  const held = useSlots((slots) => slots.brush);
  const hold = useSlots((slots) => slots.hold);
  const choice = (brush: Brush | undefined, text: string, icon?: ReactNode) => (
    <ToggleGroupItem key={text} text={text} {...(icon ? { icon } : {})} isSelected={held === brush} onChange={() => hold(brush)} />
  );
  return (
    <Tooltip content={say('paintHelp')}>
      <ToggleGroup aria-label={say('toolbar')}>
        {choice(undefined, say('select'))}
        {choice('control-plane', say('controlPlane'), <RoleShape of="control-plane" />)}
        {choice('worker', say('worker'), <RoleShape of="worker" />)}
        {choice('none', say('noRole'))}
      </ToggleGroup>
    </Tooltip>
  );
}

function Keys() {
  const say = useWords(slotsWords);
  const keys = [
    ['0–9 a–f', say('keyType')],
    ['Enter', say('keyEnter')],
    ['← ↑ → ↓', say('keyArrows')],
    ['Ctrl+A', say('keyAll')],
    ['Del', say('keyDelete')],
    ['Ctrl+C X V', say('keyCopy')],
    ['Ctrl+D', say('keyFill')],
    ['P', say('keyPaint')],
    ['Ctrl+Z Y', say('keyUndo')],
  ];
  return (
    <Help
      label={say('keysTitle')}
      isWide
      help={
        <dl className="rs-slots-keys">
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      }
    >
      <Button variant="plain" icon={<KeyboardIcon />} aria-label={say('keys')} title={say('keys')} />
    </Help>
  );
}
