// The keyboard alone: Tab until the wanted thing has the focus, as somebody does who has no mouse.

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Hands } from './hands.ts';

/** More than any screen has to be tabbed through. */
const mostSteps = 250;
/** For what a key sets in motion. */
const patience = { timeout: 10_000, interval: 20 };

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);

/** The same, asked many times: it is looked for anew only when it was drawn anew. */
async function focusOf(target: Locator): Promise<() => Promise<boolean>> {
  let found = await target.elementHandle();
  return async () => {
    const state = await found!.evaluate((element) => (element.isConnected ? element === document.activeElement : undefined));
    if (state !== undefined) return state;
    found = await target.elementHandle();
    return hasFocus(target);
  };
}

/** Forward, or backward where it lies before; a window's own focus goes round. */
const wayTo = (target: Locator): Promise<'Tab' | 'Shift+Tab'> =>
  target.evaluate((element) => {
    const { activeElement: here, body } = document;
    const isBefore = here && here !== body && here.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
    return isBefore ? 'Shift+Tab' : 'Tab';
  });

/** Presses `key` until it is `there`. */
async function press(page: Page, key: string, there: () => Promise<boolean>, what: string): Promise<void> {
  for (let step = 0; step < mostSteps; step += 1) {
    if (await there()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${what} was not reached by ${key}`);
}

async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  await press(page, await wayTo(target), await focusOf(target), String(target));
  expect(await target.evaluate((element) => element.matches(':focus-visible')), `focus is seen on ${target}`).toBe(true);
}

/** Tab leads to one of a group, arrows to the others. */
async function reachOneOf(page: Page, group: Locator, target: Locator): Promise<void> {
  await target.waitFor();
  const focused = group.and(page.locator(':focus'));
  await press(page, await wayTo(target), async () => (await focused.count()) > 0, String(group));
}

const radiosWith = async (page: Page, target: Locator): Promise<Locator> =>
  page.locator(`input[type=radio][name="${await target.getAttribute('name')}"]`);

/** Arrows over the drawing: along the row, and where that ends to the next or the one before. */
async function arrowTo(page: Page, wanted: Locator): Promise<void> {
  for (let step = 0; step < mostSteps; step += 1) {
    if (await hasFocus(wanted)) return;
    const isForward = (await wayTo(wanted)) === 'Tab';
    const before = await page.locator(':focus').elementHandle();
    await page.keyboard.press(isForward ? 'ArrowRight' : 'ArrowLeft');
    if (await before!.evaluate((element) => element === document.activeElement))
      await page.keyboard.press(isForward ? 'ArrowDown' : 'ArrowUp');
  }
  throw new Error(`${wanted} was not reached by arrows`);
}

export const keyboard = (page: Page): Hands => ({
  page,
  async press(target) {
    await reach(page, target);
    await page.keyboard.press('Enter');
  },
  async tick(target) {
    await reach(page, target);
    if (!(await target.isChecked())) await page.keyboard.press('Space');
    await expect.poll(() => target.isChecked(), patience).toBe(true);
  },
  async pick(target) {
    await target.waitFor();
    await reachOneOf(page, await radiosWith(page, target), target);
    await press(page, 'ArrowDown', () => hasFocus(target), String(target));
    if (!(await target.isChecked())) await page.keyboard.press('Space');
    await expect.poll(() => target.isChecked(), patience).toBe(true);
  },
  async write(target, text) {
    await reach(page, target);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(text);
  },
  async choose(target, option) {
    await reach(page, target);
    await page.keyboard.type(option);
    await expect.poll(() => target.locator('option:checked').innerText(), patience).toBe(option);
  },
  async standAt(target, group) {
    await reachOneOf(page, group, target);
    await arrowTo(page, target);
  },
});
