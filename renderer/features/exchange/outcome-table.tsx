// What becomes of each machine of a list: new, changed, the same or in conflict, in words and by a sign, never by colour alone.

import { Label, LabelGroup } from '@patternfly/react-core';
import { CheckIcon, ExclamationCircleIcon, MinusCircleIcon, PencilAltIcon, PlusCircleIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { Difference, MergedMachine } from '../../../services/domain/exchange/merge.ts';
import { type Say, useWords } from '../../i18n/index.ts';
import { ProblemLine } from '../../ui/problems.tsx';
import type { Outcome } from './import-store.ts';
import { exchangeWords } from './words.ts';

const signs = {
  conflict: { icon: <ExclamationCircleIcon />, color: 'red' },
  new: { icon: <PlusCircleIcon />, color: 'green' },
  changed: { icon: <PencilAltIcon />, color: 'blue' },
  removed: { icon: <MinusCircleIcon />, color: 'orange' },
  same: { icon: <CheckIcon />, color: 'grey' },
} as const;
type Sign = keyof typeof signs;

/** Conflicts first: they are what has to be looked at. */
const order: readonly Sign[] = ['conflict', 'new', 'changed', 'removed', 'same'];

/** A screen full and more; the counts above tell of all. */
const mostShown = 100;

const fieldWords = { macs: 'field_macs', ip: 'field_ip', hostname: 'field_hostname', role: 'field_role' } as const;

function differenceText(say: Say<typeof exchangeWords>, { field, before, after }: Difference): string {
  const name = field in fieldWords ? say(fieldWords[field as keyof typeof fieldWords]) : field.replace(/^labels\.?/, '');
  return before === undefined ? `${name} ${after}` : `${name} ${before} → ${after}`;
}

function Row({ merged: { machine, slot, change, differences, trouble } }: { readonly merged: MergedMachine }) {
  const say = useWords(exchangeWords);
  const { icon, color } = signs[change];
  return (
    <Tr>
      <Td dataLabel={say('change')}>
        <Label icon={icon} color={color} isCompact>
          {say(change)}
        </Label>
      </Td>
      <Td dataLabel={say('slot')}>{slot ?? ''}</Td>
      <Td dataLabel={say('machine')}>
        <code>{machine.macs.join(' ')}</code> {machine.hostname ?? ''}{' '}
        <span className="rs-guessed">{say('line', { line: machine.line })}</span>
      </Td>
      <Td dataLabel={say('differences')}>
        {trouble ? <ProblemLine problem={trouble} /> : differences.map((one) => differenceText(say, one)).join('; ')}
      </Td>
    </Tr>
  );
}

export function OutcomeTable({ outcome: { preview, removed } }: { readonly outcome: Outcome }) {
  const say = useWords(exchangeWords);
  if (preview.length === 0) return null;
  const count = (sign: Sign) => (sign === 'removed' ? removed.length : preview.filter(({ change }) => change === sign).length);
  const ranked = preview.toSorted((one, other) => order.indexOf(one.change) - order.indexOf(other.change));
  return (
    <section aria-label={say('becomes')}>
      <h2>{say('becomes')}</h2>
      <LabelGroup aria-label={say('becomes')} numLabels={order.length}>
        {order
          .filter((sign) => count(sign) > 0)
          .map((sign) => (
            <Label key={sign} icon={signs[sign].icon} color={signs[sign].color}>
              {count(sign)} {say(sign)}
            </Label>
          ))}
      </LabelGroup>
      <Table variant="compact" aria-label={say('becomes')}>
        <Thead>
          <Tr>
            <Th>{say('change')}</Th>
            <Th>{say('slot')}</Th>
            <Th>{say('machine')}</Th>
            <Th>{say('differences')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {ranked.slice(0, mostShown).map((merged) => (
            <Row key={`${merged.machine.line} ${merged.slot} ${merged.machine.macs[0]}`} merged={merged} />
          ))}
        </Tbody>
      </Table>
      {preview.length > mostShown && <p>{say('more', { count: preview.length - mostShown })}</p>}
    </section>
  );
}
