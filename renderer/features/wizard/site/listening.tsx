// Hearing who is on the cable without answering anybody: machines that ask, and DHCP servers that are not this laptop.

import { Alert, Button, Spinner } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { SightingView, SiteView } from '../../../../services/contract/index.ts';
import { useWords, type WordKey } from '../../../i18n/index.ts';
import { useSite } from '../../../stores/index.ts';
import { Copy } from '../../../ui/copy.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { ProblemAlerts } from '../../../ui/problems.tsx';
import { Section } from '../step.tsx';
import { useAdapter } from './use-adapter.ts';
import { siteWords } from './words.ts';

const noSightings: readonly SightingView[] = [];
const noServers: SiteView['servers'] = [];

export function Listening() {
  const say = useWords(siteWords);
  const device = useSite(({ site }) => site?.listening);
  const sightings = useSite(({ site }) => site?.sightings ?? noSightings);
  const servers = useSite(({ site }) => site?.servers ?? noServers);
  const trouble = useSite((site) => site.trouble);
  const heard = sightings.length > 0 ? say('heard', { count: sightings.length }) : device && say('heardNone');
  return (
    <Section title={say('listening')} lead={say('listeningLead')} action={<ListenButton />}>
      <ProblemAlerts problems={trouble} />
      {servers.map((server) => (
        <OtherServer key={server.address} {...server} />
      ))}
      <p aria-live="polite" className="rs-heard">
        {device && <Spinner size="md" aria-label={say('listens', { adapter: device })} />} {heard}
      </p>
      {sightings.length > 0 && <Sightings sightings={sightings} />}
    </Section>
  );
}

function ListenButton() {
  const say = useWords(siteWords);
  const { adapter } = useAdapter();
  const device = useSite(({ site }) => site?.listening);
  const listen = useSite((site) => site.listen);
  const stop = useSite((site) => site.stopListening);
  if (device)
    return (
      <Button variant="secondary" onClick={() => void stop()}>
        {say('stop')}
      </Button>
    );
  if (!adapter) return <span className="rs-step-lead">{say('chooseFirst')}</span>;
  return (
    <Button variant="secondary" onClick={() => void listen(adapter.name)}>
      {say('listen', { adapter: adapter.name })}
    </Button>
  );
}

function OtherServer({ address, at }: { readonly address: string; readonly at: number }) {
  const say = useWords(siteWords);
  return (
    <Alert component="p" isInline variant="danger" title={say('server', { address })}>
      {say('serverMore')} <Copy text={address} /> ({say('noticed')} <Moment at={at} />)
    </Alert>
  );
}

/** The newest machine on top; one that asks again stays where it is, so that its address can be aimed at. */
const newestFirst = (sightings: readonly SightingView[]) =>
  sightings.toSorted((one, other) => other.first - one.first || (one.mac < other.mac ? -1 : 1));

function Sightings({ sightings }: { readonly sightings: readonly SightingView[] }) {
  const say = useWords(siteWords);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
    <section className="rs-sightings" aria-label={say('machines')} tabIndex={0}>
      <Table aria-label={say('listening')} variant="compact" isStickyHeader>
        <Thead>
          <Tr>
            {(['mac', 'what', 'vendor', 'first', 'last', 'times'] as const).map((column) => (
              <Th key={column} modifier={column === 'vendor' ? 'wrap' : 'fitContent'}>
                {say(column)}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {newestFirst(sightings).map(({ mac, client, vendorClass, first, last, times }) => (
            <Tr key={mac}>
              <Td dataLabel={say('mac')} modifier="nowrap">
                <Copy text={mac} />
              </Td>
              <Td dataLabel={say('what')} modifier="nowrap">
                {say(client as WordKey<typeof siteWords>)}
              </Td>
              <Td dataLabel={say('vendor')} modifier="breakWord">
                {vendorClass}
              </Td>
              <Td dataLabel={say('first')} modifier="nowrap">
                <Moment at={first} />
              </Td>
              <Td dataLabel={say('last')} modifier="nowrap">
                <Moment at={last} />
              </Td>
              <Td dataLabel={say('times')} modifier="nowrap">
                {times}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </section>
  );
}
