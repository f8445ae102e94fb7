// A page in a real Chromium for tests: every complaint of it kept, and whom it asked.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openBrowser, smallest } from './chromium.ts';

/** For looking at with one's own eyes: every screen that a test has come by. */
const pictures = new URL('../../.cache/screenshots/', import.meta.url).pathname;

export { openBrowser };

export interface Watched {
  readonly page: Page;
  /** Exceptions, errors on the console and what the content security policy refused. */
  readonly complaints: string[];
  /** Addresses asked for that are not this laptop's. */
  readonly elsewhere: string[];
}

const isHere = (url: string) => /^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(url);

/** A new page that is watched from its first request on. */
export async function watchedPage(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!isHere(request.url())) elsewhere.push(request.url());
  });
  return { page, complaints, elsewhere };
}

/** What is asked for is there within this, also on a loaded machine. */
const patienceMilliseconds = 20_000;

export interface Window extends Watched {
  readonly context: BrowserContext;
}

/** A technician's browser as it comes: English, light, the smallest screen; unless `options` say otherwise. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ viewport: smallest, locale: 'en', ...options });
  context.setDefaultTimeout(patienceMilliseconds);
  return { context, ...(await watchedPage(context)) };
}

/** Does `work` in a window of its own that must not complain, but for what is `expected`, nor ask another machine; when it fails, the screen is kept, as seen and as read aloud. */
export async function inWindow(
  browser: Browser,
  name: string,
  work: (window: Window) => Promise<void>,
  { expected = [], ...options }: BrowserContextOptions & { readonly expected?: readonly RegExp[] } = {},
): Promise<void> {
  const window = await openWindow(browser, options);
  try {
    await work(window);
    const complaints = window.complaints.filter((one) => !expected.some((pattern) => pattern.test(one)));
    expect(complaints, 'complaints of the page').toEqual([]);
    expect(window.elsewhere, 'requests to other machines').toEqual([]);
  } catch (error) {
    await picture(window.page, `failed-${name}`);
    writeFileSync(join(pictures, `failed-${name}.yaml`), await window.page.locator('body').ariaSnapshot());
    throw error;
  } finally {
    await window.context.close();
  }
}

/** More changes than a change of light sets off, one after the other. */
const mostRounds = 10;

/** Resolves when nothing on the screen is on its way to another colour or place; what turns for ever does not count. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async (rounds) => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const isMoving = ({ playState, effect }: Animation) =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round += 1) {
      await drawn();
      const moving = document.getAnimations().filter(isMoving);
      if (moving.length === 0) return;
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }
  }, mostRounds);

async function turnTo(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await settled(page);
}

/** Kept as `name.png`, and `name-dark.png` as it looks at night; `atNight` looks at it then too. */
export async function picture<Seen>(page: Page, name: string, atNight?: () => Promise<Seen>): Promise<Seen | undefined> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await turnTo(page, 'dark');
  await page.screenshot({ path: join(pictures, `${name}-dark.png`) });
  const seen = await atNight?.();
  await turnTo(page, 'light');
  return seen;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** axe-core's complaints of the screen as it is now, a line each; by some of its rules where `rules` names them. */
export async function brokenRules(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (only) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    const { violations } = await (globalThis as any).axe.run(document, { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) });
    type Violation = { id: string; nodes: { target: string[]; failureSummary: string }[] };
    return violations.flatMap(({ id, nodes }: Violation) =>
      nodes.slice(0, 5).map(({ target, failureSummary }) => `${id}: ${target.join(' ')} — ${failureSummary}`),
    );
  }, rules);
}

/** What cannot be read in the light that it is shown in now. */
export const unreadable = (page: Page): Promise<string[]> => brokenRules(page, ['color-contrast']);

/** What needs more than the width it has, but for what is made to be scrolled: text of files and wide tables, which the keyboard reaches. */
export const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .filter((element) => element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX))
      .filter((element) => !element.matches('pre, textarea, [tabindex="0"]'))
      .map((element) => `${element.tagName} ${element.className}: ${element.scrollWidth} of ${element.clientWidth}`),
  );
