// The ranges inside the cluster, beside them what they give, and the button that fills in usual ones.

import { Button } from '@patternfly/react-core';
import { useMemo } from 'react';
import { usualNetwork } from '../../../../services/domain/network/propose.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan } from '../../../stores/index.ts';
import { PlanNumber, PlanText } from '../../../ui/inputs.tsx';
import { useAdapters } from '../site/use-adapter.ts';
import { Section } from '../step.tsx';
import { Sizes } from './sizes.tsx';
import { networkWords } from './words.ts';

/** One network is written as it is; two, of IPv4 and IPv6, are a list. */
function rangesIn(text: string): string | string[] {
  const found = text.split(/[\s,;]+/).filter((one) => one !== '');
  return found.length > 1 ? found : (found[0] ?? '');
}
const listIn = (text: string) => text.split(/[\s,;]+/).filter((one) => one !== '');
const shown = (value: unknown) => (Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '' : String(value));

export function Cluster() {
  const say = useWords(networkWords);
  return (
    <Section title={say('cluster')} lead={say('clusterLead')} action={<Usual />}>
      <div className="rs-cluster">
        <div className="rs-step-section">
          <PlanText
            where="network.pods"
            label={say('pods')}
            help={say('podsHelp')}
            placeholder="10.244.0.0/16"
            read={rangesIn}
            show={shown}
          />
          <PlanNumber where="network.podPrefix" label={say('podPrefix')} help={say('podPrefixHelp')} placeholder="24" />
          <PlanText
            where="network.services"
            label={say('services')}
            help={say('servicesHelp')}
            placeholder="10.96.0.0/16"
            read={rangesIn}
            show={shown}
          />
          <PlanText where="network.nodePorts" label={say('nodePorts')} help={say('nodePortsHelp')} placeholder="30000-32767" />
          <PlanText
            where="network.siteRoutes"
            label={say('siteRoutes')}
            help={say('siteRoutesHelp')}
            placeholder="10.0.0.0/16, 192.168.0.0/16"
            rows={2}
            read={listIn}
            show={shown}
          />
        </div>
        <Sizes />
      </div>
    </Section>
  );
}

/** As one change, so that one undo takes it back. */
function Usual() {
  const say = useWords(networkWords);
  const plan = usePlan((state) => state.plan);
  const edit = usePlan((state) => state.edit);
  const hasOverlap = usePlan(({ problems }) =>
    problems.some(({ code, where = '' }) => code === 'plan-ranges-overlap' && /^network\.(pods|services)/.test(where)),
  );
  const adapters = useAdapters();
  const edits = useMemo(() => usualNetwork(plan, adapters), [plan, adapters]);
  if (edits.length === 0) return <span className="rs-step-lead">{say(hasOverlap ? 'usualNone' : 'usualDone')}</span>;
  return (
    <Button variant="secondary" onClick={() => edit(...edits)}>
      {say('usual')}
    </Button>
  );
}
