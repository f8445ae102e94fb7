// What the blade's agent says of itself, as far back as evidence was loaded.

import { Button } from '@patternfly/react-core';
import { useWords } from '../../../i18n/index.ts';
import { useSettings } from '../../../stores/index.ts';
import { useBlade } from '../blade-store.ts';
import { Entries } from './course.tsx';
import { panelWords } from './words.ts';

export function Log() {
  const say = useWords(panelWords);
  const entries = useBlade((state) => state.entries);
  const more = useBlade((state) => state.more);
  const earlier = useBlade((state) => state.earlier);
  const language = useSettings((settings) => settings.language);
  return (
    <>
      <Entries entries={entries.filter(({ type }) => type === 'agent-log').toReversed()} none={say('noLog')} />
      {more && (
        <Button variant="link" onClick={() => void earlier(language)}>
          {say('earlier')}
        </Button>
      )}
    </>
  );
}
