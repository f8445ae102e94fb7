// Blades that differ: each with its own disk rule or loader, and the way to its slot.

import { Button, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useState } from 'react';
import { diskRuleInWords } from '../../../../services/domain/plan/disk-words.ts';
import type { LooseBlade } from '../../../../services/domain/plan/plan.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, usePlan, useSettings } from '../../../stores/index.ts';
import { Field } from '../../../ui/field.tsx';
import { PlanChoice } from '../../../ui/inputs.tsx';
import { Section } from '../step.tsx';
import { DiskRuleFields } from './disk-rule.tsx';
import { useLoaders } from './use-loaders.ts';
import { accessWords } from './words.ts';

interface Placed {
  readonly blade: LooseBlade;
  readonly index: number;
}

const none: readonly (LooseBlade | null)[] = [];
const useBlades = (): Placed[] => usePlan(({ plan }) => plan.blades ?? none).flatMap((blade, index) => (blade ? [{ blade, index }] : []));

const nameOf = ({ blade, index }: Placed) => blade.slot ?? `blades[${index}]`;

export function OwnRules() {
  const say = useWords(accessWords);
  const blades = useBlades();
  const disks = blades.filter(({ blade }) => blade.disk !== undefined);
  const loaders = blades.filter(({ blade }) => blade.loader !== undefined);
  return (
    <Section title={say('own')} lead={say('ownLead')}>
      {disks.length + loaders.length === 0 && <p className="rs-step-lead">{say('ownNone')}</p>}
      {disks.map((placed) => (
        <OwnDisk key={placed.index} placed={placed} />
      ))}
      {loaders.map((placed) => (
        <OwnLoader key={placed.index} placed={placed} />
      ))}
      <AddOwn blades={blades.filter(({ blade }) => blade.disk === undefined)} />
    </Section>
  );
}

function Ways({ placed, where }: { readonly placed: Placed; readonly where: string }) {
  const say = useWords(accessWords);
  const edit = usePlan((plan) => plan.edit);
  const go = usePlace((place) => place.go);
  return (
    <>
      <Button variant="link" onClick={() => go('wizard', `slots/blades[${placed.index}].slot`)}>
        {say('toSlot', { slot: nameOf(placed) })}
      </Button>
      <Button variant="link" onClick={() => edit({ where })}>
        {say('asOthers')}
      </Button>
    </>
  );
}

function OwnDisk({ placed }: { readonly placed: Placed }) {
  const say = useWords(accessWords);
  const language = useSettings((settings) => settings.language);
  const [isOpen, setOpen] = useState(false);
  const where = `blades[${placed.index}].disk`;
  const rule = diskRuleInWords(placed.blade.disk ?? {}, language);
  return (
    <Field where={where} label={say('ofBlade', { slot: nameOf(placed), rule })} help={say('ownDiskHelp')} below={!isOpen}>
      <div className="rs-own">
        <Button variant="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say('change')}
        </Button>
        <Ways placed={placed} where={where} />
      </div>
      {isOpen && (
        <div className="rs-own-fields">
          <DiskRuleFields where={where} />
        </div>
      )}
    </Field>
  );
}

function OwnLoader({ placed }: { readonly placed: Placed }) {
  const say = useWords(accessWords);
  const choices = useLoaders();
  const where = `blades[${placed.index}].loader`;
  return (
    <div>
      <PlanChoice
        where={where}
        label={`${nameOf(placed)}: ${say('loader')}`}
        help={say('ownLoaderHelp')}
        choices={choices}
        fallback="auto"
      />
      <div className="rs-own">
        <Ways placed={placed} where={where} />
      </div>
    </div>
  );
}

/** It begins as the rule of all, so that one thing is changed and not all of them. */
function AddOwn({ blades }: { readonly blades: readonly Placed[] }) {
  const say = useWords(accessWords);
  const edit = usePlan((plan) => plan.edit);
  const rule = usePlan(({ plan }) => plan.disk);
  if (blades.length === 0) return null;
  const add = (index: string) => {
    if (index !== '') edit({ where: `blades[${index}].disk`, value: { ...rule } });
  };
  return (
    <FormSelect aria-label={say('addOwn')} value="" className="rs-own-add" onChange={(_, index) => add(index)}>
      <FormSelectOption value="" label={`${say('addOwn')}: ${say('chooseBlade')}`} isPlaceholder />
      {blades.map((placed) => (
        <FormSelectOption key={placed.index} value={String(placed.index)} label={nameOf(placed)} />
      ))}
    </FormSelect>
  );
}
