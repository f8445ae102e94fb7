// The fields of one disk rule: the plan's own, or that of one blade.

import { ExpandableSection } from '@patternfly/react-core';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { PlanChoice, PlanText, usePlanValue } from '../../../ui/inputs.tsx';
import { Fields } from '../step.tsx';
import { accessWords } from './words.ts';

/** As disks call themselves; no language has other words for them. */
const transports = [
  { value: 'nvme', label: 'NVMe' },
  { value: 'sata', label: 'SATA' },
  { value: 'sas', label: 'SAS' },
  { value: 'virtio', label: 'virtio' },
  { value: 'usb', label: 'USB' },
];

/** Half a GiB is a size too; what is no number goes into the plan as it was typed and is complained of there. */
const sizeIn = (text: string) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);

/** `where` is the rule's own path: `disk`, `blades[2].disk`. */
export function DiskRuleFields({ where }: { readonly where: string }) {
  const say = useWords(accessWords);
  const picks = (['only', 'smallest', 'largest'] as const).map((value) => ({ value, label: say(value) }));
  return (
    <>
      <Fields pairs>
        <PlanChoice where={`${where}.pick`} label={say('pick')} help={say('pickHelp')} choices={picks} fallback="only" />
        <PlanChoice
          where={`${where}.transport`}
          label={say('transport')}
          help={say('transportHelp')}
          choices={[{ value: '', label: say('anyTransport') }, ...transports]}
        />
        <PlanText where={`${where}.minGiB`} label={say('minGiB')} help={say('minGiBHelp')} placeholder="100" read={sizeIn} />
        <PlanText where={`${where}.maxGiB`} label={say('maxGiB')} help={say('maxGiBHelp')} placeholder="1000" read={sizeIn} />
      </Fields>
      <Exactly where={where} />
    </>
  );
}

/** Open by itself when the plan says something in it. */
function Exactly({ where }: { readonly where: string }) {
  const say = useWords(accessWords);
  const [isOpen, setOpen] = useState(false);
  const isWritten = [usePlanValue(`${where}.model`), usePlanValue(`${where}.serial`), usePlanValue(`${where}.wwn`)].some(
    ([value]) => value !== undefined,
  );
  return (
    <ExpandableSection toggleText={say('exactly')} isIndented isExpanded={isOpen || isWritten} onToggle={(_, on) => setOpen(on)}>
      <Fields>
        <PlanText where={`${where}.model`} label={say('model')} help={say('modelHelp')} placeholder="PM883" />
        <PlanText where={`${where}.serial`} label={say('serial')} help={say('serialHelp')} />
        <PlanText where={`${where}.wwn`} label={say('wwn')} help={say('wwnHelp')} placeholder="0x5002538e40c1a2b3" />
      </Fields>
    </ExpandableSection>
  );
}
