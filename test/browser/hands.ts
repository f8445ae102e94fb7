// What a technician's hands do with the page, whichever way: what is written against hands is tried with the mouse and with the keyboard.

import type { Locator, Page } from 'playwright-core';

/** What is done to is found by its role and its name, as eyes and screen readers find it. */
export interface Hands {
  readonly page: Page;
  /** A button, a link, a tab. */
  press(target: Locator): Promise<void>;
  /** A box or a switch, on from now on. */
  tick(target: Locator): Promise<void>;
  /** One of a group of radio buttons. */
  pick(target: Locator): Promise<void>;
  /** A field has this text and no other. */
  write(target: Locator, text: string): Promise<void>;
  /** One of a list that drops down. */
  choose(target: Locator, option: string): Promise<void>;
  /** One of a group, that the keyboard is then at: a slot of a drawing. */
  standAt(target: Locator, group: Locator): Promise<void>;
}

/** A MAC address is typed where the hands stand, as a barcode reader does it. */
export async function scan({ page }: Hands, mac: string): Promise<void> {
  await page.keyboard.type(mac);
  await page.keyboard.press('Enter');
}

/** The slot of the drawing that is named so: `c1/3`, then what is in it. */
export const slotOf = (page: Page, slot: string): Locator => page.getByRole('gridcell', { name: new RegExp(`^${slot},`) });

export const mouse = (page: Page): Hands => ({
  page,
  press: (target) => target.click(),
  tick: (target) => target.check(),
  pick: (target) => target.check(),
  async write(target, text) {
    await target.click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(text);
  },
  // The list itself is drawn by the system, outside of the page.
  choose: async (target, option) => void (await target.selectOption({ label: option })),
  standAt: (target) => target.click(),
});
