// The whole wizard for each architecture, with the hands that are given; an appliance of its own for each.

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planCheck } from '../../services/app/plan-check.ts';
import { inWindow, openBrowser } from './browser.ts';
import type { Hands } from './hands.ts';
import { openPractice } from './practice.ts';
import { arm, begin, fillSlots, giveAccess, giveNetwork, prepare, review, stop, stories, watch } from './story.ts';

export function triesTheWizard(handsOn: (page: Page) => Hands): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it.each(stories)('$architecture: from a new plan to blades that are up', async (story) => {
    await using practice = await openPractice();
    await inWindow(browser, story.name, async ({ page }) => {
      const hands = handsOn(page);
      await page.goto(practice.url);
      await begin(hands, story);
      await prepare(hands, story);
      await giveNetwork(hands);
      await fillSlots(hands, story);
      await giveAccess(hands);
      await review(hands, story);
      expect(await planCheck(join(practice.planDirectory, `${story.name}.yaml`))).toMatchObject({ ok: true, plan: { name: story.name } });
      await arm(hands, story);
      await watch(hands, story);
      await stop(hands);
    });
  });
}
