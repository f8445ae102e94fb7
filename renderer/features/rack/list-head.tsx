// The head of the list: a click on a column sorts by it, a second one turns the order round.

import { Checkbox } from '@patternfly/react-core';
import { LongArrowAltDownIcon, LongArrowAltUpIcon } from '@patternfly/react-icons';
import { useWords } from '../../i18n/index.ts';
import { type Column, columns } from './order.ts';
import { useView } from './view-store.ts';
import { rackWords } from './words.ts';

const listColumns = Object.keys(columns) as readonly Column[];

export function ListHead({ order }: { readonly order: readonly string[] }) {
  const say = useWords(rackWords);
  const marked = useView((view) => view.marked);
  const mark = useView((view) => view.mark);
  const count = order.filter((slot) => marked.includes(slot)).length;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th className="rs-list-mark" scope="col">
          <Checkbox
            id="mark-all"
            aria-label={say('markAll')}
            isChecked={count === 0 ? false : count === order.length ? true : null}
            onChange={(_, on) => mark(order, on)}
          />
        </th>
        {listColumns.map((column) => (
          <HeadCell key={column} column={column} />
        ))}
      </tr>
    </thead>
  );
}

function HeadCell({ column }: { readonly column: Column }) {
  const say = useWords(rackWords);
  const sort = useView((view) => view.sort);
  const sortBy = useView((view) => view.sortBy);
  const isSorted = sort.by === column;
  return (
    <th className={`rs-list-${column}`} scope="col" aria-sort={isSorted ? (sort.down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="rs-list-sort" onClick={() => sortBy(column)}>
        {say(column)} {isSorted && (sort.down ? <LongArrowAltDownIcon /> : <LongArrowAltUpIcon />)}
      </button>
    </th>
  );
}
