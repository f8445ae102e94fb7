// Servers and addresses that the installed blades use: router, DNS, time, and the API's own address.

import { architectures } from '../../../../services/domain/architecture/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan } from '../../../stores/index.ts';
import { useProblemsAt } from '../../../ui/field.tsx';
import { PlanList, PlanText } from '../../../ui/inputs.tsx';
import { Fields, Section } from '../step.tsx';
import { networkWords } from './words.ts';

export function Machines() {
  const say = useWords(networkWords);
  return (
    <Section title={say('machines')} lead={say('machinesLead')}>
      <Fields>
        <Vip />
        <PlanText where="network.gateway" label={say('gateway')} help={say('gatewayHelp')} placeholder="10.20.30.1" />
        <PlanList where="network.dns" label={say('dns')} help={say('dnsHelp')} placeholder="10.20.0.53, 10.20.0.54" />
        <PlanList where="network.ntp" label={say('ntp')} help={say('ntpHelp')} placeholder="10.20.0.123, ntp.example.org" />
        <PlanList
          where="network.searchDomains"
          label={say('searchDomains')}
          help={say('searchDomainsHelp')}
          placeholder="rack.example.org"
        />
      </Fields>
    </Section>
  );
}

/** Asked for where the architecture has one; where it has none, and the plan does, it can be taken out here. */
function Vip() {
  const say = useWords(networkWords);
  const architecture = usePlan(({ plan }) => plan.architecture);
  const isGiven = usePlan(({ plan }) => plan.network?.vip !== undefined);
  const isAskedFor = useProblemsAt('network.vip').length > 0;
  const isUseless = architecture && architectures[architecture].vip === 'useless';
  if (isUseless && !isGiven && !isAskedFor) return <p className="rs-step-lead rs-vip">{say('vipUseless')}</p>;
  return <PlanText where="network.vip" label={say('vip')} help={say('vipHelp')} placeholder="10.20.30.250" />;
}
