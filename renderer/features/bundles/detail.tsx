// One bundle: what it is, what can be done with it, whom it is from, and everything in it.

import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Label,
  Spinner,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { type ReactNode, useEffect, useState } from 'react';
import type { BundleListed } from '../../../services/contract/index.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { useWords } from '../../i18n/index.ts';
import { usePlace } from '../../stores/index.ts';
import { Copy } from '../../ui/copy.tsx';
import { Moment } from '../../ui/moment.tsx';
import { ProblemLines } from '../../ui/problems.tsx';
import { Actions } from './actions.tsx';
import { importedTwin } from './bundle-list.tsx';
import { Contents } from './contents.tsx';
import { systemTitle } from './facts.ts';
import { Licences } from './licences.tsx';
import { Trust } from './trust.tsx';
import { useBundles } from './use-bundles.ts';
import { bundlesWords } from './words.ts';
import { Work } from './work.tsx';

export interface Shown {
  readonly bundle: BundleListed;
  readonly bundles: readonly BundleListed[];
}

export function Detail({ bundle, bundles }: Shown) {
  const say = useWords(bundlesWords);
  const { name, version, simulated, trust, problems } = bundle;
  return (
    <article className="rs-bundle" aria-labelledby="rs-bundle-name">
      <header className="rs-bundle-head">
        <h2 id="rs-bundle-name">
          {name} <span className="rs-bundle-version">{version}</span>
        </h2>
        {simulated && <Label color="purple">{say('simulated')}</Label>}
      </header>
      {simulated && <p className="rs-bundles-small">{say('simulatedMore')}</p>}
      {trust.is !== 'unreadable' && (
        <>
          <Twin bundle={bundle} bundles={bundles} />
          <Actions bundle={bundle} bundles={bundles} />
        </>
      )}
      <Work directory={bundle.directory} />
      <ProblemLines problems={problems} />
      <Facts bundle={bundle} />
      <Trust bundle={bundle} />
      {trust.is !== 'unreadable' && <Inside bundle={bundle} />}
    </article>
  );
}

function Twin({ bundle, bundles }: Shown) {
  const say = useWords(bundlesWords);
  const go = usePlace((place) => place.go);
  const twin = importedTwin(bundle, bundles);
  if (!twin) return null;
  return (
    <p>
      {say('hereToo')}{' '}
      <Button variant="link" isInline onClick={() => go('bundles', twin.directory)}>
        {say('showImported')}
      </Button>
    </p>
  );
}

const Fact = ({ term, children }: { readonly term: string; readonly children: ReactNode }) => (
  <DescriptionListGroup>
    <DescriptionListTerm>{term}</DescriptionListTerm>
    <DescriptionListDescription>{children}</DescriptionListDescription>
  </DescriptionListGroup>
);

/** A bundle that cannot be read has nothing but its directory. */
function Facts({ bundle: { os, kubernetes, arches, bytes, parts, created, tool, directory, trust } }: Pick<Shown, 'bundle'>) {
  const say = useWords(bundlesWords);
  const made = Date.parse(created);
  return (
    <DescriptionList isCompact columnModifier={{ default: '2Col', lg: '3Col' }} className="rs-bundle-facts">
      {trust.is !== 'unreadable' && (
        <>
          <Fact term={say('system')}>{systemTitle(os)}</Fact>
          <Fact term={say('kubernetes')}>{kubernetes?.version ?? say('noKubernetes')}</Fact>
          <Fact term={say('machines')}>{arches.join(', ')}</Fact>
          <Fact term={say('size')}>{say('sizeOf', { bytes: bytesInWords(bytes), count: parts.length })}</Fact>
        </>
      )}
      {!Number.isNaN(made) && (
        <Fact term={say('made')}>
          <Moment at={made} date /> {say('madeBy', { tool })}
        </Fact>
      )}
      <Fact term={say('place')}>
        <Copy text={directory} />
      </Fact>
    </DescriptionList>
  );
}

const views = ['contents', 'licences'] as const;
type View = (typeof views)[number];

function Inside({ bundle }: Pick<Shown, 'bundle'>) {
  const say = useWords(bundlesWords);
  const [view, show] = useState<View>('contents');
  const key = `${bundle.directory} ${bundle.id}`;
  const parts = useBundles(({ details }) => details[key]?.parts);
  const load = useBundles((state) => state.loadDetail);
  useEffect(() => void load(key, bundle.directory), [load, key, bundle.directory]);
  if (!parts) return <Spinner size="lg" aria-label={say('looking')} />;
  const content: Readonly<Record<View, ReactNode>> = {
    contents: <Contents parts={parts} os={bundle.os} />,
    licences: <Licences parts={parts} />,
  };
  return (
    <Tabs activeKey={view} aria-label={say('contents')} role="region" onSelect={(_, next) => show(next as View)}>
      {views.map((one) => (
        <Tab key={one} eventKey={one} title={<TabTitleText>{say(one)}</TabTitleText>}>
          {one === view && <div className="rs-bundle-view">{content[one]}</div>}
        </Tab>
      ))}
    </Tabs>
  );
}
