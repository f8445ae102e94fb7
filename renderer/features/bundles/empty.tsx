// For a laptop without any bundle: what one is, how it is built, and how it comes here.

import { Button, ClipboardCopy, Content, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { CubesIcon, FolderOpenIcon } from '@patternfly/react-icons';
import { useWords } from '../../i18n/index.ts';
import { uiWords } from '../../ui/words.ts';
import { bundlesWords } from './words.ts';

const command = 'rackstrap bundle build --spec bundle.yaml --out DIR';

export function Nothing({ onChoose }: { readonly onChoose: () => void }) {
  const say = useWords(bundlesWords);
  const sayUi = useWords(uiWords);
  return (
    <EmptyState titleText={say('empty')} headingLevel="h2" icon={CubesIcon}>
      <EmptyStateBody>
        <div className="rs-bundles-empty">
          <Content component="p">{say('emptyWhat')}</Content>
          <Content component="p">{say('emptyBuild')}</Content>
          <ClipboardCopy
            isReadOnly
            isCode
            hoverTip={sayUi('copy', { text: '' })}
            clickTip={sayUi('copied')}
            textAriaLabel={say('emptyBuild')}
          >
            {command}
          </ClipboardCopy>
          <Content component="p">{say('emptyBring')}</Content>
          <Content component="p">{say('emptyElse')}</Content>
        </div>
      </EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button size="lg" icon={<FolderOpenIcon />} onClick={onChoose}>
            {say('choose')}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
