// Whom a bundle is from: who signed it, the words to compare, and the question before a key is trusted.

import { Button, Checkbox, FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from '@patternfly/react-core';
import { useId, useState } from 'react';
import type { BundleListed, TrustView } from '../../../services/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TrustMark } from './trust-mark.tsx';
import { useBundles } from './use-bundles.ts';
import { bundlesWords } from './words.ts';

export function Trust({ bundle }: { readonly bundle: BundleListed }) {
  const say = useWords(bundlesWords);
  const id = useId();
  return (
    <section className="rs-bundle-trust" aria-labelledby={id}>
      <header className="rs-bundle-trust-head">
        <h3 id={id}>{say('trust')}</h3>
        <TrustMark trust={bundle.trust} isCompact={false} />
      </header>
      <Told trust={bundle.trust} />
      {bundle.trust.is === 'unknown-key' &&
        bundle.trust.words.map((words) => <UnknownKey key={words} words={words} directory={bundle.directory} />)}
    </section>
  );
}

function Told({ trust }: { readonly trust: TrustView }) {
  const say = useWords(bundlesWords);
  if (trust.is === 'unknown-key') return <p>{say('unknownMore')}</p>;
  if (trust.is === 'unsigned') return <p>{say('unsignedMore')}</p>;
  if (trust.is === 'unreadable') return <p>{say('unreadableMore')}</p>;
  const { comment } = trust.key;
  return <p>{comment === '' ? say('trustedBy') : say('trustedByNamed', { comment })}</p>;
}

/** Twelve words, numbered, so that two people can read them to each other. They are English in every language. */
export function KeyWords({ words }: { readonly words: string }) {
  const say = useWords(bundlesWords);
  return (
    <ol className="rs-key-words" aria-label={say('words')} lang="en" translate="no">
      {words.split(' ').map((word, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, and its place is what it is
        <li key={index}>{word}</li>
      ))}
    </ol>
  );
}

function UnknownKey({ words, directory }: { readonly words: string; readonly directory: string }) {
  const say = useWords(bundlesWords);
  const [isAsked, ask] = useState(false);
  return (
    <div className="rs-bundle-key">
      <KeyWords words={words} />
      <Button variant="secondary" onClick={() => ask(true)}>
        {say('trustKey')}
      </Button>
      {isAsked && <TrustDialog words={words} directory={directory} onClose={() => ask(false)} />}
    </div>
  );
}

interface Asking {
  readonly words: string;
  readonly directory: string;
  readonly onClose: () => void;
}

function TrustDialog({ words, directory, onClose }: Asking) {
  const say = useWords(bundlesWords);
  const id = useId();
  const [comment, setComment] = useState('');
  const [isCompared, setCompared] = useState(false);
  const trust = useBundles((state) => state.trust);
  return (
    <Dialog
      title={say('trustAsk')}
      confirm={say('trustYes')}
      cancel={say('no')}
      wide
      isReady={isCompared}
      onClose={onClose}
      onConfirm={() => trust(directory, words, comment.trim())}
    >
      <p>{say('trustAskMore')}</p>
      <KeyWords words={words} />
      <FormGroup label={say('comment')} fieldId={id}>
        <TextInput id={id} value={comment} maxLength={100} aria-describedby={`${id}-help`} onChange={(_, typed) => setComment(typed)} />
        <FormHelperText>
          <HelperText>
            <HelperTextItem id={`${id}-help`}>{say('commentHelp')}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <Checkbox id={`${id}-compared`} label={say('trustChecked')} isChecked={isCompared} onChange={(_, checked) => setCompared(checked)} />
    </Dialog>
  );
}
