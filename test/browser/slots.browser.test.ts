// Slots filled the ways people have their lists: a spreadsheet, a column of stickers, counting on, machines heard on the wire.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSlots } from '../../services/app/demo/rack.ts';
import { inWindow, openBrowser } from './browser.ts';
import { mouse, scan, slotOf } from './hands.ts';
import { addressOf, hasCopied, keepPlan, planAt, planOf } from './plans.ts';
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
const macOf = (number: number) => `d0:00:67:13:0d:${number.toString(16).padStart(2, '0')}`;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const slotWith = (page: Page, slot: string, what: string) => slotOf(page, slot).and(page.getByRole('gridcell', { name: what }));
const told = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor();

/** The step of slots of a plan of these chassis, 16 slots each, and no blade but these. */
function atSlots(
  name: string,
  chassis: number,
  blades: readonly object[],
  work: (page: Page, path: string) => Promise<void>,
): Promise<void> {
  const racks = Array.from({ length: chassis }, (_, index) => ({ name: `c${index + 1}`, slots: 16 }));
  const addressing = { firstIp: '127.20.0.1', perChassis: 16 };
  const path = keepPlan(practice, `${name}.yaml`, planOf(1, { name, chassis: racks, addressing, blades }));
  return inWindow(browser, `slots-${name}`, async ({ page }) => {
    await page.goto(addressOf(practice.url, 'wizard/slots', path));
    await slotOf(page, 'c1/1').waitFor();
    await work(page, path);
  });
}

describe('slots', () => {
  it('take 64 blades from a spreadsheet in one step, which can be undone and done again', async () => {
    const rows = demoSlots(64).map(({ slot, mac }, index) => [...slot.split('/'), mac.toUpperCase(), `node-${index + 1}`].join('\t'));
    await atSlots('sheet', 1, [], async (page, path) => {
      await button(page, 'Import a list…').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'List of machines' }).click();
      await hasCopied(page, ['Chassis\tSlot\tMAC address\tHostname', ...rows].join('\r\n'));
      await page.keyboard.press('ControlOrMeta+V');
      await expect.poll(() => dialog.getByRole('combobox', { name: 'Column MAC address holds' }).inputValue(), soon).toBe('mac');
      await dialog.getByRole('checkbox', { name: /^Add the chassis/ }).check();
      await dialog.getByText('64 new').waitFor();
      await dialog.getByRole('button', { name: 'Make 64 changes in the plan' }).click();
      await page.getByText('64 of 64 slots filled').waitFor();
      await expect.poll(() => planAt(path).blades.length, soon).toBe(64);
      expect(planAt(path).blades.at(-1)).toMatchObject({ slot: 'c4/16', macs: ['d0:00:67:13:00:3f'], hostname: 'node-64' });
      await button(page, 'Undo').click();
      await page.getByText('0 of 16 slots filled').waitFor();
      await button(page, 'Redo').click();
      await page.getByText('64 of 64 slots filled').waitFor();
    });
  });

  it('take a column of 16 MAC addresses that was pasted into the first', async () => {
    await atSlots('column', 2, [], async (page, path) => {
      await slotOf(page, 'c1/9').click();
      await hasCopied(page, Array.from({ length: 16 }, (_, index) => macOf(index)).join('\n'));
      await page.keyboard.press('ControlOrMeta+V');
      await told(page, '16 slots filled from the clipboard');
      await slotWith(page, 'c2/8', macOf(15)).waitFor();
      await expect
        .poll(
          () =>
            planAt(path)
              .blades.map(({ slot }: { slot: string }) => slot)
              .at(-1),
          soon,
        )
        .toBe('c2/8');
    });
  });

  it('are filled down a range, with a look at it before', async () => {
    await atSlots('down', 1, [{ slot: 'c1/1', macs: [macOf(1)], role: 'control-plane' }], async (page) => {
      await slotOf(page, 'c1/1').click();
      await slotOf(page, 'c1/8').click({ modifiers: ['Shift'] });
      await button(page, 'Fill down…').first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(macOf(8)).waitFor();
      await dialog.getByRole('button', { name: /^Make \d+ changes$/ }).click();
      await page.getByText('8 of 16 slots filled').waitFor();
      await slotWith(page, 'c1/8', macOf(8)).waitFor();
    });
  });

  it('show a MAC address that is there twice on both, lead to each, and are good again when one is corrected', async () => {
    const blades = [macOf(1), macOf(2), macOf(1)].map((mac, index) => ({
      slot: `c1/${index + 1}`,
      macs: [mac],
      role: index === 0 ? 'control-plane' : 'worker',
    }));
    await atSlots('twice', 1, blades, async (page, path) => {
      for (const slot of ['c1/1', 'c1/3']) await slotWith(page, slot, '1 error').waitFor();
      expect(await slotWith(page, 'c1/2', 'error').count()).toBe(0);
      await slotOf(page, 'c1/1').click();
      await button(page, 'Next problem').click();
      await expect.poll(() => slotOf(page, 'c1/3').evaluate((slot) => slot === document.activeElement), soon).toBe(true);
      await scan(mouse(page), macOf(3));
      await page.getByText('no conflicts').waitFor();
      await page.keyboard.press('ControlOrMeta+Z');
      await slotWith(page, 'c1/1', '1 error').waitFor();
      await page.keyboard.press('ControlOrMeta+Y');
      await page.getByText('no conflicts').waitFor();
      await expect.poll(() => planAt(path).blades[2].macs, soon).toEqual([macOf(3)]);
    });
  });

  it('take machines that were heard on the wire, by a button and by dragging', async () => {
    await atSlots('wire', 1, [], async (page, path) => {
      await slotOf(page, 'c1/5').click();
      await page.getByRole('tab', { name: 'On the wire' }).click();
      await button(page, 'Listen on virtual').click();
      await page.getByText(/^\d+ machines heard that are in no slot$/).waitFor();
      const [one, other] = demoSlots(2).map(({ mac }) => mac) as [string, string];
      await button(page, `${one}: Put into c1/5`).click();
      await slotWith(page, 'c1/5', one).waitFor();
      await page.getByRole('listitem').filter({ hasText: other }).dragTo(slotOf(page, 'c1/7'));
      await slotWith(page, 'c1/7', other).waitFor();
      await expect.poll(() => planAt(path).blades.map(({ slot }: { slot: string }) => slot), soon).toEqual(['c1/5', 'c1/7']);
    });
  });
});
