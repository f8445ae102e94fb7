// How firmware is brought to the installer, and whether the system updates itself afterwards.

import { useWords } from '../../../i18n/index.ts';
import { PlanChoice, PlanSwitch } from '../../../ui/inputs.tsx';
import { Fields, Section } from '../step.tsx';
import { useLoaders } from './use-loaders.ts';
import { accessWords } from './words.ts';

export function Boot() {
  const say = useWords(accessWords);
  const choices = useLoaders();
  return (
    <Section title={say('boot')}>
      <Fields>
        <PlanChoice where="loader" label={say('loader')} help={say('loaderHelp')} choices={choices} fallback="auto" />
        <PlanSwitch where="updates.automatic" label={say('updates')} help={say('updatesHelp')} />
      </Fields>
    </Section>
  );
}
