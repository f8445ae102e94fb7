// The licences of everything in a bundle, for whoever has to agree to them.

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { PartView } from '../../../services/contract/index.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { bytesOf, partsByLicence } from '../../../services/domain/bundle-contents.ts';
import { useWords } from '../../i18n/index.ts';
import { titleOf } from './facts.ts';
import { bundlesWords } from './words.ts';

export function Licences({ parts }: { readonly parts: readonly PartView[] }) {
  const say = useWords(bundlesWords);
  return (
    <Table aria-label={say('licences')} variant="compact">
      <Thead>
        <Tr>
          <Th width={25}>{say('licence')}</Th>
          <Th modifier="fitContent">{say('count')}</Th>
          <Th modifier="fitContent">{say('size')}</Th>
          <Th>{say('part')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {partsByLicence(parts).map(({ licence, parts: own }) => (
          <Tr key={licence ?? ''}>
            <Td dataLabel={say('licence')}>{licence === undefined ? say('noLicence') : <span translate="no">{licence}</span>}</Td>
            <Td dataLabel={say('count')} modifier="nowrap">
              {own.length}
            </Td>
            <Td dataLabel={say('size')} modifier="nowrap">
              {bytesInWords(bytesOf(own))}
            </Td>
            <Td dataLabel={say('part')} className="rs-bundles-small" translate="no">
              {[...new Set(own.map(titleOf))].join(', ')}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
