// The hand-over: where to, for how long its key is good, and what was written.

import { Alert, Button, Form, FormGroup, FormHelperText, TextInput } from '@patternfly/react-core';
import { type FormEvent, useState } from 'react';
import type { ClusterView } from '../../../services/contract/index.ts';
import { isHandedOver } from '../../../services/domain/cluster/sealing.ts';
import { useWords } from '../../i18n/index.ts';
import { useJobs, useRack, useSettings } from '../../stores/index.ts';
import { useNow } from '../../ui/clock.ts';
import { Copy } from '../../ui/copy.tsx';
import { useDateWords, useMomentWords } from '../../ui/moment.tsx';
import { isFree, Trouble } from './acceptance.tsx';
import { useClusterCalls } from './cluster-store.ts';
import { handoverPlaces } from './handover-places.ts';
import { leaveWords } from './leave-words.ts';
import type { Seen } from './steps.ts';

const day = 24 * 60 * 60 * 1000;
/** As the call takes it. */
const mostDays = 3650;
const usualDays = 365;

const daysIn = (text: string): number | undefined => {
  const days = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= mostDays ? days : undefined;
};

export function Handover({ seen }: { readonly seen: Seen }) {
  const say = useWords(leaveWords);
  const { handedOver, sealedAt } = seen.cluster;
  return (
    <>
      <p>{say('handLead')}</p>
      {handedOver && <Handed handed={handedOver} />}
      {!handedOver && (
        <ul className="rs-cluster-list">
          <li>{say('handKubeconfig')}</li>
          <li>{say('handReport')}</li>
        </ul>
      )}
      {sealedAt === undefined && <Where seen={seen} />}
    </>
  );
}

export function Handed({ handed: { at, directory, files, stale } }: { readonly handed: NonNullable<ClusterView['handedOver']> }) {
  const say = useWords(leaveWords);
  const inWords = useMomentWords();
  return (
    <Alert isInline variant={stale ? 'warning' : 'success'} component="h3" title={say('handed', { at: inWords(at, true) })}>
      {stale && <p>{say('older')}</p>}
      <p>{say('handedTo')}</p>
      <Copy text={directory} />
      <ul className="rs-cluster-list">
        {files.map((file) => (
          <li key={file}>
            <code>{file}</code>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function usePlaces(): readonly string[] {
  const path = useRack(({ run }) => run?.path ?? '');
  const run = useRack(({ run: open }) => open?.run ?? '');
  const sticks = useJobs((jobs) => jobs.sticks);
  return handoverPlaces(path, run, sticks);
}

function Where({ seen }: { readonly seen: Seen }) {
  const say = useWords(leaveWords);
  const places = usePlaces();
  const language = useSettings((settings) => settings.language);
  const handOver = useClusterCalls((calls) => calls.handOver);
  const busy = useClusterCalls((calls) => calls.busy);
  const [typed, type] = useState<string>();
  const [life, setLife] = useState(String(usualDays));
  const directory = typed ?? seen.cluster.handedOver?.directory ?? places[0]!;
  const adminDays = daysIn(life);
  const isReady = isFree(seen) && directory.trim() !== '' && adminDays !== undefined && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) void handOver({ directory: directory.trim(), adminDays, language });
  };
  return (
    <Form onSubmit={submit} className="rs-cluster-form">
      <FormGroup label={say('directory')} fieldId="handover-directory">
        <TextInput
          id="handover-directory"
          value={directory}
          spellCheck={false}
          autoComplete="off"
          onChange={(_, text) => type(text)}
          aria-describedby="handover-directory-help"
        />
        <FormHelperText id="handover-directory-help">{say('directoryHelp')}</FormHelperText>
        <Places places={places} onChoose={type} />
      </FormGroup>
      <Life life={life} days={adminDays} onType={setLife} />
      <Trouble />
      <div className="rs-cluster-actions">
        <Button type="submit" variant={isHandedOver(seen.cluster) ? 'secondary' : 'primary'} isDisabled={!isReady} isLoading={busy}>
          {say(seen.cluster.handedOver ? 'handAgain' : 'handDo')}
        </Button>
        {!seen.cluster.api?.answers && <span className="rs-subtle">{say('needsApi')}</span>}
      </div>
    </Form>
  );
}

/** A click instead of a path typed by heart. */
function Places({ places, onChoose }: { readonly places: readonly string[]; readonly onChoose: (directory: string) => void }) {
  const say = useWords(leaveWords);
  if (places.length < 2) return null;
  return (
    <fieldset className="rs-cluster-places" aria-label={say('places')}>
      {places.map((place, index) => (
        <Button key={place} variant="link" isInline onClick={() => onChoose(place)}>
          {say(index === places.length - 1 ? 'besidePlan' : 'onStick')}: <span translate="no">{place}</span>
        </Button>
      ))}
    </fieldset>
  );
}

interface Typed {
  readonly life: string;
  readonly days: number | undefined;
  readonly onType: (text: string) => void;
}

function Life({ life, days, onType }: Typed) {
  const say = useWords(leaveWords);
  const inWords = useDateWords();
  const now = useNow();
  return (
    <FormGroup label={say('days')} fieldId="handover-days">
      <TextInput
        id="handover-days"
        className="rs-cluster-days"
        value={life}
        inputMode="numeric"
        validated={days === undefined ? 'error' : 'default'}
        onChange={(_, text) => onType(text)}
        aria-describedby="handover-days-help"
      />
      <FormHelperText id="handover-days-help">
        {days === undefined ? say('daysWrong') : say('daysHelp', { date: inWords(now + days * day) })}
      </FormHelperText>
    </FormGroup>
  );
}
