// Who has to reach whom on which ports, as a table and as a file for the site's network team.

import { Button, Content } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMemo } from 'react';
import { type FirewallSide, firewallMatrix } from '../../../../services/domain/architecture/firewall.ts';
import { exportPlan } from '../../../../services/domain/exchange/exports.ts';
import type { Plan } from '../../../../services/domain/plan/plan.ts';
import { useWords } from '../../../i18n/index.ts';
import { useSettings } from '../../../stores/index.ts';
import { download } from '../../../ui/download.ts';
import { addressRuns } from './address-runs.ts';
import { reviewWords } from './words.ts';

const columns = ['from', 'to', 'protocol', 'ports', 'needed', 'why'] as const;
const forms = [
  ['firewall-csv', 'CSV'],
  ['firewall-md', 'Markdown'],
] as const;

export function Firewall({ plan }: { readonly plan: Plan }) {
  const say = useWords(reviewWords);
  const language = useSettings((settings) => settings.language);
  const rows = useMemo(() => firewallMatrix(plan, language), [plan, language]);
  const save = (form: (typeof forms)[number][0]) => {
    const { name, mediaType, text } = exportPlan(plan, form, language);
    download(name, mediaType, text);
  };
  return (
    <>
      <div className="rs-document-head">
        <Content component="small">{say('firewallLead')}</Content>
        {forms.map(([form, title]) => (
          <Button key={form} variant="secondary" onClick={() => save(form)}>
            {say('downloadAs', { form: title })}
          </Button>
        ))}
      </div>
      <Table variant="compact" aria-label={say('firewall')} borders>
        <Thead>
          <Tr>
            {columns.map((column) => (
              <Th key={column} modifier="nowrap">
                {say(column)}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map(({ from, to, protocol, ports, needed, why }) => (
            <Tr key={`${from.who} ${to.who} ${protocol} ${ports} ${needed} ${why}`}>
              <Td dataLabel={say('from')}>
                <Side side={from} />
              </Td>
              <Td dataLabel={say('to')}>
                <Side side={to} />
              </Td>
              <Td dataLabel={say('protocol')}>{protocol}</Td>
              <Td dataLabel={say('ports')}>
                <code>{ports}</code>
              </Td>
              <Td dataLabel={say('needed')}>{say(needed)}</Td>
              <Td dataLabel={say('why')}>{why}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </>
  );
}

function Side({ side: { who, addresses } }: { readonly side: FirewallSide }) {
  const say = useWords(reviewWords);
  return (
    <>
      <div>{who}</div>
      <small className="rs-todo">{addresses.length > 0 ? addressRuns(addresses).join(', ') : say('anybody')}</small>
    </>
  );
}
