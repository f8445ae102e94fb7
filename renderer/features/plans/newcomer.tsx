// For somebody who sees Rackstrap for the first time: what it will do, and the first step.

import { Button, Content, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { PlusIcon, ServerIcon } from '@patternfly/react-icons';
import { useWords } from '../../i18n/index.ts';
import { plansWords } from './words.ts';

const lines = ['does1', 'does2', 'does3', 'does4'] as const;

export function Newcomer({ onNew }: { readonly onNew: () => void }) {
  const say = useWords(plansWords);
  return (
    <EmptyState titleText={say('empty')} headingLevel="h2" icon={ServerIcon}>
      <EmptyStateBody>
        <Content component="ul" className="rs-plans-newcomer">
          {lines.map((line) => (
            <Content key={line} component="li">
              {say(line)}
            </Content>
          ))}
        </Content>
        <strong>{say('firstStep')}</strong>
      </EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button size="lg" icon={<PlusIcon />} onClick={onNew}>
            {say('new')}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
