// The disk rule of all blades, read aloud above its fields.

import { diskRuleInWords } from '../../../../services/domain/plan/disk-words.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan, useSettings } from '../../../stores/index.ts';
import { useProblemsAt } from '../../../ui/field.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { Section } from '../step.tsx';
import { DiskRuleFields } from './disk-rule.tsx';
import { accessWords } from './words.ts';

export function Disks() {
  const say = useWords(accessWords);
  const language = useSettings((settings) => settings.language);
  const rule = usePlan(({ plan }) => diskRuleInWords(plan.disk ?? {}, language));
  const asks = usePlan(({ plan }) => (plan.disk?.pick ?? 'only') === 'only');
  const ofWhole = useProblemsAt('disk', false);
  return (
    <Section title={say('disk')} lead={say('diskLead')}>
      <p className="rs-disk-rule" aria-live="polite">
        <strong>{say('goesTo', { rule })}</strong> {asks && say('pickOnly')}
      </p>
      <ProblemLines problems={ofWhole} />
      <DiskRuleFields where="disk" />
    </Section>
  );
}
