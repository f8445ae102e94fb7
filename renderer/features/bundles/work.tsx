// Work on a bundle: how far it is and how long it still takes, and in the end what came of it, part by part.

import { Alert, AlertActionLink, Button, Progress, ProgressMeasureLocation } from '@patternfly/react-core';
import type { JobView } from '../../../services/contract/index.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { useWords } from '../../i18n/index.ts';
import { useJobs } from '../../stores/index.ts';
import { jobOn } from '../../stores/jobs.ts';
import { useDuration } from '../../ui/duration.ts';
import { ProblemLines } from '../../ui/problems.tsx';
import { bundlesWords } from './words.ts';

export function Work({ directory }: { readonly directory: string }) {
  const job = useJobs(({ jobs }) => jobOn(jobs, directory));
  return (
    <div aria-live="polite" className="rs-bundle-work">
      {job && (job.outcome ? <Outcome job={job} outcome={job.outcome} /> : <Running job={job} />)}
    </div>
  );
}

function Running({ job: { id, kind, progress } }: { readonly job: JobView }) {
  const say = useWords(bundlesWords);
  const { exactly } = useDuration();
  const cancel = useJobs((jobs) => jobs.cancel);
  const { bytes, totalBytes, part, partsDone, parts, bytesPerSecond, secondsLeft } = progress;
  const percent = Math.floor((100 * bytes) / Math.max(1, totalBytes));
  const told = [
    say('progress', { bytes: bytesInWords(bytes), total: bytesInWords(totalBytes) }),
    say('parts', { done: Math.min(parts, partsDone + 1), total: parts }),
    bytesPerSecond !== undefined && say('speed', { bytes: bytesInWords(bytesPerSecond) }),
    secondsLeft !== undefined && say('left', { time: exactly(secondsLeft) }),
  ];
  return (
    <section className="rs-bundle-running" aria-label={say(kind === 'verify' ? 'verifying' : 'importing')}>
      <Progress
        value={percent}
        title={say(kind === 'verify' ? 'verifying' : 'importing')}
        valueText={say('percent', { percent })}
        label={say('percent', { percent })}
        measureLocation={ProgressMeasureLocation.top}
      />
      <div className="rs-bundle-told">
        <span aria-live="off">{told.filter(Boolean).join(' · ')}</span>
        <Button variant="secondary" onClick={() => void cancel(id)}>
          {say('cancel')}
        </Button>
      </div>
      <p className="rs-bundles-small rs-bundle-now" aria-live="off">
        {say('goesOn')} {part && say('now', { part })}
      </p>
    </section>
  );
}

type Told = NonNullable<JobView['outcome']>;

/** In a sentence, and how good that is. */
function toldOf({ kind }: JobView, { is, problems }: Told) {
  const isImport = kind === 'import';
  if (is === 'cancelled') return { variant: 'info', word: isImport ? 'cancelledImport' : 'cancelled' } as const;
  if (is === 'failed') return { variant: 'danger', word: isImport ? 'importFailed' : 'verifyFailed' } as const;
  if (problems.length === 0) return { variant: 'success', word: isImport ? 'imported' : 'verified' } as const;
  return { variant: 'danger', word: isImport ? 'importedBad' : 'verifiedBad' } as const;
}

function Outcome({ job, outcome }: { readonly job: JobView; readonly outcome: Told }) {
  const say = useWords(bundlesWords);
  const forget = useJobs((jobs) => jobs.forget);
  const { variant, word } = toldOf(job, outcome);
  const { problems, bytesKept = 0 } = outcome;
  return (
    <Alert
      component="p"
      isInline
      variant={variant}
      title={say(word, { count: problems.length })}
      actionLinks={<AlertActionLink onClick={() => void forget(job.id)}>{say('understood')}</AlertActionLink>}
    >
      {bytesKept > 0 && <p>{say('importedKept', { bytes: bytesInWords(bytesKept) })}</p>}
      <ProblemLines problems={problems} />
    </Alert>
  );
}
