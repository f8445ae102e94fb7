// The report on the screen of whoever opens it: readable by everybody, nothing cut off, and it asks nobody for anything.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportOf } from '../../services/cluster/handover/index.ts';
import { sampleInput, troubledInput } from '../../services/cluster/handover/sample.ts';
import { brokenRules, openBrowser, openWindow, picture, tooWide } from './browser.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-report-page-'));
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true, force: true });
});

const reports = {
  laptop: reportOf(sampleInput('laptop', { forwardedSsh: 2222 })),
  production: reportOf(sampleInput('production')),
  troubled: reportOf(troubledInput({ simulated: true })),
  chinese: reportOf(sampleInput('small', { language: 'zh-CN' })),
};
/** A screen, a telephone held upright. */
const widths = { wide: 1280, narrow: 400 };

describe('the report on a screen', () => {
  it.each(Object.entries(reports))('breaks no rule and fits, wide and narrow: %s', async (name, text) => {
    const file = join(directory, `${name}.html`);
    writeFileSync(file, text);
    for (const [size, width] of Object.entries(widths)) {
      const { context, page, complaints, elsewhere } = await openWindow(browser, { viewport: { width, height: 900 } });
      await page.goto(pathToFileURL(file).href);
      expect(await brokenRules(page), `${name} ${size}`).toEqual([]);
      expect(await tooWide(page), `${name} ${size}`).toEqual([]);
      expect(complaints).toEqual([]);
      expect(elsewhere.filter((url) => !url.startsWith('file:'))).toEqual([]);
      await picture(page, `report-${name}-${size}`);
      await context.close();
    }
  });
});
