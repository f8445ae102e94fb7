// The boot menu's requests: its scripts, choices that count and those that do not, and machines that wait.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireEvent } from '../../domain/blade/events.ts';
import { type BootTable, indexTable, type TableBlade, type TableMenu } from '../../domain/boot-table.ts';
import { menuEntries } from '../../domain/menu.ts';
import { systemClock } from '../../platform/clock.ts';
import { askerAt } from '../asker.ts';
import { type Answer, answer } from './answer.ts';
import { choiceTeller } from './menu-choices.ts';

const [stranger, planned, armed] = ['d0:00:67:ff:ff:01', 'd0:00:67:13:0d:00', 'd0:00:67:13:0d:01'];
const blade = (number: number, mac: string, permission: TableBlade['permission']): TableBlade => ({
  slot: `c1/${number}`,
  macs: [mac],
  address: `10.20.30.4${number}`,
  hostname: `node-${number}`,
  permission,
  loaders: {},
  forceLoader: false,
  script: `http://10.20.30.242/blade/${number}/boot.ipxe`,
  documents: {},
  tftp: {},
  tokens: { live: 'l', installed: 'i' },
});
const menu: TableMenu = {
  loaders: {},
  forceLoader: false,
  script: 'http://10.20.30.242/menu/menu.ipxe',
  scripts: { 'menu.ipxe': '#!ipxe\nmenu\n', 'simple.ipxe': '#!ipxe\nprompt\n' },
  waiting: { unplanned: 'echo unplanned\n', notArmed: 'echo not armed\n', armed: 'echo armed\n' },
  tftp: {},
};
const table: BootTable = {
  revision: 7,
  server: { address: '10.20.30.242', prefixLength: 24, hostname: 'rackstrap' },
  httpBase: 'http://10.20.30.242',
  dhcp: {
    mode: 'full',
    leaseSeconds: 120,
    dns: [],
    relayed: [],
    routerAdvertisement: false,
    pool: { first: '10.20.30.100', last: '10.20.30.109' },
  },
  blades: [blade(0, planned, 'local'), blade(1, armed, 'armed')],
  menu,
  files: {},
};
/** The stranger has this address of the pool on lease; whoever is at the other one has none. */
const [leased, stale] = ['10.20.30.100', '10.20.30.101'];
const holder = (address: string) => (address === leased ? stranger : undefined);

function ask(target: string, { method = 'GET', from = leased, of = table }: { method?: string; from?: string; of?: BootTable } = {}) {
  const indexed = indexTable(of);
  const found: Answer = answer({ method, target, asker: askerAt(from, indexed), header: () => undefined }, indexed, holder);
  if (found.kind !== 'words') throw new Error(`the menu is answered in words, not by ${found.kind}`);
  return found;
}
const choose = (entry: string, mac = stranger, rest = '') => `/menu/${entry}?mac=${mac.replaceAll(':', '-')}${rest}`;

describe('the boot menu', () => {
  it('is shown to whoever has an address, with a script for each entry', () => {
    expect(ask('/menu/menu.ipxe')).toMatchObject({ status: 200, text: menu.scripts['menu.ipxe'] });
    expect(ask('/menu/simple.ipxe?x=1', { from: stale })).toMatchObject({ status: 200, text: menu.scripts['simple.ipxe'] });
    expect(ask('/menu/menu.ipxe')).not.toHaveProperty('refused');
  });
  it('is not there where the plan has none, nor for whoever has no address', () => {
    const { menu: _, ...without } = table;
    expect(ask('/menu/menu.ipxe', { of: without })).toMatchObject({ status: 404, refused: expect.stringContaining('no boot menu') });
    expect(ask('/menu/menu.ipxe', { from: '10.9.9.9' })).toMatchObject({ status: 403 });
  });
  it('takes no HEAD and no POST: a choice is an event', () => {
    for (const method of ['HEAD', 'POST', 'PUT']) expect(ask(choose('simple'), { method })).toMatchObject({ status: 405 });
  });
});

describe('a choice', () => {
  it.each(menuEntries)('of $name is told with what it means, and the machine waits', ({ name, architecture, role }) => {
    expect(ask(choose(name, stranger, '&arch=x86_64'))).toMatchObject({
      status: 200,
      text: '#!ipxe\necho unplanned\n',
      chosen: { mac: stranger, entry: name, architecture, role, arch: 'amd64' },
    });
  });
  it.each([
    ['i386', 'amd64'],
    ['arm64', 'arm64'],
    ['arm32', undefined],
    ['', undefined],
    ['__proto__', undefined],
  ])('on a machine whose loader is built for %j is one of %s', (buildArchitecture, arch) => {
    expect(ask(choose('simple', stranger, `&arch=${buildArchitecture}`)).chosen?.arch).toBe(arch);
  });
  it('of something that is not in the menu is refused', () => {
    for (const name of ['sample', 'Simple', 'constructor', '__proto__', 'menu', 'simple.ipxe2'])
      expect(ask(choose(name))).toMatchObject({ status: 404, refused: expect.stringContaining('no entry') });
  });
  it('that does not say whose it is, is refused', () => {
    for (const query of ['', '?', '?mac=', '?mac=nonsense', '?mac=d0-00-67-ff-ff', '?arch=i386', '?mac=%', '?mac=d0-00-67-ff-ff-01-02'])
      expect(ask(`/menu/simple${query}`)).toMatchObject({ status: 400 });
  });
  it('for a machine that has not the lease of the address that it comes from is refused, and not told', () => {
    expect(ask(choose('simple', 'd0:00:67:ff:ff:02'))).toMatchObject({
      status: 403,
      refused: '10.20.30.100 is not on lease to d0:00:67:ff:ff:02.',
    });
    expect(ask(choose('simple'), { from: stale })).toMatchObject({ status: 403 });
    expect(ask(choose('simple'), { from: stale })).not.toHaveProperty('chosen');
  });
  it('for a machine that is planned changes nothing: it is told how it goes on', () => {
    for (const mac of [planned, armed]) {
      expect(ask(choose('simple', mac))).not.toHaveProperty('chosen');
      expect(ask(choose('simple', mac)).text).toBe(ask(choose('wait', mac)).text);
    }
  });
});

describe('a machine that waits', () => {
  it('is told what has become of it, without its choice being told again, also after its lease', () => {
    expect(ask(choose('wait'), { from: stale })).toEqual(ask(choose('wait')));
    expect(ask(choose('wait')).text).toBe('#!ipxe\necho unplanned\n');
    expect(ask(choose('wait', planned)).text).toMatch(/^#!ipxe\nset rs-slot c1\/0\n.*echo not armed\n$/s);
    expect(ask(choose('wait', armed)).text).toBe(
      '#!ipxe\nset rs-slot c1/1\nset rs-script http://10.20.30.242/blade/1/boot.ipxe\necho armed\n',
    );
    expect(ask(choose('wait', armed))).not.toHaveProperty('chosen');
  });
});

it('whatever is asked of the menu is answered, and tells of a choice only for the leaseholder', () => {
  const name = fc.oneof(fc.constantFrom(...menuEntries.map((entry) => entry.name), 'wait', 'menu.ipxe'), fc.webSegment());
  fc.assert(
    fc.property(name, fc.oneof(fc.string({ unit: 'binary' }), fc.webQueryParameters()), (entry, query) => {
      const found = ask(`/menu/${entry}?${query}`);
      expect([200, 400, 403, 404]).toContain(found.status);
      if (found.chosen) expect(found.chosen.mac).toBe(stranger);
    }),
  );
});

it('tells the same choice once in a minute, another one at once', () => {
  let now = 0;
  const told: WireEvent[] = [];
  const tell = choiceTeller({ emit: (event) => void told.push(event), clock: { ...systemClock, monotonic: () => now } });
  const chosen = ask(choose('simple')).chosen!;
  const other = ask(choose('small-cluster')).chosen!;
  for (const one of [chosen, chosen, other, chosen]) tell(one);
  now += 60_000;
  tell(chosen);
  expect(told.map((event) => event.type === 'menu-chosen' && event.entry)).toEqual(['simple', 'small-cluster', 'simple', 'simple']);
});
