import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IndexedTable, indexTable, type TableBlade } from '../../domain/boot-table.ts';
import type { Packet } from '../../protocol/tftp/index.ts';
import { askerAt } from '../asker.ts';
import { answer } from './answer.ts';
import { pathOf } from './name.ts';

const menu = 'loaders/pxelinux.cfg/01-d0-00-67-13-0d-00';
const blade = (index: number, tftp: TableBlade['tftp']): TableBlade => ({
  slot: `c1/${index}`,
  macs: [`d0:00:67:13:0d:0${index}`],
  address: `10.20.30.4${index}`,
  hostname: `node-${index}`,
  permission: 'armed',
  loaders: {},
  forceLoader: false,
  script: '',
  documents: {},
  tftp,
  tokens: { live: 'live', installed: 'installed' },
});
const file = (kind: 'loader' | 'kernel', name: string) => ({
  pieces: [{ file: `/bundle/${name}`, size: 74_213 }],
  size: 74_213,
  sha256: 'ab'.repeat(32),
  kind,
});
const table: IndexedTable = indexTable({
  revision: 1,
  server: { address: '10.20.30.242', prefixLength: 24, hostname: 'laptop' },
  httpBase: 'http://10.20.30.242',
  dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: true },
  blades: [blade(0, { [menu]: 'DEFAULT local\n' }), blade(1, { 'loaders/undionly.kpxe': 'its own' })],
  files: { 'loaders/undionly.kpxe': file('loader', 'undionly.kpxe'), vmlinuz: file('kernel', 'vmlinuz') },
});

const read = (name: string, mode = 'octet'): Packet => ({ kind: 'read', file: name, mode, options: new Map([['tsize', '0']]) });
const asked = (packet: Packet | { malformed: string }, from = '10.20.30.40') => answer(packet, askerAt(from, table), table);

it('of the menu for machines that are not planned is granted to those, and not to a blade', () => {
  const name = 'loaders/pxelinux.cfg/default';
  const boot = { loaders: {}, forceLoader: false, script: '', scripts: {}, waiting: { unplanned: '', notArmed: '', armed: '' } };
  const pool = { first: '10.20.30.100', last: '10.20.30.109' };
  const withMenu = indexTable({ ...table, dhcp: { ...table.dhcp, pool }, menu: { ...boot, tftp: { [name]: 'DEFAULT local\n' } } });
  const from = (address: string) => answer(read(name), askerAt(address, withMenu), withMenu);
  expect(from('10.20.30.105')).toMatchObject({ kind: 'send', file: name, transfer: 'menu' });
  expect(from('10.20.30.40')).toMatchObject({ kind: 'refuse', code: 1 });
  expect(from('10.20.30.110')).toMatchObject({ kind: 'refuse', code: 2 });
});

describe('a read request', () => {
  it('of a file of the bundle is granted, with its options and what it proves', () => {
    expect(asked(read('loaders/undionly.kpxe'))).toEqual({
      kind: 'send',
      file: 'loaders/undionly.kpxe',
      transfer: 'loader',
      source: { kind: 'file', pieces: [{ file: '/bundle/undionly.kpxe', size: 74_213 }], size: 74_213, sha256: 'ab'.repeat(32) },
      mode: 'octet',
      options: new Map([['tsize', '0']]),
    });
  });

  it.each(['/vmlinuz', '//vmlinuz', '\\vmlinuz', './vmlinuz', 'VMLINUZ', 'vmlinuz\xff', 'vmlinuz\xff\xff', '/\\VmLinuz'])(
    'as "%s" is the same file',
    (name) => {
      expect(asked(read(name))).toMatchObject({ kind: 'send', file: 'vmlinuz', transfer: 'kernel' });
    },
  );

  it('of a menu is granted to the blade it was written for, and is not there for another', () => {
    const found = asked(read(menu.toUpperCase()));
    expect(found).toMatchObject({ kind: 'send', file: menu, transfer: 'menu' });
    expect(found.kind === 'send' && found.source.kind === 'text' && Buffer.from(found.source.bytes).toString()).toBe('DEFAULT local\n');
    expect(asked(read(menu), '10.20.30.41')).toMatchObject({ kind: 'refuse', code: 1 });
  });

  it('of a name that was rendered for the blade gives that before the bundle’s', () => {
    expect(asked(read('loaders/undionly.kpxe'), '10.20.30.41')).toMatchObject({ transfer: 'menu' });
  });

  it.each(['autoexec.ipxe', 'loaders/pxelinux.cfg/default', 'loaders', 'toString', '__proto__', 'constructor'])(
    'of "%s" is told at once that there is none',
    (name) => {
      expect(asked(read(name))).toMatchObject({ kind: 'refuse', code: 1, reason: 'File not found' });
    },
  );

  it.each(['../etc/passwd', 'loaders/../vmlinuz', '..\\vmlinuz', 'loaders/..', '', '/', '.', '\xff'])('of "%s" is refused', (name) => {
    expect(asked(read(name))).toMatchObject({ kind: 'refuse', code: 2 });
  });

  it('from an address that is not of this plan is refused', () => {
    expect(asked(read('vmlinuz'), '10.20.30.99')).toMatchObject({ kind: 'refuse', code: 2 });
  });

  it('in mail mode is refused', () => {
    expect(asked(read('vmlinuz', 'mail'))).toMatchObject({ kind: 'refuse', code: 4 });
  });
});

describe('anything else', () => {
  it('that would write is refused', () => {
    expect(asked({ kind: 'write', file: 'vmlinuz', mode: 'octet', options: new Map() })).toMatchObject({ kind: 'refuse', code: 2 });
  });

  it.each<Packet | { malformed: string }>([
    { kind: 'acknowledgement', block: 1 },
    { kind: 'data', block: 1, bytes: new Uint8Array() },
    { kind: 'error', code: 0, message: '' },
    { kind: 'option-acknowledgement', options: new Map() },
    { malformed: '3 bytes long' },
  ])('gets silence: %o', (packet) => {
    expect(asked(packet).kind).toBe('silence');
  });
});

it('no name leads out of the root, or to two paths', () => {
  const name = fc.array(fc.constantFrom('..', '.', '/', '\\', 'a', '\xff', ' ')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(name, (text) => {
      const path = pathOf(text);
      if (path === undefined) return;
      expect(path.split('/')).not.toContain('..');
      expect(path).not.toMatch(/^\/|\/$|\/\/|\\/);
      expect(pathOf(path.replace(/\xff+$/, ''))).toBe(pathOf(path));
    }),
  );
});
