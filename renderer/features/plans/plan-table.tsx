// The plans at hand, one row each: what it is of, how good it is, and where it lies.

import { Button, Label } from '@patternfly/react-core';
import { CopyIcon, ExternalLinkAltIcon, LaptopIcon, UsbIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { MouseEvent } from 'react';
import type { PlanListed } from '../../../services/contract/index.ts';
import { architectures } from '../../../services/domain/architecture/index.ts';
import type { ArchitectureName } from '../../../services/domain/plan/v1.ts';
import { useWords } from '../../i18n/index.ts';
import { usePlan, useSettings } from '../../stores/index.ts';
import { hashOf } from '../../stores/place.ts';
import { Moment } from '../../ui/moment.tsx';
import { Health } from './health.tsx';
import { begin } from './index.ts';
import { plansWords } from './words.ts';

export function PlanTable({ plans, onCopy }: { readonly plans: readonly PlanListed[]; readonly onCopy: (plan: PlanListed) => void }) {
  const say = useWords(plansWords);
  return (
    <Table aria-label={say('title')} variant="compact" className="rs-plans">
      <Thead>
        <Tr>
          <Th>{say('name')}</Th>
          <Th modifier="fitContent">{say('architecture')}</Th>
          <Th modifier="fitContent">{say('blades')}</Th>
          <Th modifier="fitContent">{say('state')}</Th>
          <Th modifier="fitContent">{say('changed')}</Th>
          <Th modifier="fitContent">{say('place')}</Th>
          <Th screenReaderText={say('actions')} />
        </Tr>
      </Thead>
      <Tbody>
        {plans.map((plan) => (
          <PlanRow key={plan.path} plan={plan} onCopy={() => onCopy(plan)} />
        ))}
      </Tbody>
    </Table>
  );
}

/** A click with a key held goes where the browser takes it: another tab or window. */
const isPlainClick = ({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) => !(metaKey || ctrlKey || shiftKey || altKey);

function PlanRow({ plan, onCopy }: { readonly plan: PlanListed; readonly onCopy: () => void }) {
  const say = useWords(plansWords);
  const isOpen = usePlan(({ view }) => view?.path === plan.path);
  const { path, name, architecture, blades, changedAt, errors, warnings } = plan;
  const address = hashOf({ page: 'wizard', part: '', plan: path });
  const open = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    void begin.open(path);
  };
  return (
    <Tr isRowSelected={isOpen}>
      <Td dataLabel={say('name')} modifier="breakWord">
        <a href={address} onClick={open} className="rs-plans-open">
          {name}
        </a>{' '}
        {isOpen && (
          <Label isCompact color="blue">
            {say('openHere')}
          </Label>
        )}
        <div className="rs-plans-path">{path}</div>
      </Td>
      <Td dataLabel={say('architecture')} modifier="nowrap">
        {architecture && <ArchitectureTitle name={architecture} />}
      </Td>
      <Td dataLabel={say('blades')} modifier="nowrap">
        {blades}
      </Td>
      <Td dataLabel={say('state')} modifier="nowrap">
        <Health errors={errors} warnings={warnings} />
      </Td>
      <Td dataLabel={say('changed')} modifier="nowrap">
        <Moment at={changedAt} date />
      </Td>
      <Td dataLabel={say('place')} modifier="nowrap">
        <Place removable={plan.removable} />
      </Td>
      <Td isActionCell>
        <div className="rs-plans-actions">
          <Button variant="secondary" icon={<CopyIcon />} aria-label={say('copyPlan', { name })} onClick={onCopy}>
            {say('copyOf')}
          </Button>
          <Button
            component="a"
            href={address}
            target="_blank"
            variant="plain"
            icon={<ExternalLinkAltIcon />}
            aria-label={say('inWindow', { name })}
            title={say('window')}
          />
        </div>
      </Td>
    </Tr>
  );
}

/** As the architecture calls itself, or as it is written where it is none of the four. */
function ArchitectureTitle({ name }: { readonly name: string }) {
  const language = useSettings((settings) => settings.language);
  return <>{Object.hasOwn(architectures, name) ? architectures[name as ArchitectureName].title[language] : name}</>;
}

export function Place({ removable }: { readonly removable: boolean }) {
  const say = useWords(plansWords);
  return (
    <span className="rs-plans-place">
      {removable ? <UsbIcon /> : <LaptopIcon />} {say(removable ? 'stick' : 'laptop')}
    </span>
  );
}
