// The plan in a few sentences, as one would tell it to a colleague, and how much and how long it will take.

import { Content, DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from '@patternfly/react-core';
import { type ReactNode, useMemo } from 'react';
import { architectures, survivalOf } from '../../../../services/domain/architecture/index.ts';
import { ruleInWords } from '../../../../services/domain/blade/disk.ts';
import { bytesInWords } from '../../../../services/domain/blade/words.ts';
import { clusterNeeds } from '../../../../services/domain/plan/bundle-fit.ts';
import { assumed, type Forecast, forecastPlan } from '../../../../services/domain/plan/forecast.ts';
import { type Plan, plannedBlades } from '../../../../services/domain/plan/plan.ts';
import { countsOf } from '../../../../services/domain/plan/roles.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, useSettings, useSite } from '../../../stores/index.ts';
import { useDuration } from '../../../ui/duration.ts';
import { chosenBundle } from '../chosen-bundle.ts';
import type { StepName } from '../places.ts';
import { addressRuns } from './address-runs.ts';
import { reviewWords } from './words.ts';

export const Summary = ({ plan }: { readonly plan: Plan }) => (
  <>
    <PlanInWords plan={plan} />
    <ForecastInWords plan={plan} />
  </>
);

function Told({ term, step, children }: { readonly term: string; readonly step?: StepName; readonly children: ReactNode }) {
  const go = usePlace((place) => place.go);
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>
        {step ? (
          <a
            href={`#/wizard/${step}`}
            onClick={(event) => {
              event.preventDefault();
              go('wizard', step);
            }}
          >
            {term}
          </a>
        ) : (
          term
        )}
      </DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}

const listed = (parts: readonly (string | false | undefined)[]) => parts.filter(Boolean).join(' · ');
const both = (range: string | readonly string[] | undefined) => (Array.isArray(range) ? range.join(' + ') : (range as string | undefined));

function PlanInWords({ plan }: { readonly plan: Plan }) {
  const say = useWords(reviewWords);
  const language = useSettings((settings) => settings.language);
  const architecture = architectures[plan.architecture];
  const counts = countsOf(plan);
  const blades = useMemo(() => plannedBlades(plan), [plan]);
  const { subnet, laptop, gateway, vip, pods, services, nodePorts } = plan.network;
  const { controlPlane: central, workers } = counts;
  const ranges = [pods && say('pods', { pods: both(pods)! }), services && say('services', { services: both(services)! })];
  return (
    <DescriptionList isHorizontal isCompact aria-label={say('summary')} className="rs-summary">
      <Told term={say('architecture')} step="architecture">
        <strong>{architecture.title[language]}</strong> — {architecture.layout[language]} {survivalOf(architecture, counts, language).words}
      </Told>
      <Told term={say('blades')} step="slots">
        {listed([
          say('bladesAre', { count: blades.length }),
          say('bladesRoles', { central, workers }),
          say('inChassis', { count: new Set(blades.map(({ slot }) => slot.split('/')[0])).size }),
        ])}
      </Told>
      <Told term={say('addresses')} step="network">
        {listed([
          say('subnet', { subnet, laptop }),
          gateway ? say('gateway', { gateway }) : say('noGateway'),
          vip && say('vip', { vip }),
          say('bladesAt', { addresses: addressRuns(blades.map(({ address }) => address)).join(', ') }),
        ])}
      </Told>
      <Told term={say('ranges')} step="network">
        {listed([...ranges, nodePorts && say('nodePorts', { nodePorts })]) || say('byDefault')}
      </Told>
      {plan.kubernetes && (
        <Told term={say('cluster')} step="bundle">
          <Cluster asked={plan.kubernetes} />
        </Told>
      )}
      <Told term={say('disks')} step="access">
        <Disks plan={plan} />
      </Told>
      <Told term={say('login')} step="access">
        <Login access={plan.access} />
      </Told>
      <Told term={say('bundle')} step="bundle">
        <Bundle name={plan.bundle} />
      </Told>
    </DescriptionList>
  );
}

function Cluster({ asked }: { readonly asked: NonNullable<Plan['kubernetes']> }) {
  const say = useWords(reviewWords);
  const { version, cni, flannel, addons, keyAlgorithm, audit, encryptSecrets, mirrors = [], proxy } = asked;
  return listed([
    version ? `Kubernetes ${version}` : say('anyVersion'),
    say('podNetwork', { cni, backend: flannel?.backend ?? 'vxlan' }),
    addons.length > 0 && say('addons', { addons: addons.join(', ') }),
    keyAlgorithm && say('keysAre', { keyAlgorithm }),
    audit && say('audited'),
    encryptSecrets && say('encrypted'),
    mirrors.length > 0 && say('mirrors', { registries: mirrors.map(({ registry }) => registry).join(', ') }),
    proxy && say('proxied'),
  ]);
}

function Disks({ plan: { disk, blades } }: { readonly plan: Plan }) {
  const say = useWords(reviewWords);
  const own = blades.filter((blade) => blade.disk).length;
  const isAny = Object.keys(disk).every((field) => field === 'pick') && disk.pick === 'only';
  return listed([isAny ? say('diskAny') : say('diskRule', { rule: ruleInWords(disk) }), own > 0 && say('ownRules', { count: own })]);
}

/** What stands behind the key itself: whose it is. */
const nameOfKey = (key: string) => key.trim().split(/\s+/).slice(2).join(' ');

function Login({ access: { sshKeys, autologin } }: { readonly access: Plan['access'] }) {
  const say = useWords(reviewWords);
  const names = sshKeys.map((key) => nameOfKey(key) || say('unnamed')).join(', ');
  return listed([sshKeys.length > 0 && say('keys', { count: sshKeys.length, names }), autologin && say('autologin')]) || say('nobody');
}

function Bundle({ name }: { readonly name: string }) {
  const say = useWords(reviewWords);
  const bundle = chosenBundle(
    useSite((site) => site.bundles),
    name,
  );
  if (!bundle) return say('noBundle', { name });
  return say('bundleIs', { name, version: bundle.version, family: bundle.os.family, osVersion: bundle.os.version });
}

/** Of the adapter that has the plan's address for the laptop. */
const useLinkSpeed = (laptop: string) =>
  useSite(({ site }) => site?.adapters.find(({ addresses }) => addresses.some(({ address }) => address === laptop))?.speed);

function ForecastInWords({ plan }: { readonly plan: Plan }) {
  const say = useWords(reviewWords);
  const bundles = useSite((site) => site.bundles);
  const linkMbps = useLinkSpeed(plan.network.laptop);
  const parts = chosenBundle(bundles, plan.bundle)?.parts ?? [];
  const forecast = forecastPlan({ parts, needs: clusterNeeds(plan), arch: plan.arch, blades: plan.blades.length, linkMbps });
  return (
    <section aria-label={say('forecast')}>
      <Content component="h2">{say('forecast')}</Content>
      {forecast ? (
        <>
          <Content component="small">{say('forecastLead')}</Content>
          <Foretold forecast={forecast} />
        </>
      ) : (
        <p>{say('noForecast')}</p>
      )}
    </section>
  );
}

function Foretold({ forecast }: { readonly forecast: Forecast }) {
  const say = useWords(reviewWords);
  const { roughly, exactly } = useDuration();
  const { perBlade, bytes, written, seconds, linkMbps, linkKnown } = forecast;
  const inWords = (sizes: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, bytesInWords(size)]));
  const { all, ...parts } = seconds;
  const times = Object.fromEntries(Object.entries(parts).map(([name, time]) => [name, exactly(time)]));
  const share = Math.round(assumed.usableShare * 100);
  return (
    <DescriptionList isHorizontal isCompact aria-label={say('forecast')} className="rs-summary">
      <Told term={say('toEach')}>{say(perBlade.cluster > 0 ? 'toEachWithClusterIs' : 'toEachIs', inWords(perBlade))}</Told>
      <Told term={say('toAll')}>
        <strong>{bytesInWords(bytes)}</strong>
      </Told>
      <Told term={say('written')}>{bytesInWords(written)}</Told>
      <Told term={say('time')}>{say('timeIs', { ...times, all: roughly(all) })}</Told>
      <Told term={say('assumed')}>
        <ul className="rs-assumed">
          <li>{say(linkKnown ? 'linkKnown' : 'linkAssumed', { speed: linkMbps, share })}</li>
          <li>{say('selfTestsAssumed', { selfTest: exactly(assumed.selfTestSeconds) })}</li>
          <li>{say('writeAssumed', { rate: assumed.writeMebibytes, unpacking: assumed.unpacking })}</li>
          <li>{say('together')}</li>
        </ul>
      </Told>
    </DescriptionList>
  );
}
