// The columns of a list as they were understood, each with a choice of what it holds, over its first lines.

import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { Column } from '../../../services/domain/exchange/table/columns.ts';
import { type Meaning, plainMeanings } from '../../../services/domain/exchange/table/meanings.ts';
import type { Understood } from '../../../services/domain/exchange/table.ts';
import type { List } from '../../../services/domain/exchange/understand.ts';
import { type Say, useWords } from '../../i18n/index.ts';
import { useImport } from './import-store.ts';
import { exchangeWords } from './words.ts';

const isLabel = (meaning: Meaning): meaning is `label:${string}` => meaning.startsWith('label:');

/** What a column can be: the usual, what it was guessed to be, and a label of the column's own name. */
function meaningsFor({ header, meaning }: Column): Meaning[] {
  const own = header
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
  const labels = [...(isLabel(meaning) ? [meaning] : []), ...(own ? [`label:${own}` as const] : [])];
  return [...plainMeanings, ...new Set(labels)];
}

function wordFor(say: Say<typeof exchangeWords>, meaning: Meaning): string {
  return isLabel(meaning)
    ? say('meaning_label', { name: meaning.slice('label:'.length) })
    : say(`meaning_${meaning as (typeof plainMeanings)[number]}`);
}

function ColumnChoice({ column }: { readonly column: Column }) {
  const say = useWords(exchangeWords);
  const mean = useImport((state) => state.mean);
  const name = column.header || say('column', { number: column.index + 1 });
  return (
    <>
      <FormSelect
        aria-label={say('columnMeaning', { name })}
        value={column.meaning}
        onChange={(_, meaning) => mean(column.index, meaning as Meaning)}
      >
        {meaningsFor(column).map((meaning) => (
          <FormSelectOption key={meaning} value={meaning} label={wordFor(say, meaning)} />
        ))}
      </FormSelect>
      <span className="rs-guessed">{say(`guessedBy_${column.guessedBy}`)}</span>
    </>
  );
}

export function ColumnTable({ list }: { readonly list: List }) {
  const say = useWords(exchangeWords);
  if (list.form === 'dhcpd') return <p>{say('dhcpd', { count: list.machines.length })}</p>;
  return list.columns.length > 0 && <Columns list={list} />;
}

function Columns({ list }: { readonly list: Understood }) {
  const say = useWords(exchangeWords);
  return (
    <section aria-label={say('columns')}>
      <h2>{say('columns')}</h2>
      <div className="rs-import-columns">
        <Table variant="compact" aria-label={say('columns')} gridBreakPoint="">
          <Thead>
            <Tr>
              {list.columns.map((column) => (
                <Th key={column.index}>{column.header || say('column', { number: column.index + 1 })}</Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            <Tr>
              {list.columns.map((column) => (
                <Td key={column.index}>
                  <ColumnChoice column={column} />
                </Td>
              ))}
            </Tr>
            {list.sample.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a list have no other name, and never change places
              <Tr key={row}>
                {list.columns.map(({ index }) => (
                  <Td key={index}>{cells[index] ?? ''}</Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
      <span className="rs-guessed">{say('firstRows', { rows: list.rows })}</span>
    </section>
  );
}
