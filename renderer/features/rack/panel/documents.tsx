// The documents that are served to the blade now.

import { ClipboardCopyButton, CodeBlock, CodeBlockAction, CodeBlockCode, ExpandableSection } from '@patternfly/react-core';
import type { DocumentView } from '../../../../services/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { useBlade } from '../blade-store.ts';
import { panelWords } from './words.ts';

const none: readonly DocumentView[] = [];

export function Documents() {
  const say = useWords(panelWords);
  const documents = useBlade((state) => state.detail?.documents ?? none);
  return (
    <>
      <p className="rs-subtle">{documents.length === 0 ? say('noDocuments') : say('secrets')}</p>
      {documents.map((document) => (
        <Document key={document.name} document={document} />
      ))}
    </>
  );
}

function Document({ document: { name, contentType, body } }: { readonly document: DocumentView }) {
  const say = useWords(panelWords);
  return (
    <ExpandableSection toggleText={`${name} (${contentType})`}>
      <CodeBlock
        actions={
          <CodeBlockAction>
            <ClipboardCopyButton
              id={`copy-${name}`}
              variant="plain"
              aria-label={say('copyDocument', { name })}
              onClick={() => void navigator.clipboard.writeText(body)}
            >
              {say('copyDocument', { name })}
            </ClipboardCopyButton>
          </CodeBlockAction>
        }
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long documents scroll, also by keyboard */}
        <section className="rs-document" tabIndex={0} aria-label={say('document', { name })}>
          <CodeBlockCode>{body}</CodeBlockCode>
        </section>
      </CodeBlock>
    </ExpandableSection>
  );
}
