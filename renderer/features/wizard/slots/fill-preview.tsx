// What filling down makes of each slot, beside what stands there now.

import { Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useWords } from '../../../i18n/index.ts';
import type { FillLine } from './fill.ts';
import { fillWords } from './fill-words.ts';
import type { Rack } from './rack.ts';

export function FillPreview({ rack, lines }: { readonly rack: Rack; readonly lines: readonly FillLine[] }) {
  const say = useWords(fillWords);
  return (
    <Table variant="compact" aria-label={say('preview')} gridBreakPoint="">
      <Thead>
        <Tr>
          <Th>{say('slot')}</Th>
          <Th>{say('mac')}</Th>
          <Th>{say('name')}</Th>
          <Th>{say('ip')}</Th>
          <Th screenReaderText={say('kind')} />
        </Tr>
      </Thead>
      <Tbody>
        {lines.map((line) => (
          <Line key={line.slot} rack={rack} line={line} />
        ))}
      </Tbody>
    </Table>
  );
}

function Line({ rack, line: { slot, isNew, skipped, mac, hostname, ip } }: { readonly rack: Rack; readonly line: FillLine }) {
  const say = useWords(fillWords);
  const cell = rack.cells[slot]!;
  return (
    <Tr>
      <Td>
        <strong>{slot}</strong>
      </Td>
      <Td>{<Becomes before={cell.macs[0]} after={mac} />}</Td>
      <Td>{<Becomes before={cell.namedByHand ? cell.hostname : undefined} after={hostname} />}</Td>
      <Td>{<Becomes before={skipped ? undefined : cell.ip} after={ip} />}</Td>
      <Td>
        {isNew && <Label isCompact>{say('isNew')}</Label>}
        {skipped && <Label isCompact>{say('skipped')}</Label>}
      </Td>
    </Tr>
  );
}

/** What is replaced is struck through: told apart without colour. */
function Becomes({ before, after }: { readonly before: string | undefined; readonly after: string | undefined }) {
  if (after === undefined || after === before) return <span className="rs-todo">{before ?? '–'}</span>;
  return (
    <>
      {before && <del className="rs-todo">{before}</del>} <ins>{after}</ins>
    </>
  );
}
