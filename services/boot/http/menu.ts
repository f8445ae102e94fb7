// What the boot menu's requests are answered: its scripts, a choice that was made, and how it goes on for a machine that waits.
//
// A choice is only told of. It gives no permission: whether a disk is written is decided by arming and consent, for a slot of the plan.

import type { IndexedTable, TableMenu } from '../../domain/boot-table.ts';
import { menuEntry, type Wish, wishFor } from '../../domain/menu.ts';
import { parseMac } from '../../domain/network/mac.ts';
import type { Asker } from '../asker.ts';
import type { Route } from './route.ts';
import { refuse, type Words, words } from './words.ts';

export type LeaseHolder = (address: string) => string | undefined;

/** Somebody at the console of `mac` chose what it is to be. */
export interface Chosen extends Wish {
  readonly mac: string;
}

export interface MenuAnswer extends Words {
  readonly chosen?: Chosen;
}

type MenuRoute = Extract<Route, { kind: 'menu' }>;

/** Asked again and again by a machine whose choice is known. */
const waiting = 'wait';

const script = (body: string): Words => ({ ...words(200, ''), text: `#!ipxe\n${body}` });

/** Where the machine is now: in no slot, in one that may not be installed yet, or in one that may. */
function howItGoesOn({ byMac }: IndexedTable, menu: TableMenu, mac: string): Words {
  const blade = byMac.get(mac);
  if (!blade) return script(menu.waiting.unplanned);
  const { slot, permission } = blade;
  const set = `set rs-slot ${slot}\nset rs-script ${blade.script}\n`;
  return script(set + (permission === 'armed' ? menu.waiting.armed : menu.waiting.notArmed));
}

type Entry = NonNullable<ReturnType<typeof menuEntry>>;

/** What somebody chose at `mac`. A planned machine has nothing to wish; who has not the lease of its address may be anybody. */
function choice(entry: Entry, mac: string, { query }: MenuRoute, asked: Asked): MenuAnswer {
  const { asker, table, menu, leaseHolder } = asked;
  if (table.byMac.has(mac)) return howItGoesOn(table, menu, mac);
  if (leaseHolder(asker.address) !== mac) return refuse(403, `${asker.address} is not on lease to ${mac}.`);
  return { ...howItGoesOn(table, menu, mac), chosen: { mac, ...wishFor(entry, query.get('arch') ?? '') } };
}

interface Asked {
  readonly asker: Asker;
  readonly table: IndexedTable;
  readonly menu: TableMenu;
  readonly leaseHolder: LeaseHolder;
}

function answerTo(route: MenuRoute, asked: Asked): MenuAnswer {
  const { menu, table } = asked;
  const shown = Object.hasOwn(menu.scripts, route.name) ? menu.scripts[route.name] : undefined;
  if (shown !== undefined) return { ...words(200, ''), text: shown };
  const entry = menuEntry(route.name);
  if (!entry && route.name !== waiting) return refuse(404, `The menu has no entry ${route.name}.`);
  const mac = parseMac(route.query.get('mac') ?? '');
  if (mac === undefined) return refuse(400, 'It does not say which machine asks: mac= and its MAC address.');
  return entry ? choice(entry, mac, route, asked) : howItGoesOn(table, menu, mac);
}

/** `leaseHolder` tells who has an address now. */
export function answerMenu(asker: Asker, route: MenuRoute, table: IndexedTable, leaseHolder: LeaseHolder): MenuAnswer {
  const { menu } = table;
  if (!menu) return refuse(404, 'This plan has no boot menu: it has no addresses for machines that are not in it.');
  if (!asker.known) return refuse(403, `${asker.address} is no address of this plan.`);
  return answerTo(route, { asker, table, menu, leaseHolder });
}
