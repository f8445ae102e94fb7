// The boot menu's scripts against the reviewed copies in golden/ (RACKSTRAP_GOLDEN=write rewrites them), when there is one, and how they run.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { menuEntries } from '../../domain/menu.ts';
import { planV1 } from '../../domain/plan/v1.ts';
import type { Hand, IpxeEnding, IpxeHost } from '../../simulator/ipxe/commands.ts';
import { parseIpxe } from '../../simulator/ipxe/parse.ts';
import { runIpxe } from '../../simulator/ipxe/run.ts';
import { defaultEntry } from '../../simulator/pxelinux.ts';
import { manifestWith, samplePlan } from '../sample.ts';
import { bootMenu } from './menu.ts';

const base = 'http://10.20.30.242';
const pool = { first: '10.20.30.200', last: '10.20.30.220' };
const planWith = (dhcp: object, changes: object = {}) => {
  const plan = structuredClone(samplePlan);
  return planV1.parse({ ...plan, ...changes, network: { ...plan.network, dhcp: { ...plan.network.dhcp, ...dhcp } } });
};
const carried = ['loaders/undionly.kpxe', 'loaders/x86_64/snponly.efi', 'loaders/pxelinux.0', 'loaders/ldlinux.c32'] as const;
const menuOf = (dhcp: object, parts: readonly string[] = carried, changes: object = {}) =>
  bootMenu(planWith(dhcp, changes), manifestWith(...parts), base);
const menu = menuOf({ pool })!;

const waiting = Object.entries(menu.waiting).map(([name, body]) => [`waiting-${name}.ipxe`, `#!ipxe\n${body}`] as const);
const withoutIpxe = Object.values(menu.tftp)[0]!;
const withIpxe = Object.values(menuOf({ pool }, [...carried, 'loaders/ipxe.lkrn'])!.tftp)[0]!;
const texts: Readonly<Record<string, string>> = {
  ...menu.scripts,
  ...Object.fromEntries(waiting),
  'pxelinux-default': withoutIpxe,
  'pxelinux-default-with-ipxe': withIpxe,
};

const golden = new URL('golden/', import.meta.url).pathname;
test.each(Object.entries(texts))('%s is the reviewed one', (name, text) => {
  const file = join(golden, name);
  if (process.env.RACKSTRAP_GOLDEN === 'write') {
    mkdirSync(golden, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
});

describe('there is a menu', () => {
  it('where machines that are not planned get addresses, unless the plan wants none', () => {
    expect(menu.script).toBe(`${base}/menu/menu.ipxe`);
    expect(Object.keys(menu.scripts).sort()).toEqual(['menu.ipxe', ...menuEntries.map(({ name }) => `${name}.ipxe`)].sort());
    expect(menuOf({})).toBeUndefined();
    expect(menuOf({ pool, menu: false })).toBeUndefined();
    expect(menuOf({ pool, mode: 'proxy' })).toBeUndefined();
    expect(menuOf({ pool, menu: true })).toBeDefined();
  });
  it('for each firmware: iPXE where it is carried, PXELINUX where only that is, or is asked for', () => {
    expect(menu.loaders).toMatchObject({ 0: 'loaders/undionly.kpxe', 7: 'loaders/x86_64/snponly.efi' });
    expect(menuOf({ pool }, carried.slice(1))!.loaders[0]).toBe('loaders/pxelinux.0');
    expect(menuOf({ pool }, carried, { loader: 'pxelinux' })!.loaders[0]).toBe('loaders/pxelinux.0');
    expect(menuOf({ pool }, [])!.loaders).toEqual({});
  });
});

/** As wide as a text screen. */
const columns = 80;

describe('every script', () => {
  const scripts = Object.entries(texts).filter(([name]) => name.endsWith('.ipxe'));
  it.each(scripts)('%s says what fits on a text screen, and goes to labels that are there', (_, text) => {
    const { lines, labels } = parseIpxe(text)!;
    const commands = lines.flat();
    const targets = commands.filter(({ words }) => words[0] === 'goto').map(({ words }) => words[1]!);
    for (const target of targets) if (!target.includes('${')) expect([...labels.keys()]).toContain(target);
    for (const [, said] of text.matchAll(/^(?:echo|item --gap|item [a-z-]+|item --key l local) (.*)$/gm))
      expect(said!.replaceAll(/\$\{[^}]*\}/g, 'd0:00:67:13:0d:00').length).toBeLessThan(columns);
  });
  it.each(scripts)('%s uses nothing that stock builds for BIOS lack', (_, text) => {
    const stock = ['set', 'isset', 'iseq', 'goto', 'echo', 'sleep', 'exit', 'menu', 'item', 'choose', 'prompt', 'chain', 'dhcp', 'sanboot'];
    const used = parseIpxe(text)!
      .lines.flat()
      .flatMap(({ words }) => words.slice(0, 1));
    expect(used.filter((name) => !stock.includes(name))).toEqual([]);
  });
  it('for PXELINUX boots the disk unless something is typed', () => {
    for (const text of [withoutIpxe, withIpxe]) expect(defaultEntry(text)).toMatchObject({ local: true });
    expect(withoutIpxe).not.toMatch(/KERNEL/);
  });
});

/** A machine that asks more than this would ask for ever. */
const mostAsked = 50;

/** A machine with a bootable disk, somebody or nobody at its keyboard, and a laptop that answers from `files`. */
async function run(name: string, { hand, files = {}, renews = true }: { hand?: Hand; files?: Record<string, string>; renews?: boolean }) {
  const asked: string[] = [];
  let waited = 0;
  const ended = new AbortController();
  const host: IpxeHost = {
    platform: 'pcbios',
    signal: ended.signal,
    print: () => {},
    async pass(milliseconds) {
      waited += milliseconds;
    },
    async fetch(url) {
      asked.push(url.replace(base, ''));
      if (asked.length > mostAsked) ended.abort();
      const text = { ...texts, ...files }[url.replace(`${base}/menu/`, '').replace(`${base}/`, '')];
      return text === undefined ? undefined : { url, size: text.length, text };
    },
    diskBoots: () => true,
    renew: async () => (renews ? new Map() : undefined),
    ...(hand ? { hand } : {}),
  };
  const settings = new Map([
    ['mac', 'd0:00:67:13:0d:77'],
    ['platform', 'pcbios'],
    ['buildarch', 'i386'],
  ]);
  const ending: IpxeEnding = await runIpxe(texts[name]!, `${base}/menu/${name}`, settings, host);
  return { ending, asked, seconds: Math.round(waited / 1000) };
}
const disk = { end: 'disk', index: 0 };
const chooses = (entry: string, ...keys: string[]): Hand => ({ chooses: () => entry, presses: (key) => keys.includes(key ?? '') });
const toldBy = (entry: string) => `/menu/${entry}?mac=d0-00-67-13-0d-77&arch=i386`;

describe('a machine that is shown the menu', () => {
  it('boots its disk after 15 seconds when nobody does anything', async () => {
    expect(await run('menu.ipxe', {})).toEqual({ ending: disk, asked: [], seconds: 15 });
  });
  it('boots its disk at once when somebody chooses that', async () => {
    expect(await run('menu.ipxe', { hand: chooses('local') })).toMatchObject({ ending: disk, asked: [] });
  });
  it.each(menuEntries)('tells the laptop of $name only after a yes', async ({ name }) => {
    const told = { [toldBy(name).slice('/menu/'.length)]: '#!ipxe\nsanboot --drive 0x80' };
    expect(await run('menu.ipxe', { hand: chooses(name, 'y'), files: told })).toMatchObject({
      ending: disk,
      asked: [`/menu/${name}.ipxe`, toldBy(name)],
    });
  });
  it('tells nothing without a yes, and is shown the menu again', async () => {
    let times = 0;
    const hand: Hand = { chooses: () => (times++ === 0 ? 'simple' : undefined), presses: () => false };
    const { ending, asked } = await run('menu.ipxe', { hand });
    expect({ ending, asked }).toEqual({ ending: disk, asked: ['/menu/simple.ipxe', '/menu/menu.ipxe'] });
  });
  it('comes back to the menu, and so to its disk, when the laptop refuses or has no address for it', async () => {
    for (const renews of [true, false]) {
      let times = 0;
      const hand: Hand = { chooses: () => (times++ === 0 ? 'simple' : undefined), presses: () => true };
      const { ending, asked } = await run('menu.ipxe', { hand, renews });
      expect(ending).toEqual(disk);
      expect(asked.at(-1)).toBe('/menu/menu.ipxe');
    }
  });
});

describe('a machine that waits', () => {
  it('asks again and again, ever more rarely, until a key is pressed', async () => {
    let prompts = 0;
    const hand: Hand = { chooses: () => undefined, presses: (key) => key === 'd' && ++prompts > 7 };
    const { ending, asked, seconds } = await run('waiting-unplanned.ipxe', { hand });
    expect({ ending, asks: new Set(asked), seconds }).toEqual({
      ending: disk,
      asks: new Set([toldBy('wait')]),
      seconds: 2 + 5 + 10 + 20 + 30 + 30 + 30,
    });
  });
  it('goes on with its own script once its slot is armed, with an address asked for anew', async () => {
    const files = {
      [toldBy('wait').slice('/menu/'.length)]: `#!ipxe\nset rs-slot c1/3\nset rs-script ${base}/blade/x/boot.ipxe\n${menu.waiting.armed}`,
      'blade/x/boot.ipxe': '#!ipxe\nsanboot --drive 0x81',
    };
    const { ending, asked } = await run('waiting-notArmed.ipxe', { files });
    expect({ ending, last: asked.at(-1) }).toEqual({ ending: { end: 'disk', index: 1 }, last: '/blade/x/boot.ipxe' });
  });
});
