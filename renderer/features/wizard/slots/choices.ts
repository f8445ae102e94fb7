// What may be chosen for a blade: its role, where the architecture leaves that open, and its boot loader.

import { architectures } from '../../../../services/domain/architecture/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan } from '../../../stores/index.ts';
import type { Choice } from '../../../ui/inputs.tsx';
import { panelWords } from './panel-words.ts';
import { slotsWords } from './words.ts';

export function useLoaders(): readonly Choice[] {
  const say = useWords(panelWords);
  return [
    { value: '', label: say('loaderPlan') },
    { value: 'auto', label: say('loaderAuto') },
    { value: 'undionly', label: say('loaderUndionly') },
    { value: 'pxelinux', label: say('loaderPxelinux') },
    { value: 'secure-boot', label: say('loaderSecureBoot') },
  ];
}

/** The roles that the plan may give; none where the architecture gives them. */
export function useRoles(): readonly Choice[] {
  const say = useWords(panelWords);
  const sayStep = useWords(slotsWords);
  const architecture = usePlan(({ plan }) => plan.architecture && architectures[plan.architecture]);
  if (architecture && architecture.workers.most === 0) return [];
  const words = { 'control-plane': sayStep('controlPlane'), worker: sayStep('worker') };
  const byDefault = architecture ? words[architecture.defaultRole] : '';
  return [
    { value: '', label: say('roleDefault', { role: byDefault }) },
    { value: 'control-plane', label: words['control-plane'] },
    { value: 'worker', label: words.worker },
  ];
}
