// How blades get their addresses: full or proxy, and what machines that are not planned get.

import { Alert, ExpandableSection, Switch } from '@patternfly/react-core';
import { useState } from 'react';
import { freePool } from '../../../../services/domain/network/propose.ts';
import { useWords } from '../../../i18n/index.ts';
import { planStore, usePlan } from '../../../stores/index.ts';
import { Field, useProblemsAt } from '../../../ui/field.tsx';
import { PlanChoice, PlanSwitch, PlanText, usePlanValue } from '../../../ui/inputs.tsx';
import { Fields, Section } from '../step.tsx';
import { siteWords } from './words.ts';

const modeAt = 'network.dhcp.mode';
const poolAt = 'network.dhcp.pool';

export function Dhcp() {
  const say = useWords(siteWords);
  const [mode] = usePlanValue(modeAt);
  const choices = [
    { value: 'full', label: say('full') },
    { value: 'proxy', label: say('proxy') },
  ];
  return (
    <Section title={say('dhcp')}>
      <Fields>
        <PlanChoice where={modeAt} label={say('mode')} help={say('modeHelp')} choices={choices} fallback="full" />
      </Fields>
      {mode === 'proxy' && (
        <Alert component="p" isInline variant="warning" title={say('proxyWarning')}>
          {say('proxyWarningMore')}
        </Alert>
      )}
      <Advanced />
    </Section>
  );
}

/** Open by itself when something in it is wrong. */
function Advanced() {
  const say = useWords(siteWords);
  const isWrong = useProblemsAt('network.dhcp').some(({ where }) => where !== modeAt);
  const [isOpen, setOpen] = useState(false);
  return (
    <ExpandableSection toggleText={say('more')} isIndented isExpanded={isOpen || isWrong} onToggle={(_, expanded) => setOpen(expanded)}>
      <div className="rs-step-section">
        <Pool />
        <Fields>
          <PlanSwitch
            where="network.dhcp.routerAdvertisement"
            label={say('routerAdvertisement')}
            help={say('routerAdvertisementHelp')}
            fallback
          />
          <PlanSwitch where="network.dhcp.announceGateway" label={say('announceGateway')} help={say('announceGatewayHelp')} />
          <PlanSwitch where="network.dhcp.announceDns" label={say('announceDns')} help={say('announceDnsHelp')} />
        </Fields>
        <Relayed />
      </div>
    </ExpandableSection>
  );
}

function Pool() {
  const say = useWords(siteWords);
  const [pool, set] = usePlanValue(poolAt);
  const isOn = pool !== undefined && pool !== null;
  const free = usePlan(({ plan }) => freePool(plan)?.first);
  const turn = (on: boolean) => set(on ? freePool(planStore.getState().plan) : undefined);
  return (
    <>
      <Field where={poolAt} label={say('pool')} help={say('poolHelp')} below={false}>
        <Switch
          aria-label={say('pool')}
          label={say('poolOn')}
          isChecked={isOn}
          isDisabled={!isOn && !free}
          onChange={(_, on) => turn(on)}
        />
      </Field>
      {isOn && (
        <Fields>
          <PlanText where={`${poolAt}.first`} label={say('poolFirst')} help={say('poolFirstHelp')} />
          <PlanText where={`${poolAt}.last`} label={say('poolLast')} help={say('poolLastHelp')} />
        </Fields>
      )}
    </>
  );
}

/** `10.20.31.0/24 10.20.31.1`, one per line. */
const relaysIn = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [subnet = '', gateway = ''] = line.split(/[\s,]+/);
      return { subnet, gateway };
    });

const relaysText = (value: unknown): string =>
  Array.isArray(value) ? value.map((one) => [one?.subnet, one?.gateway].filter(Boolean).join(' ')).join('\n') : '';

function Relayed() {
  const say = useWords(siteWords);
  return (
    <PlanText
      where="network.dhcp.relayed"
      label={say('relayed')}
      help={say('relayedHelp')}
      placeholder={say('relayedPlaceholder')}
      rows={2}
      read={relaysIn}
      show={relaysText}
    />
  );
}
