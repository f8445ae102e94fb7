// Everything in a bundle, by what it is: how many parts and bytes, and behind each kind its parts with versions and proof.

import { Button } from '@patternfly/react-core';
import { AngleDownIcon, AngleRightIcon } from '@patternfly/react-icons';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import type { BundleListed, PartView } from '../../../services/contract/index.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { type KindOfPart, partsByKind } from '../../../services/domain/bundle-contents.ts';
import { useWords } from '../../i18n/index.ts';
import { partWords } from '../../ui/part-words.ts';
import { shortKey, signerOf, titleOf } from './facts.ts';
import { bundlesWords } from './words.ts';

interface Inside {
  readonly parts: readonly PartView[];
  readonly os: BundleListed['os'];
}

export function Contents({ parts, os }: Inside) {
  const say = useWords(bundlesWords);
  return (
    <Table aria-label={say('contents')} variant="compact" className="rs-bundle-contents">
      <Thead>
        <Tr>
          <Th>{say('kind')}</Th>
          <Th modifier="fitContent">{say('count')}</Th>
          <Th modifier="fitContent">{say('size')}</Th>
          <Th>{say('arch')}</Th>
        </Tr>
      </Thead>
      {partsByKind(parts).map((kind) => (
        <Kind key={kind.kind} kind={kind} os={os} />
      ))}
    </Table>
  );
}

export function useMachines(): (machines: readonly string[]) => string {
  const say = useWords(partWords);
  return (machines) => machines.map((arch) => (arch === 'any' ? say('any') : arch)).join(', ');
}

function Kind({ kind, os }: { readonly kind: KindOfPart<PartView> } & Pick<Inside, 'os'>) {
  const say = useWords(bundlesWords);
  const sayPart = useWords(partWords);
  const machines = useMachines();
  const [isOpen, setOpen] = useState(false);
  const title = sayPart(kind.kind);
  return (
    <Tbody>
      <Tr>
        <Td dataLabel={say('kind')}>
          <Button
            variant="plain"
            className="rs-bundle-kind"
            icon={isOpen ? <AngleDownIcon /> : <AngleRightIcon />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {title}
          </Button>
        </Td>
        <Td dataLabel={say('count')} modifier="nowrap">
          {kind.parts.length}
        </Td>
        <Td dataLabel={say('size')} modifier="nowrap">
          {bytesInWords(kind.bytes)}
        </Td>
        <Td dataLabel={say('arch')}>{machines(kind.machines)}</Td>
      </Tr>
      {isOpen && (
        <Tr>
          <Td colSpan={4}>
            <Parts parts={kind.parts} os={os} title={title} />
          </Td>
        </Tr>
      )}
    </Tbody>
  );
}

function Parts({ parts, os, title }: Inside & { readonly title: string }) {
  const say = useWords(bundlesWords);
  const machines = useMachines();
  return (
    <ul className="rs-bundle-parts" aria-label={title}>
      {parts.map((part) => (
        <li key={part.path}>
          <code className="rs-bundle-part" title={part.path}>
            {titleOf(part)}
          </code>
          <span>{part.image ? '' : part.version}</span>
          <span>{machines([part.arch])}</span>
          <span className="rs-bundle-bytes">{bytesInWords(part.size)}</span>
          <span className="rs-bundles-small">
            <Proof part={part} os={os} />
            {part.source && (
              <>
                {' · '}
                <span title={say('source')} className="rs-bundle-source" translate="no">
                  {part.source}
                </span>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How it was proved to be what its publisher made, when the bundle was built. */
function Proof({ part: { provenance }, os }: { readonly part: PartView } & Pick<Inside, 'os'>) {
  const say = useWords(bundlesWords);
  if (!provenance) return <>{say('by-unknown')}</>;
  const { by, key } = provenance;
  if (by !== 'openpgp') return <>{say(`by-${by}`)}</>;
  if (key === undefined) return <>{say('by-openpgp-any')}</>;
  const system = signerOf(os, key);
  return (
    <span title={key}>
      {system ? say('by-openpgp', { name: say('releaseKey', { system }) }) : say('by-openpgp-key', { key: shortKey(key) })}
    </span>
  );
}
