// What was done is never lost: by a reload, a kill, a second browser, or somebody else's editor.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inWindow, openBrowser, openWindow } from './browser.ts';
import { call, practiceBundle } from './calls.ts';
import { mouse, scan, slotOf } from './hands.ts';
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
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const saved = (page: Page) => page.getByText('In the file', { exact: true }).waitFor();
const textOf = (path: string) => readFileSync(path, 'utf8');
const at = (step: string, path: string) => addressOf(practice.url, `wizard/${step}`, path);

describe('a reload', () => {
  /** In the middle of typing, far before a pause would have written it. */
  const typing = [
    { step: 'site', label: 'Name of the cluster', typed: 'typed-in-haste', where: (plan: { name: string }) => plan.name },
    { step: 'network', label: 'Router', typed: '127.20.0.254', where: (plan: { network: { gateway: string } }) => plan.network.gateway },
    {
      step: 'access',
      label: 'Serial consoles',
      typed: 'ttyS1,9600',
      where: (plan: { access: { consoles: string[] } }) => plan.access.consoles[0],
    },
  ];
  it.each(typing)('in the middle of typing into $label loses nothing', async ({ step, label, typed, where }) => {
    const path = keepPlan(practice, `haste-${step}.yaml`, planOf(4));
    await inWindow(browser, `haste-${step}`, async ({ page }) => {
      await page.goto(at(step, path));
      await field(page, label).click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(typed);
      await page.reload();
      await expect.poll(() => field(page, label).inputValue(), soon).toBe(typed);
      await expect.poll(() => where(planAt(path)), soon).toBe(typed);
    });
  });

  it('in the middle of a slot keeps the place, the plan and what was typed', async () => {
    const path = keepPlan(practice, 'haste-slots.yaml', planOf(4));
    await inWindow(browser, 'haste-slots', async ({ page }) => {
      await page.goto(at('slots', path));
      await slotOf(page, 'c1/5').click();
      await page.keyboard.type('d0:00:67:13:0d:05');
      await page.reload();
      await slotOf(page, 'c1/5')
        .and(page.getByRole('gridcell', { name: 'd0:00:67:13:0d:05' }))
        .waitFor();
      await expect.poll(() => planAt(path).blades.length, soon).toBe(5);
    });
  });

  it.each(['site', 'bundle', 'architecture', 'network', 'slots', 'access', 'review/summary', 'arm'])(
    'at %s stands at the same place',
    async (step) => {
      const path = keepPlan(practice, 'same-place.yaml', planOf(4, { name: 'same-place' }));
      await inWindow(browser, `same-place-${step.split('/')[0]}`, async ({ page }) => {
        await page.goto(at(step, path));
        await page.getByText('same-place.yaml').waitFor();
        const heading = page.getByRole('heading', { level: 1 });
        const before = await heading.innerText();
        await page.reload();
        await page.getByText('same-place.yaml').waitFor();
        await expect.poll(() => heading.innerText(), soon).toBe(before);
        expect(new URL(page.url()).hash).toContain(encodeURIComponent(step.split('/')[0]!));
      });
    },
  );
});

describe('the plan file', () => {
  it('keeps its comments through the wizard, and its order', async () => {
    const text = `# of the night shift\n${planOf(4)}# the end\n`.replace('architecture:', '# agreed with Ana\narchitecture:');
    const path = keepPlan(practice, 'comments.yaml', text);
    await inWindow(browser, 'comments', async ({ page }) => {
      await page.goto(at('network', path));
      await field(page, 'DNS servers').click();
      await page.keyboard.type('127.20.0.53');
      await page.getByRole('navigation', { name: 'Steps of the plan' }).getByRole('button', { name: 'Slots' }).click();
      await slotOf(page, 'c1/5').click();
      await scan(mouse(page), 'd0:00:67:13:0d:05');
      await saved(page);
      await expect.poll(() => planAt(path).blades.length, soon).toBe(5);
      for (const comment of ['# of the night shift', '# agreed with Ana', '# the end']) expect(textOf(path)).toContain(comment);
      expect(
        textOf(path)
          .split('\n')
          .filter((line) => text.includes(line)).length,
      ).toBeGreaterThanOrEqual(text.split('\n').length - 2);
    });
  });

  it('that was changed elsewhere is never overwritten: it is offered, with what was typed here', async () => {
    const path = keepPlan(practice, 'outside.yaml', planOf(4));
    await inWindow(
      browser,
      'outside',
      async ({ page }) => {
        await page.goto(at('network', path));
        await field(page, 'Router').waitFor();
        const held = Promise.withResolvers<void>();
        await page.route('**/api/editPlan', (route) => held.promise.then(() => route.continue()));
        await field(page, 'Router').click();
        await page.keyboard.type('127.20.0.254');
        await page.getByText('Writing…').waitFor();
        const theirs = `${textOf(path)}# from the editor\n`;
        writeFileSync(path, theirs);
        held.resolve();
        await page.getByText('The plan file was changed outside of this page.').waitFor();
        expect(textOf(path)).toBe(theirs);
        expect(await field(page, 'Router').inputValue()).toBe('127.20.0.254');
        await button(page, /^Take the file, then make my \d changes? again$/).click();
        await saved(page);
        await expect.poll(() => planAt(path).network.gateway, soon).toBe('127.20.0.254');
        expect(textOf(path)).toContain('# from the editor');
      },
      { expected: [/409 \(Conflict\)/] },
    );
  });

  it('that was changed elsewhere is shown as it is now when nothing was typed here', async () => {
    const path = keepPlan(practice, 'followed.yaml', planOf(4, { name: 'before' }));
    await inWindow(browser, 'followed', async ({ page }) => {
      await page.goto(at('site', path));
      await expect.poll(() => field(page, 'Name of the cluster').inputValue(), soon).toBe('before');
      writeFileSync(path, textOf(path).replace('before', 'after'));
      await expect.poll(() => field(page, 'Name of the cluster').inputValue(), soon).toBe('after');
    });
  });

  it('is opened where it lies, as from a stick, and a copy stands beside it', async () => {
    const path = keepPlan(practice, 'rack-9.yaml', planOf(4, { name: 'rack-9' }), join(practice.directory, 'stick'));
    await inWindow(browser, 'stick', async ({ page }) => {
      await page.goto(practice.url);
      await button(page, 'Open by path').click();
      await field(page, 'Path of the plan file').fill(path);
      await button(page, 'Open').click();
      await page.getByText('rack-9.yaml').waitFor();
      await page.getByRole('navigation', { name: 'Steps of the plan' }).getByRole('button', { name: 'Network' }).click();
      await field(page, 'Router').fill('127.20.0.254');
      await expect.poll(() => planAt(path).network.gateway, soon).toBe('127.20.0.254');
      await page.getByRole('link', { name: 'Plans', exact: true }).click();
      await button(page, 'Copy the plan rack-9').click();
      await field(page, 'Name of the copy').fill('rack-10');
      await page.getByRole('dialog').getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByText('rack-10.yaml').waitFor();
      await page.getByRole('link', { name: 'Plans', exact: true }).click();
      for (const name of ['rack-9', 'rack-10']) await page.getByRole('link', { name, exact: true }).waitFor();
      expect(planAt(path).name).toBe('rack-9');
    });
  });
});

describe('a second browser', () => {
  it('shows the same plan after an edit in the first, and the same rack', async () => {
    const path = keepPlan(practice, 'both.yaml', planOf(3, { name: 'both' }));
    await inWindow(browser, 'both-first', async ({ page }) => {
      const second = await openWindow(browser);
      await page.goto(at('network', path));
      await second.page.goto(at('network', path));
      await field(second.page, 'Router').waitFor();
      await field(page, 'Router').fill('127.20.0.254');
      await expect.poll(() => field(second.page, 'Router').inputValue(), soon).toBe('127.20.0.254');
      await call(practice, 'startRun', { path, bundle: practiceBundle(practice) });
      await call(practice, 'arm', { slots: ['c1/1', 'c1/2', 'c1/3'], consentWipe: [] });
      await call(practice, 'power', { slots: ['c1/1', 'c1/2', 'c1/3'], on: true });
      for (const one of [page, second.page]) {
        await one.getByRole('link', { name: 'Rack', exact: true }).click();
        await one.getByText('All 3 armed blades are up').waitFor({ timeout: 120_000 });
      }
      const shown = (one: Page) => one.getByRole('group', { name: 'Drawing' }).getByRole('button').allInnerTexts();
      expect(await shown(second.page)).toEqual(await shown(page));
      expect(second.complaints).toEqual([]);
      await call(practice, 'stopRun', {});
      await second.context.close();
    });
  });
});

describe('an appliance that was killed', () => {
  it('is said to be silent, and goes on where it stood, at its new address', async () => {
    const path = keepPlan(practice, 'killed.yaml', planOf(3, { name: 'killed' }));
    await call(practice, 'startRun', { path, bundle: practiceBundle(practice) });
    await call(practice, 'arm', { slots: ['c1/1', 'c1/2'], consentWipe: [] });
    const { page, context } = await openWindow(browser);
    await page.goto(addressOf(practice.url, 'rack', path));
    await page.getByText('0 of 2 armed blades are up').waitFor();
    practice = await practice.restart();
    await page.getByText('Rackstrap does not answer.').waitFor();
    await page.goto(at('arm', path));
    await button(page, 'Start the services').click();
    await button(page, 'Watch the rack').first().click();
    await page.getByRole('heading', { name: 'Run killed-1' }).waitFor();
    await page.getByText('0 of 2 armed blades are up').waitFor();
    await call(practice, 'power', { slots: ['c1/1', 'c1/2'], on: true });
    await page.getByText('All 2 armed blades are up').waitFor({ timeout: 120_000 });
    await context.close();
  });
});
