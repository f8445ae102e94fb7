// What can be done to all blades that are marked.

import { Button } from '@patternfly/react-core';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { type Question, useView } from './view-store.ts';
import { rackWords } from './words.ts';

const decisions = ['retry', 'exclude', 'disarm', 'consent'] as const satisfies readonly Question[];
const powers = ['powerOn', 'powerOff'] as const satisfies readonly Question[];

export function Marked({ order }: { readonly order: readonly string[] }) {
  const say = useWords(rackWords);
  const marked = useView((view) => view.marked);
  const mark = useView((view) => view.mark);
  const ask = useView((view) => view.ask);
  const all = useRack((rack) => rack.slots.length);
  const simulated = useRack((rack) => rack.run?.simulated === true);
  return (
    <div className="rs-marked" aria-live="polite">
      {marked.length === 0 ? (
        <span className="rs-subtle">{say('shown', { shown: order.length, of: all })}</span>
      ) : (
        <>
          <strong>{say('marked', { count: marked.length })}</strong>
          {[...decisions, ...(simulated ? powers : [])].map((what) => (
            <Button key={what} variant="secondary" isDanger={what === 'consent'} onClick={() => ask(what, marked)}>
              {say(what)}
            </Button>
          ))}
          <Button variant="link" onClick={() => mark(marked, false)}>
            {say('unmark')}
          </Button>
        </>
      )}
    </div>
  );
}
