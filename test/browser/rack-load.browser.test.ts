// The live rack with 512 blades that are installed again and again: only what is in sight is drawn, and the page keeps up. The bench measures it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRackWindow, type RackWindow } from '../bench/console-page.ts';
import { type ConsoleStage, consoleStage } from '../bench/console-stage.ts';
import { views } from '../bench/console-views.ts';
import { percentile } from '../bench/figure.ts';

/** Of the simulated rack's time: a third of the blades is at work after a few seconds. */
const speed = 20;
const lookMilliseconds = 3000;
/** Twice what the bench wants: the other tests are not out of the way. On a machine that lets an empty page wait, the page may wait as well. */
const longestFrame = 100;
const besideEmpty = 3;
/** Whatever the view, of 512 blades: the chassis or rows in sight and next to it, or a cell each on the wall. */
const mostElements = 2500;
const mostBlades = 128;
/** A look that was disturbed does not count. */
const again = { retry: 1 };

let stage: ConsoleStage;
let window: RackWindow;
beforeAll(async () => {
  [stage, window] = await Promise.all([consoleStage(512, speed), openRackWindow()]);
});
afterAll(async () => {
  await window?.close();
  await stage?.close();
});

async function p95(hands: (typeof views)[number]['hands']): Promise<number> {
  await window.page.bringToFront();
  await window.frames();
  const end = performance.now() + lookMilliseconds;
  for (let times = 0; performance.now() < end; times += 1) {
    await hands?.(window.page, times);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return percentile(await window.frames(), 0.95);
}

describe('the live rack of 512 blades at work', again, () => {
  let most = longestFrame;
  beforeAll(async () => {
    await window.page.goto('about:blank');
    most = Math.max(longestFrame, besideEmpty * (await p95(undefined)));
    await window.page.goto(stage.url);
  });

  it.each(views)('$name: frames come, and few elements are there', async ({ show, hands }) => {
    const before = await stage.seq();
    await show(window.page);
    expect(await p95(hands)).toBeLessThan(most);
    expect(await stage.seq(), 'things happen meanwhile').toBeGreaterThan(before + 100);
    expect(await window.page.locator('*').count()).toBeLessThan(mostElements);
    expect(await window.page.locator('[data-slot]').count()).toBeLessThan(mostBlades);
    expect(window.complaints).toEqual([]);
  });
});
