// Every bundle at hand, by where it lies: its name, whom it is from, and what is being done with it.

import { Label, Progress, ProgressMeasureLocation } from '@patternfly/react-core';
import { FolderIcon, LaptopIcon, UsbIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';
import type { BundleListed } from '../../../services/contract/index.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { useWords } from '../../i18n/index.ts';
import { useJobs, usePlace } from '../../stores/index.ts';
import { jobOn } from '../../stores/jobs.ts';
import { hashOf } from '../../stores/place.ts';
import { systemTitle } from './facts.ts';
import { TrustMark } from './trust-mark.tsx';
import { bundlesWords } from './words.ts';

interface Listed {
  readonly bundles: readonly BundleListed[];
  readonly shown: BundleListed;
}

const places = [
  { key: 'onLaptop', icon: <LaptopIcon />, holds: ({ imported }: BundleListed) => imported },
  { key: 'onSticks', icon: <UsbIcon />, holds: ({ imported, removable }: BundleListed) => !imported && removable },
  { key: 'elsewhere', icon: <FolderIcon />, holds: ({ imported, removable }: BundleListed) => !imported && !removable },
] as const;

export function BundleList({ bundles, shown }: Listed) {
  const say = useWords(bundlesWords);
  return (
    <nav aria-label={say('list')} className="rs-bundles-list">
      {places.map(({ key, icon, holds }) => {
        const own = bundles.filter(holds);
        return own.length === 0 ? null : (
          <Place key={key} title={say(key)} icon={icon}>
            {own.map((bundle) => (
              <Row key={bundle.directory} bundle={bundle} isShown={bundle === shown} bundles={bundles} />
            ))}
          </Place>
        );
      })}
    </nav>
  );
}

const Place = ({ title, icon, children }: { readonly title: string; readonly icon: ReactNode; readonly children: ReactNode }) => (
  <section>
    <h2 className="rs-bundles-place">
      {icon} {title}
    </h2>
    <ul>{children}</ul>
  </section>
);

/** The same bundle lies in the laptop's own directory too. */
export const importedTwin = (bundle: BundleListed, bundles: readonly BundleListed[]): BundleListed | undefined =>
  bundle.imported || bundle.id === '' ? undefined : bundles.find(({ imported, id }) => imported && id === bundle.id);

function Row({
  bundle,
  isShown,
  bundles,
}: {
  readonly bundle: BundleListed;
  readonly isShown: boolean;
  readonly bundles: readonly BundleListed[];
}) {
  const say = useWords(bundlesWords);
  const go = usePlace((place) => place.go);
  const plan = usePlace((place) => place.plan);
  const { directory, name, version, os, bytes, simulated, problems, partly } = bundle;
  return (
    <li>
      <a
        href={hashOf({ page: 'bundles', part: directory, plan })}
        className="rs-bundles-row"
        aria-current={isShown ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault();
          go('bundles', directory);
        }}
      >
        <span className="rs-bundles-name">
          <strong>{name}</strong> {version}
        </span>
        <span className="rs-bundles-small">{[systemTitle(os), bytes > 0 && bytesInWords(bytes)].filter(Boolean).join(' · ')}</span>
        <span className="rs-bundles-marks">
          <TrustMark trust={bundle.trust} />
          {simulated && (
            <Label isCompact color="purple">
              {say('simulated')}
            </Label>
          )}
          {importedTwin(bundle, bundles) && (
            <Label isCompact variant="outline">
              {say('here')}
            </Label>
          )}
          {partly && (
            <Label isCompact status="warning" variant="outline">
              {say('partly')}
            </Label>
          )}
          {bundle.trust.is !== 'unreadable' && problems.length > 0 && (
            <Label isCompact status="danger" variant="outline">
              {say('damaged', { count: problems.length })}
            </Label>
          )}
        </span>
        <Working directory={directory} name={name} />
      </a>
    </li>
  );
}

/** How far work on it is, for whoever looks at another one meanwhile. */
function Working({ directory, name }: { readonly directory: string; readonly name: string }) {
  const percent = useJobs(({ jobs }) => {
    const job = jobOn(jobs, directory);
    return job && !job.outcome ? Math.floor((100 * job.progress.bytes) / Math.max(1, job.progress.totalBytes)) : undefined;
  });
  if (percent === undefined) return null;
  return <Progress aria-label={name} value={percent} size="sm" measureLocation={ProgressMeasureLocation.outside} />;
}
