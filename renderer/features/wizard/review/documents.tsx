// The documents of a blade as the appliance would serve them, and what differs from another blade or from before the last change.

import { Button, Content, FormGroup, FormSelect, FormSelectOption, Label, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { DocumentView } from '../../../../services/contract/index.ts';
import { api } from '../../../api.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan, useSite } from '../../../stores/index.ts';
import { download } from '../../../ui/download.ts';
import { ProblemAlerts, ProblemLines } from '../../../ui/problems.tsx';
import { chosenBundle } from '../chosen-bundle.ts';
import { Difference } from './difference.tsx';
import { createDocumentsStore } from './documents-store.ts';
import { difference, readable } from './lines.ts';
import { NumberedText } from './numbered.tsx';
import { reviewWords } from './words.ts';

const documentsStore = createDocumentsStore(api);

/** What is compared with: nothing, the same blade before the last change, or another slot. */
const nothing = '';
const before = 'before';

export function Documents() {
  const say = useWords(reviewWords);
  const slots = usePlan(({ plan }) => plan.blades);
  const all = useMemo(() => (slots ?? []).flatMap((blade) => blade?.slot ?? []), [slots]);
  const [chosen, choose] = useState<string>();
  const [name, setName] = useState('boot.ipxe');
  const [other, compare] = useState(nothing);
  const slot = chosen && all.includes(chosen) ? chosen : all[0];
  const trouble = useRendered(slot, other);
  const documents = useStore(documentsStore, ({ now }) => (slot ? now[slot] : undefined));
  const hasBefore = useStore(documentsStore, ({ before: old }) => slot !== undefined && old[slot] !== undefined);
  const document = documents?.find((one) => one.name === name) ?? documents?.[0];
  if (!slot) return <p>{say('needsPlan')}</p>;
  return (
    <>
      <div className="rs-choosers">
        <Chooser label={say('blade')} value={slot} values={all.map((one) => [one, one])} onChoose={choose} />
        <Chooser
          label={say('document')}
          value={document?.name ?? name}
          values={(documents ?? []).map((one) => [one.name, one.name])}
          onChoose={setName}
        />
        <Chooser
          label={say('compare')}
          value={other}
          values={[
            [nothing, say('compareNothing')],
            ...(hasBefore ? [[before, say('compareBefore')] as const] : []),
            ...all.filter((one) => one !== slot).map((one) => [one, say('compareSlot', { slot: one })] as const),
          ]}
          onChoose={compare}
        />
      </div>
      {trouble}
      {document && <Shown slot={slot} document={document} other={other} />}
    </>
  );
}

/** Has the documents rendered that are looked at; gives what is wrong with plan and bundle. */
function useRendered(slot: string | undefined, other: string) {
  const path = usePlan(({ view }) => view?.path);
  const sha256 = usePlan(({ view }) => view?.sha256);
  const name = usePlan(({ plan }) => plan.bundle);
  const bundles = useSite((site) => site.bundles);
  const bundle = chosenBundle(bundles, name)?.directory;
  useEffect(() => {
    if (!path || !sha256 || !bundle || !slot) return;
    const wanted = other === nothing || other === before ? [slot] : [slot, other];
    void documentsStore.getState().render({ path, sha256, bundle }, wanted);
  }, [path, sha256, bundle, slot, other]);
  const say = useWords(reviewWords);
  const trouble = useStore(documentsStore, (state) => state.trouble);
  const problems = useStore(documentsStore, (state) => state.problems);
  const busy = useStore(documentsStore, (state) => state.busy);
  return (
    <>
      {bundles && !bundle && <p>{say('noBundle', { name: name ?? '' })}</p>}
      {busy && <p aria-live="polite">{say('rendering')}</p>}
      <ProblemAlerts problems={trouble} />
      <ProblemLines problems={problems} />
    </>
  );
}

function Chooser({
  label,
  value,
  values,
  onChoose,
}: {
  readonly label: string;
  readonly value: string;
  readonly values: readonly (readonly [value: string, label: string])[];
  readonly onChoose: (value: string) => void;
}) {
  const id = `choose-${label.replace(/\W+/g, '-')}`;
  return (
    <FormGroup label={label} fieldId={id}>
      <FormSelect id={id} value={value} aria-label={label} onChange={(_, next) => onChoose(next)}>
        {values.map(([key, text]) => (
          <FormSelectOption key={key} value={key} label={text} />
        ))}
      </FormSelect>
    </FormGroup>
  );
}

function Shown({ slot, document, other }: { readonly slot: string; readonly document: DocumentView; readonly other: string }) {
  const say = useWords(reviewWords);
  const [isSideBySide, setSideBySide] = useState(false);
  const text = readable(document);
  const label = say('lines', { name: `${slot} ${document.name}` });
  return (
    <>
      <div className="rs-document-head">
        <Content component="small">{say('masked')}</Content>
        {other !== nothing && (
          <ToggleGroup aria-label={say('layout')} isCompact>
            <ToggleGroupItem text={say('unified')} buttonId="unified" isSelected={!isSideBySide} onChange={() => setSideBySide(false)} />
            <ToggleGroupItem text={say('side')} buttonId="side" isSelected={isSideBySide} onChange={() => setSideBySide(true)} />
          </ToggleGroup>
        )}
        <CopyAll text={document.body} />
        <Button variant="secondary" onClick={() => download(fileName(slot, document.name), 'text/plain', document.body)}>
          {say('download')}
        </Button>
      </div>
      {other === nothing ? (
        <NumberedText text={text} label={label} />
      ) : (
        <Compared slot={slot} document={document} other={other} isSideBySide={isSideBySide} label={label} />
      )}
    </>
  );
}

/** `c1-3-live.ign`: slashes are no part of a file name. */
const fileName = (slot: string, name: string) => `${slot}-${name}`.replaceAll('/', '-');

function CopyAll({ text }: { readonly text: string }) {
  const say = useWords(reviewWords);
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <Button variant="secondary" onClick={() => void copy()}>
      {copied === text ? say('copied') : say('copyAll')}
    </Button>
  );
}

function Compared({
  slot,
  document,
  other,
  isSideBySide,
  label,
}: {
  readonly slot: string;
  readonly document: DocumentView;
  readonly other: string;
  readonly isSideBySide: boolean;
  readonly label: string;
}) {
  const say = useWords(reviewWords);
  const theirs = useStore(documentsStore, (state) => (other === before ? state.before[slot] : state.now[other]));
  const counterpart = theirs?.find(({ name }) => name === document.name);
  const lines = useMemo(() => counterpart && difference(readable(counterpart), readable(document)), [counterpart, document]);
  if (!lines) return <p>{say('otherLacks')}</p>;
  const [added, removed] = (['added', 'removed'] as const).map((kind) => lines.filter((line) => line.kind === kind).length);
  return (
    <>
      <p aria-live="polite">
        {added || removed ? <Label isCompact>{say('differs', { added: added!, removed: removed! })}</Label> : say('same')}
      </p>
      <Difference lines={lines} isSideBySide={isSideBySide} label={label} />
    </>
  );
}
