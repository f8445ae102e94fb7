// The status page in a real browser, over a rack with something of everything: installed, writing, held, silent, and a stranger.

import { afterEach, describe, expect, it } from 'vitest';
import { skip } from '../setup/skipped.ts';
import { missingBrowser, openBrowser, type Page } from './browser.ts';
import { consoleOf } from './console-client.ts';
import { blankBlades, type Site, site, until } from './virtual-site.ts';

/** Where a person wants to see the page as well: `page.png` gives `page.png`, and `page.png.dark.png`. */
const picture = process.env.RACKSTRAP_SCREENSHOT;
const patience = { timeout: 30_000, interval: 100 };

let page: Page | undefined;
afterEach(() => page?.close());

const data = { serial: 'S4EVNX0M', sizeBytes: 480e9, contents: { kind: 'foreign', words: 'gpt; ntfs Data', boots: false } } as const;

function rack(): Promise<Site> {
  const [installed, writing, held, silent] = blankBlades(4);
  const blades = [installed!, { ...writing!, diskBytesPerSecond: 3_000 }, { ...held!, disks: [data] }, silent!];
  return site({ blades, strangers: [{ slot: 'somewhere', mac: 'd0:00:67:ff:ff:01', firmware: 'uefi-pxe' }] });
}

describe.skipIf(skip('the status page in a browser', missingBrowser))('the status page', { timeout: 120_000 }, () => {
  it('shows each blade, what is wrong and what to do, follows what happens, and says when nobody answers', async () => {
    const here = await rack();
    const serving = here.start('serve');
    const console = await consoleOf(serving);
    page = await openBrowser();
    await page.resize(1280, 900);
    await page.open(`${console.base}/?token=${console.token}`);
    const row = (slot: string) =>
      page!.value<string>(
        `[...document.querySelectorAll('#blades tr')].find((row) => row.cells[0].innerText === '${slot}')?.innerText ?? ''`,
      );
    const text = (selector: string) => page!.value<string>(`document.querySelector('${selector}').innerText`);
    await expect.poll(() => row('c1/4'), patience).toMatch(/c1-4\s+127\.20\.30\.4\s+d0:00:67:13:00:03\s+.*waiting/s);

    await console.call('arm', { slots: ['c1/1', 'c1/2', 'c1/3'] });
    here.powerOn('c1/1', 'c1/2', 'c1/3', 'somewhere');
    await until('the installed blade', () => here.at('c1/1').running === 'installed system', here.rack.blades.values());
    await expect.poll(() => row('c1/1'), patience).toMatch(/booted/);
    await expect.poll(() => row('c1/2'), patience).toMatch(/installing.*writing \d+ %/s);
    await expect
      .poll(() => row('c1/3'), patience)
      .toMatch(/Disk sda 447 GiB serial S4EVNX0M .*holds data: gpt; ntfs Data\..*If all of it may be lost, record consent/s);
    await expect.poll(() => text('#summary'), patience).toMatch(/1 machine that is not in the plan/);
    expect(await page.value<number>(`document.querySelectorAll('#events li').length`)).toBeGreaterThan(20);
    expect(await page.value<string>('location.href + document.cookie')).toBe(`${console.base}/`);
    expect(await page.value<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(page.complaints).toEqual([]);
    if (picture) await page.picture(picture);
    if (picture) await page.resize(1280, 900, 'dark').then(() => page!.picture(`${picture}.dark.png`));
    if (picture) await page.resize(700, 900).then(() => page!.picture(`${picture}.narrow.png`));

    serving.kill('SIGKILL');
    await expect.poll(() => text('#lost'), patience).toMatch(/does not answer/);
  });
});
