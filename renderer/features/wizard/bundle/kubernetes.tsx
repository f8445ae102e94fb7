// What the plan takes of a bundle for its cluster: Kubernetes or not, which version, pod network and add-ons; and the blades' processors.

import { Checkbox, Switch } from '@patternfly/react-core';
import type { BundleListed } from '../../../../services/contract/index.ts';
import { carriedFor } from '../../../../services/domain/bundle-contents.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan } from '../../../stores/index.ts';
import { Field, fieldId } from '../../../ui/field.tsx';
import { type Choice, PlanChoice, usePlanValue } from '../../../ui/inputs.tsx';
import { Fields, Section } from '../step.tsx';
import { ClusterOptions } from './cluster-options.tsx';
import { bundleWords } from './words.ts';

interface Of {
  readonly bundle: BundleListed;
}

export function Kubernetes({ bundle }: Of) {
  const say = useWords(bundleWords);
  const isWanted = usePlan(({ data }) => (data as { kubernetes?: unknown } | undefined)?.kubernetes !== undefined);
  const isCarried = bundle.kubernetes !== undefined;
  return (
    <Section title={say('kubernetes')} lead={say(isCarried ? 'kubernetesLead' : 'noKubernetes')}>
      <Arch bundle={bundle} />
      {(isCarried || isWanted) && <OnOff isOn={isWanted} />}
      {isWanted && (
        <>
          <Fields>
            <Version bundle={bundle} />
            <PodNetwork bundle={bundle} />
          </Fields>
          <ClusterOptions />
          <Addons bundle={bundle} />
        </>
      )}
    </Section>
  );
}

/** Asked where there is something to choose, and where the plan wants what the bundle has not. */
function Arch({ bundle: { arches } }: Of) {
  const say = useWords(bundleWords);
  const planned = usePlan(({ plan }) => plan.arch ?? undefined);
  const choices = [...new Set([...arches, ...(planned ? [planned] : [])])];
  if (choices.length < 2) return null;
  return (
    <PlanChoice
      where="arch"
      label={say('arch')}
      help={say('archHelp')}
      fallback="amd64"
      choices={choices.map((arch) => ({ value: arch, label: arch }))}
    />
  );
}

function OnOff({ isOn }: { readonly isOn: boolean }) {
  const say = useWords(bundleWords);
  const edit = usePlan((plan) => plan.edit);
  const where = 'kubernetes';
  return (
    <Field where={where} label={say('kubernetesOn')} help={say('kubernetesOnHelp')} below={false}>
      <Switch
        id={fieldId(where)}
        aria-label={say('kubernetesOn')}
        isChecked={isOn}
        onChange={(_, on) => edit(on ? { where, value: {} } : { where })}
      />
    </Field>
  );
}

/** What stands in the plan stays a choice, also where this bundle has it not. */
const withKept = (choices: readonly Choice[], kept: unknown, label: string): readonly Choice[] =>
  typeof kept !== 'string' || choices.some(({ value }) => value === kept) ? choices : [...choices, { value: kept, label }];

function Version({ bundle }: Of) {
  const say = useWords(bundleWords);
  const where = 'kubernetes.version';
  const [planned] = usePlanValue(where);
  const version = bundle.kubernetes?.version;
  const carried = version === undefined ? [] : [{ value: version, label: say('versionThis', { version }) }];
  const any = { value: '', label: say('versionAny', { version: version ?? '–' }) };
  const choices = withKept([any, ...carried], planned, say('versionKept', { version: String(planned) }));
  return <PlanChoice where={where} label={say('version')} help={say('versionHelp')} choices={choices} />;
}

function PodNetwork({ bundle }: Of) {
  const say = useWords(bundleWords);
  const where = 'kubernetes.cni';
  const [planned] = usePlanValue(where);
  const carried = carriedFor(bundle.parts, 'cni').map((name) => ({ value: name, label: name }));
  const name = String(planned ?? 'flannel');
  const choices = withKept(carried, name, say('cniKept', { name }));
  return <PlanChoice where={where} label={say('cni')} help={say('cniHelp')} fallback="flannel" choices={choices} />;
}

const namesIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

function Addons({ bundle }: Of) {
  const say = useWords(bundleWords);
  const where = 'kubernetes.addons';
  const [value, set] = usePlanValue(where);
  const chosen = namesIn(value);
  const carried = carriedFor(bundle.parts, 'addon');
  const all = [...new Set([...carried, ...chosen])];
  const choose = (name: string, on: boolean) => {
    const next = on ? [...chosen, name] : chosen.filter((one) => one !== name);
    set(next.length > 0 ? next : undefined);
  };
  return (
    <Field where={where} label={say('addons')} help={say('addonsHelp')}>
      {all.length === 0 && <p className="rs-step-lead">{say('addonsNone')}</p>}
      {all.map((name) => (
        <Checkbox
          key={name}
          id={fieldId(`${where}.${name}`)}
          label={carried.includes(name) ? name : say('addonKept', { name })}
          isChecked={chosen.includes(name)}
          onChange={(_, on) => choose(name, on)}
        />
      ))}
    </Field>
  );
}
