// The wizard's step: which adapter's cable goes to the rack, what network is on it, and who else is there.

import { overlapsWithAdapters } from '../../../../services/domain/network/adapters.ts';
import { problem, warning } from '../../../../services/domain/problem.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, usePlan, useSite } from '../../../stores/index.ts';
import { PlanText } from '../../../ui/inputs.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { stepOf } from '../places.ts';
import { Fields, Section, StepForm } from '../step.tsx';
import { Adapters } from './adapters.tsx';
import { Dhcp } from './dhcp.tsx';
import { Listening } from './listening.tsx';
import './site.css';
import { useAdapter, useAdapters } from './use-adapter.ts';
import { siteWords } from './words.ts';

export function SiteStep() {
  const say = useWords(siteWords);
  return (
    <StepForm>
      <Fields>
        <PlanText where="name" label={say('name')} help={say('nameHelp')} />
      </Fields>
      <Section title={say('cable')} lead={say('cableLead')}>
        <Adapters />
        <OfSite />
        <Fields>
          <PlanText where="network.subnet" label={say('subnet')} help={say('subnetHelp')} placeholder="10.20.30.0/24" />
          <PlanText where="network.laptop" label={say('laptop')} help={say('laptopHelp')} placeholder="10.20.30.242" />
        </Fields>
        <OfOtherAdapters />
      </Section>
      <Listening />
      <Dhcp />
    </StepForm>
  );
}

/** Another DHCP server has its own place further down. */
const toldElsewhere = 'dhcp-server-heard';

function OfSite() {
  const problems = useSite(({ site }) => site?.problems);
  const laptop = usePlan(({ plan }) => plan.network?.laptop);
  const isInside = usePlan(({ plan }) => plan.architecture === 'laptop');
  const { adapter } = useAdapter();
  const nowhere = laptop && !adapter && !isInside ? [warning(problem('address-missing', { address: laptop }))] : [];
  return <ProblemLines problems={[...(problems ?? []).filter(({ code }) => code !== toldElsewhere), ...nowhere]} />;
}

/** Networks of the plan that another adapter of this laptop is in too, wherever they are asked for. */
function OfOtherAdapters() {
  const plan = usePlan((state) => state.plan);
  const adapters = useAdapters();
  const { adapter: chosen } = useAdapter();
  const go = usePlace((place) => place.go);
  const others = adapters.filter(({ name }) => name !== chosen?.name);
  return <ProblemLines problems={overlapsWithAdapters(plan, others)} onGo={(where) => go('wizard', `${stepOf(where)}/${where}`)} />;
}
