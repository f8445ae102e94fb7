// What people bring along, as it is: plans that cannot be read, lists from every spreadsheet. A clear word for each, and nothing lost.

import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSlots } from '../../services/app/demo/rack.ts';
import { inWindow, openBrowser } from './browser.ts';
import { slotOf } from './hands.ts';
import { addressOf, keepPlan, planAt, planOf } from './plans.ts';
import { openPractice, type Practice } from './practice.ts';

let practice: Practice;
let browser: Browser;
beforeAll(async () => {
  [practice, browser] = await Promise.all([openPractice(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await practice?.close();
});

const soon = { timeout: 20_000, interval: 50 };
const good = planOf(4);
const shared = good
  .replace('blades:', 'x: &ports [d0:00:67:13:00:77]\nblades:')
  .replace('access:', '  - slot: c1/9\n    macs: *ports\n    role: worker\naccess:');

const plans = [
  { what: 'of a newer version', text: good.replace('rackstrap/v1', 'rackstrap/v9'), says: /written in format rackstrap\/v9/ },
  { what: 'with a key twice', text: `${good}name: other\n`, says: /name is written twice here/ },
  { what: 'that is broken', text: `${good}\n  - [`, says: /This is not YAML/ },
  { what: 'with a Chinese name', text: good.replace('name: demo', 'name: 机架七 # 三楼'), says: /机架七/ },
  { what: 'with parts shared by an anchor', text: shared, says: /There is no field x here/ },
  { what: 'of Windows, with a byte order mark', text: `\uFEFF${good.replaceAll('\n', '\r\n')}# Ende\r\n`, says: /inside this laptop/ },
  { what: 'that is a list', text: '- one\n- two\n', says: /The plan is not a list of fields/ },
];

describe('a plan file', () => {
  it.each(plans)('$what is told apart in words, and stays byte for byte', async ({ what, text, says }) => {
    const path = keepPlan(practice, `${what.replaceAll(/\W+/g, '-')}.yaml`, text);
    await inWindow(browser, `plan-${what.replaceAll(/\W+/g, '-')}`, async ({ page }) => {
      await page.goto(addressOf(practice.url, 'wizard/review', path));
      await page.getByRole('main').getByText(says).first().waitFor();
      await page.getByRole('link', { name: 'Plans', exact: true }).click();
      await page.getByText(path).waitFor();
      expect(readFileSync(path, 'utf8')).toBe(text);
    });
  });

  it('that is broken is mended in its text', async () => {
    const path = keepPlan(practice, 'to-mend.yaml', good.replace('name: demo', 'name: [demo'));
    await inWindow(browser, 'to-mend', async ({ page }) => {
      await page.goto(addressOf(practice.url, 'wizard', path));
      const text = page.getByRole('textbox', { name: 'Text of the plan file' });
      await text.fill(good);
      await page.getByRole('button', { name: 'Write into the file' }).click();
      await page.getByRole('navigation', { name: 'Steps of the plan' }).waitFor();
      expect(readFileSync(path, 'utf8')).toBe(good);
    });
  });
});

const dotted = (mac: string) => mac.replaceAll(':', '').replace(/(.{4})(.{4})/, '$1.$2.');
const lines = (count: number, line: (slot: string[], mac: string, index: number) => string) =>
  demoSlots(count).map(({ slot, mac }, index) => line(slot.split('/'), mac, index));

const lists = [
  {
    what: 'of a German Excel: byte order mark, semicolons, Windows line ends, dotted MACs',
    text: [
      '\uFEFFGehäuse;Steckplatz;MAC-Adresse;Hostname',
      ...lines(16, ([c, n], mac, i) => `${c};${n};${dotted(mac)};knoten-${i + 1}`),
      '',
    ].join('\r\n'),
    columns: { Gehäuse: 'chassis', Steckplatz: 'number', 'MAC-Adresse': 'mac' },
  },
  {
    what: 'under a merged header',
    text: [
      'Rack A7,,,',
      'Place,,Network,',
      'Chassis,Slot,MAC,Name',
      ...lines(16, ([c, n], mac, i) => `${c},${n},${mac.replaceAll(':', '-')},n-${i + 1}`),
    ].join('\n'),
    columns: { 'Place Chassis': 'chassis', 'Place Slot': 'number', 'Network MAC': 'mac' },
  },
];

/** The dialog that takes a list, on a plan of one chassis without blades, after this file was chosen. */
function withList(name: string, text: string, work: (page: Page, dialog: Locator, path: string) => Promise<void>): Promise<void> {
  const path = keepPlan(practice, `${name}.yaml`, planOf(1, { name, blades: [] }));
  return inWindow(browser, name, async ({ page }) => {
    await page.goto(addressOf(practice.url, 'wizard/slots', path));
    await slotOf(page, 'c1/1').waitFor();
    await page.getByRole('button', { name: 'Import a list…' }).click();
    const dialog = page.getByRole('dialog');
    const choosing = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Choose a file' }).click();
    await (await choosing).setFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await work(page, dialog, path);
  });
}

describe('a list', () => {
  it.each(lists)('$what is understood', async ({ what, text, columns }) => {
    await withList(`list-${lists.findIndex((one) => one.what === what)}`, text, async (page, dialog, path) => {
      for (const [name, meaning] of Object.entries(columns))
        await expect.poll(() => dialog.getByRole('combobox', { name: `Column ${name} holds` }).inputValue(), soon).toBe(meaning);
      await dialog.getByRole('button', { name: 'Make 16 changes in the plan' }).click();
      await page.getByText('16 of 16 slots filled').waitFor();
      await expect.poll(() => planAt(path).blades.length, soon).toBe(16);
      expect(planAt(path).blades[15]).toMatchObject({ slot: 'c1/16', macs: ['d0:00:67:13:00:0f'] });
    });
  });

  it('of 10,000 lines is read while the page still answers, and can be given up', async () => {
    const text = ['slot,mac,hostname', ...lines(10_000, ([c, n], mac, i) => `${c}/${n},${mac},h${i}`)].join('\n');
    await withList('long', text, async (page, dialog, path) => {
      const before = readFileSync(path, 'utf8');
      await dialog.getByText('The first of 10000 lines').waitFor();
      await dialog.getByRole('button', { name: /^Make \d+ changes in the plan$/ }).waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await slotOf(page, 'c1/1').waitFor();
      expect(readFileSync(path, 'utf8')).toBe(before);
    });
  });
});
