// The laptop's adapters to choose from, and what the plan has to do with the chosen one.

import { Alert, AlertActionLink, Label } from '@patternfly/react-core';
import { PluggedIcon, QuestionCircleIcon, UnpluggedIcon } from '@patternfly/react-icons';
import type { ComponentType } from 'react';
import type { AdapterView } from '../../../../services/contract/index.ts';
import { moveNetwork } from '../../../../services/domain/network/move.ts';
import { networkOfAdapter } from '../../../../services/domain/network/propose.ts';
import { useWords } from '../../../i18n/index.ts';
import { planStore, usePlan } from '../../../stores/index.ts';
import { ChoiceRow, ChoiceRows } from '../../../ui/choice-row.tsx';
import { Copy } from '../../../ui/copy.tsx';
import { pick, useAdapter, useAdapters } from './use-adapter.ts';
import { siteWords } from './words.ts';

const linkIcons: Readonly<Record<AdapterView['link'], ComponentType>> = {
  up: PluggedIcon,
  down: UnpluggedIcon,
  unknown: QuestionCircleIcon,
};

/** A plan that nobody has put blades in yet follows the adapter at once; a prepared one is asked about. */
function choose(adapter: AdapterView): void {
  const { plan, view, edit } = planStore.getState();
  const home = networkOfAdapter(adapter);
  const edits = home && (plan.blades?.length ?? 0) === 0 ? moveNetwork(plan, home) : [];
  pick(view?.path, adapter.name);
  if (edits.length > 0) edit(...edits);
}

export function Adapters() {
  const say = useWords(siteWords);
  const adapters = useAdapters();
  const { adapter: chosen, isHome } = useAdapter();
  return (
    <>
      {adapters.length === 0 && <p>{say('noAdapters')}</p>}
      <ChoiceRows label={say('adapters')}>
        {adapters.map((adapter) => (
          <ChoiceRow
            key={adapter.name}
            id={`adapter-${adapter.name}`}
            group="adapter"
            title={<strong>{adapter.name}</strong>}
            isChosen={adapter.name === chosen?.name}
            onChoose={() => choose(adapter)}
          >
            <AdapterFacts adapter={adapter} isHome={isHome && adapter.name === chosen?.name} />
          </ChoiceRow>
        ))}
      </ChoiceRows>
      <div aria-live="polite">{chosen && !isHome && <NotHome adapter={chosen} />}</div>
    </>
  );
}

function AdapterFacts({ adapter, isHome }: { readonly adapter: AdapterView; readonly isHome: boolean }) {
  const say = useWords(siteWords);
  const { link, speed, mac, addresses, virtual } = adapter;
  const LinkIcon = linkIcons[link];
  return (
    <>
      <span className={`rs-link rs-link-${link}`}>
        <LinkIcon /> {say(link)}
      </span>
      {speed !== undefined && <span>{speed >= 1000 ? say('gigabits', { speed: speed / 1000 }) : say('megabits', { speed })}</span>}
      {addresses.length === 0 && <span className="rs-step-lead">{say('noAddress')}</span>}
      {addresses.map(({ address, prefixLength }) => (
        <Copy key={address} text={`${address}/${prefixLength}`} />
      ))}
      {mac && <Copy text={mac} />}
      {virtual && (
        <Label isCompact color="purple">
          {say('simulated')}
        </Label>
      )}
      {isHome && (
        <Label isCompact color="blue">
          {say('inPlan')}
        </Label>
      )}
    </>
  );
}

/** The chosen adapter is not where the plan has the laptop. */
function NotHome({ adapter }: { readonly adapter: AdapterView }) {
  const say = useWords(siteWords);
  const plan = usePlan((state) => state.plan);
  const edit = usePlan((state) => state.edit);
  const home = networkOfAdapter(adapter);
  const planned = `${plan.network?.laptop ?? '—'} · ${plan.network?.subnet ?? '—'}`;
  if (!home)
    return (
      <Alert component="p" isInline variant="warning" title={say('noIpv4', { adapter: adapter.name })}>
        {say('noIpv4More')} {plan.network?.laptop && <Copy text={plan.network.laptop} />}
      </Alert>
    );
  const edits = moveNetwork(plan, home);
  return (
    <Alert
      component="p"
      isInline
      variant="warning"
      title={say('elsewhere', { adapter: adapter.name, ...home, planned })}
      actionLinks={
        <AlertActionLink onClick={() => edit(...edits)}>{say('takeOver', { subnet: home.subnet, count: edits.length })}</AlertActionLink>
      }
    >
      {say('elsewhereMore')}
    </Alert>
  );
}
