// What the machine is: to be compared with its label before anything is wiped.

import { DescriptionList, Title } from '@patternfly/react-core';
import type { BladeDetail, BladeView } from '../../../../services/contract/index.ts';
import { bytesInWords } from '../../../../services/domain/blade/words.ts';
import { useWords } from '../../../i18n/index.ts';
import { useRack } from '../../../stores/index.ts';
import { Copy } from '../../../ui/copy.tsx';
import { roleWords } from '../../../ui/role-words.ts';
import { Row } from '../../../ui/row.tsx';
import { useBlade } from '../blade-store.ts';
import { questionWords } from '../question-words.ts';
import { panelWords } from './words.ts';

type Inventory = NonNullable<BladeDetail['inventory']>;

export function Machine({ slot }: { readonly slot: string }) {
  const say = useWords(panelWords);
  const blade = useRack((rack) => rack.blades[slot]);
  const inventory = useBlade((state) => state.detail?.inventory);
  if (!blade) return null;
  return (
    <>
      <Identity blade={blade} inventory={inventory} />
      {inventory ? <Hardware inventory={inventory} /> : <p className="rs-subtle">{say('noInventory')}</p>}
    </>
  );
}

function Identity({ blade, inventory }: { readonly blade: BladeView; readonly inventory: Inventory | undefined }) {
  const say = useWords(panelWords);
  const sayRole = useWords(roleWords);
  const told = (text: string | undefined) => (text ? <Copy text={text} /> : <span className="rs-subtle">{say('unknown')}</span>);
  const { hostname, address, role, macs, bytes } = blade;
  return (
    <>
      <Title headingLevel="h3" size="md">
        {say('identity')}
      </Title>
      <DescriptionList isHorizontal isCompact>
        <Row term={say('serial')}>{told(inventory?.serial)}</Row>
        <Row term={say('product')}>{inventory?.product || <span className="rs-subtle">{say('unknown')}</span>}</Row>
        <Row term={say('macs')}>
          {macs.map((mac) => (
            <div key={mac}>
              <Copy text={mac} />
            </div>
          ))}
        </Row>
        <Row term={say('uuid')}>{told(inventory?.uuid)}</Row>
        <Row term={say('host')}>{told(hostname)}</Row>
        <Row term={say('address')}>{told(address)}</Row>
        {role && <Row term={say('role')}>{sayRole(role)}</Row>}
        <Clock offset={blade.clockOffsetSeconds} />
        <Row term={say('sent')}>{bytesInWords(bytes)}</Row>
      </DescriptionList>
    </>
  );
}

function Clock({ offset }: { readonly offset: number | undefined }) {
  const say = useWords(panelWords);
  if (offset === undefined) return null;
  const seconds = Math.abs(offset);
  return <Row term={say('clock')}>{seconds === 0 ? say('clockRight') : say(offset > 0 ? 'clockAhead' : 'clockBehind', { seconds })}</Row>;
}

function Hardware({ inventory: { memoryBytes, nics, disks } }: { readonly inventory: Inventory }) {
  const say = useWords(panelWords);
  return (
    <DescriptionList isCompact className="rs-hardware">
      <Row term={say('memory')}>{bytesInWords(memoryBytes)}</Row>
      <Row term={say('disks')}>
        {disks.length === 0 && say('noDisks')}
        <ul>
          {disks.map((disk) => (
            <Disk key={disk.name} disk={disk} />
          ))}
        </ul>
      </Row>
      <Row term={say('nics')}>
        <ul>
          {nics.map(({ name, mac, up, address }) => (
            <li key={name}>
              {name} <Copy text={mac} /> {say(up ? 'up' : 'down')} {address && <Copy text={address} />}
            </li>
          ))}
        </ul>
      </Row>
    </DescriptionList>
  );
}

function Disk({ disk }: { readonly disk: Inventory['disks'][number] }) {
  const say = useWords(panelWords);
  const sayQuestion = useWords(questionWords);
  const { name, model, serial, sizeBytes, transport, removable, readOnly, blank, contents } = disk;
  const kind = [bytesInWords(sizeBytes), model, transport, removable && say('removable'), readOnly && say('readOnly')];
  return (
    <li>
      <strong>{name}</strong> {kind.filter(Boolean).join(', ')}, {sayQuestion('serial', { serial: '' })}
      <Copy text={serial} />
      <div>
        <strong>{blank ? say('blank') : contents ? say('holds', { contents }) : say('holdsUnknown')}</strong>
      </div>
    </li>
  );
}
