// The control plane: where its API is asked, how its etcd members are, and when its certificates end.

import { Alert, Button, DescriptionList, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { mayFailOf, quorumOf } from '../../../services/domain/architecture/index.ts';
import { useWords } from '../../i18n/index.ts';
import { useNow } from '../../ui/clock.ts';
import { Copy } from '../../ui/copy.tsx';
import { useDuration } from '../../ui/duration.ts';
import { Moment } from '../../ui/moment.tsx';
import { Row } from '../../ui/row.tsx';
import { StateShape } from '../../ui/state-shape.tsx';
import { type Certificate, daysLeft, endsSoon, soonestFirst } from './certificates.ts';
import type { Seen } from './steps.ts';
import { clusterWords } from './words.ts';

/** Of many certificates these are what somebody plans by. */
const mostCertificates = 6;

export const Control = ({ seen }: { readonly seen: Seen }) => (
  <>
    <Lead seen={seen} />
    <div className="rs-cluster-pair">
      <Api seen={seen} />
      <Etcd seen={seen} />
    </div>
    <Certificates seen={seen} />
  </>
);

function Lead({ seen: { cluster } }: { readonly seen: Seen }) {
  const say = useWords(clusterWords);
  return <p>{say(cluster.api || cluster.begun ? 'controlLead' : 'notBegunMore')}</p>;
}

function Api({ seen: { cluster, wanted } }: { readonly seen: Seen }) {
  const say = useWords(clusterWords);
  const { exactly } = useDuration();
  const now = useNow();
  const { api, version, begun } = cluster;
  const time = exactly((now - (api?.since ?? now)) / 1000);
  return (
    <section className="rs-cluster-part">
      <Title headingLevel="h3" size="md">
        {say('api')}
      </Title>
      <DescriptionList isHorizontal isCompact horizontalTermWidthModifier={{ default: '7rem' }}>
        <Row term={say('apiAt')}>
          <Copy text={`https://${wanted.endpoint}`} />
        </Row>
        <Row term={say('apiState')}>
          {api ? say(api.answers ? 'answersSince' : 'silentFor', { time }) : say(begun ? 'beginning' : 'notBegun')}
        </Row>
        {api && api.server !== '' && (
          <Row term={say('answeredBy')}>
            <Copy text={api.server} />
          </Row>
        )}
        {version && (
          <Row term={say('version')}>
            <code>{version}</code>
          </Row>
        )}
      </DescriptionList>
    </section>
  );
}

/** How many more members may fail; below zero when it has too few already. */
function moreMayFail({ cluster: { etcd } }: Seen): number {
  const voters = etcd.filter(({ voter }) => voter);
  const healthy = voters.filter(({ healthy }) => healthy).length;
  return Math.min(mayFailOf(voters.length), healthy - quorumOf(voters.length));
}

function Etcd({ seen }: { readonly seen: Seen }) {
  const say = useWords(clusterWords);
  const { etcd } = seen.cluster;
  const more = moreMayFail(seen);
  return (
    <section className="rs-cluster-part">
      <Title headingLevel="h3" size="md">
        {say('etcd')}
      </Title>
      {etcd.length === 0 ? (
        <p className="rs-subtle">{say('noEtcd')}</p>
      ) : (
        <>
          <Table aria-label={say('etcd')} variant="compact" borders={false}>
            <Thead>
              <Tr>
                <Th>{say('member')}</Th>
                <Th>{say('health')}</Th>
              </Tr>
            </Thead>
            <Tbody>
              {etcd.map(({ name, healthy, voter }) => (
                <Tr key={name}>
                  <Td dataLabel={say('member')}>
                    <code>{name}</code>
                  </Td>
                  <Td dataLabel={say('health')}>
                    <StateShape state={healthy ? 'done' : 'failed'} /> {say(healthy ? 'healthy' : 'unhealthy')} ·{' '}
                    {say(voter ? 'voter' : 'learner')}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
          <p className={more < 0 ? '' : 'rs-subtle'}>
            {more < 0 ? <strong>{say('noQuorum')}</strong> : more === 0 ? say('survivesNone') : say('survives', { count: more })}
          </p>
        </>
      )}
    </section>
  );
}

function Certificates({ seen: { cluster } }: { readonly seen: Seen }) {
  const say = useWords(clusterWords);
  const now = useNow();
  const [all, showAll] = useState(false);
  const certificates = soonestFirst(cluster.certificates);
  const soon = certificates.filter((one) => endsSoon(one, now)).length;
  const shown = all ? certificates : certificates.slice(0, Math.max(mostCertificates, soon));
  return (
    <section className="rs-cluster-part">
      <Title headingLevel="h3" size="md">
        {say('certificates')}
      </Title>
      {soon > 0 && (
        <Alert isInline variant="warning" title={say('endSoon', { count: soon })} component="p">
          {say('endSoonMore')}
        </Alert>
      )}
      {certificates.length === 0 ? (
        <p className="rs-subtle">{say('noCertificates')}</p>
      ) : (
        <CertificateTable certificates={shown} now={now} />
      )}
      {certificates.length > mostCertificates && certificates.length > soon && (
        <Button variant="link" isInline onClick={() => showAll(!all)}>
          {all ? say('showFew') : say('showAll', { count: certificates.length })}
        </Button>
      )}
    </section>
  );
}

function CertificateTable({ certificates, now }: { readonly certificates: readonly Certificate[]; readonly now: number }) {
  const say = useWords(clusterWords);
  return (
    <Table aria-label={say('certificates')} variant="compact" borders={false}>
      <Thead>
        <Tr>
          <Th>{say('certificate')}</Th>
          <Th>{say('blade')}</Th>
          <Th>{say('ends')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {certificates.map((one) => (
          <Tr key={`${one.slot} ${one.name}`}>
            <Td dataLabel={say('certificate')}>
              <code>{one.name}</code>
            </Td>
            <Td dataLabel={say('blade')}>{one.slot ?? say('administrator')}</Td>
            <Td dataLabel={say('ends')}>
              <End certificate={one} now={now} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

export function End({ certificate, now }: { readonly certificate: Certificate; readonly now: number }) {
  const say = useWords(clusterWords);
  const days = daysLeft(certificate, now);
  const words = certificate.expires <= now ? say('ended') : days < 1 ? say('endsToday') : say('daysLeft', { count: days });
  return (
    <>
      {endsSoon(certificate, now) && <StateShape state={certificate.expires <= now ? 'failed' : 'held'} />}{' '}
      {endsSoon(certificate, now) ? <strong>{words}</strong> : words}{' '}
      <span className="rs-subtle">
        <Moment at={certificate.expires} date />
      </span>
    </>
  );
}
