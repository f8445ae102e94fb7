// What can be done with a bundle: bring it here, verify it, compare it, hand out its bill of materials, take it away.

import { Button, Content } from '@patternfly/react-core';
import { CheckCircleIcon, DownloadIcon, ExchangeAltIcon, FileExportIcon, TrashIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import type { BundleListed } from '../../../services/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useJobs } from '../../stores/index.ts';
import { jobOn } from '../../stores/jobs.ts';
import { download } from '../../ui/download.ts';
import { importedTwin } from './bundle-list.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { useBundles } from './use-bundles.ts';
import { bundlesWords } from './words.ts';

const sbomType = 'application/vnd.cyclonedx+json';

interface Acting {
  readonly bundle: BundleListed;
  readonly bundles: readonly BundleListed[];
}

export function Actions({ bundle, bundles }: Acting) {
  const say = useWords(bundlesWords);
  const { directory } = bundle;
  const [question, ask] = useState<'compare' | 'remove'>();
  const isBusy = useJobs(({ jobs }) => jobs.some((job) => job.directory === directory && !job.outcome));
  const verify = useJobs((jobs) => jobs.verify);
  const sbom = useBundles((state) => state.sbom);
  const save = async () => {
    const made = await sbom(directory);
    if (made) download(made.fileName, sbomType, made.text);
  };
  return (
    <>
      <ImportOffer bundle={bundle} bundles={bundles} />
      <div className="rs-bundle-actions">
        <Button variant="secondary" icon={<CheckCircleIcon />} isDisabled={isBusy} onClick={() => void verify(directory)}>
          {say('verify')}
        </Button>
        <Button variant="secondary" icon={<ExchangeAltIcon />} onClick={() => ask('compare')}>
          {say('compare')}
        </Button>
        <Button variant="secondary" icon={<FileExportIcon />} onClick={() => void save()}>
          {say('sbom')}
        </Button>
        {bundle.imported && (
          <Button variant="secondary" isDanger icon={<TrashIcon />} isDisabled={isBusy} onClick={() => ask('remove')}>
            {say('remove')}
          </Button>
        )}
      </div>
      {question === 'compare' && <CompareDialog bundle={bundle} bundles={bundles} onClose={() => ask(undefined)} />}
      {question === 'remove' && <RemoveDialog bundle={bundle} onClose={() => ask(undefined)} />}
    </>
  );
}

/** For a bundle that lies elsewhere: why it should be brought here, and the button that does it. */
export function ImportOffer({ bundle, bundles }: Acting) {
  const say = useWords(bundlesWords);
  const { directory, removable, partly } = bundle;
  const isBusy = useJobs(({ jobs }) => {
    const job = jobOn(jobs, directory);
    return job !== undefined && !job.outcome;
  });
  const importBundle = useJobs((jobs) => jobs.import);
  const twin = importedTwin(bundle, bundles);
  // By the sizes of its parts, or by a verification that read them.
  const isFoundDamaged = useJobs(({ jobs }) => twin !== undefined && (jobOn(jobs, twin.directory)?.outcome?.problems.length ?? 0) > 0);
  const isDamaged = isFoundDamaged || (twin !== undefined && twin.problems.length > 0);
  if (bundle.imported || isBusy || (twin && !isDamaged)) return null;
  return (
    <div className="rs-bundle-offer">
      <Button icon={<DownloadIcon />} onClick={() => void importBundle(directory)}>
        {say(isDamaged ? 'mend' : partly ? 'resume' : 'import')}
      </Button>
      <Content component="small">{say(isDamaged ? 'mendMore' : removable ? 'importMore' : 'elsewhereMore')}</Content>
    </div>
  );
}
