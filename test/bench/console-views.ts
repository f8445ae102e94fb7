// The ways in which a technician looks at the live rack, each with the hands it is looked at with.

import type { Page } from 'playwright-core';

export interface View {
  /** `drawing, scrolled` */
  readonly name: string;
  show(page: Page): Promise<void>;
  /** Called again and again while it is measured. */
  readonly hands?: (page: Page, times: number) => Promise<void>;
}

const rack = async (page: Page): Promise<void> => void (await page.evaluate(`location.hash = '#/rack'`));

const choose = (view: 'Drawing' | 'List') => async (page: Page) => {
  await rack(page);
  await page.getByRole('button', { name: view, exact: true }).click();
  await page.getByRole('group', { name: view, exact: true }).last().waitFor();
};

/** Pixels of one turn of the wheel; so many turns down, as many up again. */
const turn = 240;
const turnsDown = 40;

const scroll = async (page: Page, times: number): Promise<void> => {
  await page.mouse.move(640, 560);
  await page.mouse.wheel(0, Math.floor(times / turnsDown) % 2 === 0 ? turn : -turn);
};

export const views: readonly View[] = [
  { name: 'drawing', show: choose('Drawing') },
  { name: 'drawing, scrolled', show: choose('Drawing'), hands: scroll },
  { name: 'list', show: choose('List') },
  { name: 'list, scrolled', show: choose('List'), hands: scroll },
  { name: 'a blade in full', show: async (page) => void (await page.evaluate(`location.hash = '#/rack/c1/1'`)) },
  { name: 'wall', show: async (page) => void (await page.evaluate(`location.hash = '#/wall'`)) },
];
