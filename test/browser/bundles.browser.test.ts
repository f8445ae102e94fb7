// Bundles on the page, in a real browser against a real appliance: from a stick to a run that is installed from one.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleWriter } from '../../services/bundle/index.ts';
import { inWindow, openBrowser } from './browser.ts';
import { damage, type SiteBundle, type SiteBundleOptions, siteBundle } from './bundles.ts';
import { call, practiceBundle } from './calls.ts';
import { addressOf, keepPlan, planAt, planOf } from './plans.ts';
import { openPractice, type Practice } from './practice.ts';
import { mayMount, plugIn, pullOut, stickPlace, withOwnMounts } from './sticks.ts';

let practice: Practice;
let browser: Browser;
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-sticks-'));
  [practice, browser] = await Promise.all([openPractice(undefined, [], mayMount() ? withOwnMounts : []), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await practice?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Hashing and copying on a loaded machine. */
const patient = { timeout: 120_000 };
const soon = { timeout: 20_000, interval: 50 };
const button = (at: Page | Locator, name: string | RegExp) => at.getByRole('button', { name, exact: typeof name === 'string' });
const link = (page: Page, name: string | RegExp) => page.getByRole('navigation', { name: 'Bundles at hand' }).getByRole('link', { name });
const shown = (page: Page) => page.getByRole('article');
const openBundles = (page: Page, bundle = '') => page.goto(addressOf(practice.url, `bundles${bundle && `/${encodeURI(bundle)}`}`));

/** A bundle in a directory of its own that the page knows of. */
async function added(name: string, options: SiteBundleOptions = {}): Promise<SiteBundle> {
  const bundle = await siteBundle(join(directory, name, `${name}-2026.11`), { name, ...options });
  await call(practice, 'addBundle', { directory: bundle.directory });
  return bundle;
}

const importedOf = ({ manifest: { name, version } }: SiteBundle) => join(practice.directory, 'bundles', `${name}-${version}`);

describe('the list', () => {
  it.skipIf(!mayMount())('has the bundle of a stick as soon as it is plugged in, and imports it for good', async () => {
    const stick = join(directory, 'stick');
    const bundle = await siteBundle(join(stick, 'site-7'), { name: 'from-stick' });
    await inWindow(browser, 'bundles-stick', async ({ page }) => {
      await openBundles(page);
      await link(page, /^practice/).waitFor();
      plugIn(practice, stick);
      await link(page, /^from-stick 2026\.11 .* Key not trusted yet$/).click();
      await shown(page).getByText(join(stickPlace, 'site-7')).waitFor();
      await button(page, 'Import to this laptop').click();
      await page.getByText('The bundle is on this laptop. Every part was verified; the stick can be pulled out.').waitFor(patient);
      pullOut(practice);
      await page.getByText('On sticks').waitFor({ state: 'detached' });
      await shown(page).getByText(importedOf(bundle)).waitFor();
      await button(page, 'Verify').click();
      await page.getByText('Every part is intact.').waitFor(patient);
      await button(page, 'Understood').click();
      await page.getByText('Every part is intact.').waitFor({ state: 'detached' });
    });
    expect(readdirSync(importedOf(bundle)).toSorted()).toEqual(['blobs', 'manifest.json', 'manifest.sig']);
  });

  it('takes a bundle by going to its directory, and says what is in it', async () => {
    const bundle = await siteBundle(join(directory, 'chosen', 'deep', 'site'), { name: 'chosen' });
    await inWindow(browser, 'bundles-choose', async ({ page }) => {
      await openBundles(page);
      await button(page, 'From a directory…').click();
      const dialog = page.getByRole('dialog', { name: 'A bundle in a directory' });
      await dialog.getByRole('textbox', { name: 'Directory' }).fill(join(directory, 'chosen'));
      await button(dialog, 'Look there').click();
      await button(dialog, 'deep').click();
      expect(await button(dialog, 'Use this bundle').isDisabled()).toBe(true);
      await button(dialog, 'site').click();
      await button(dialog, 'Use this bundle').click();
      await page.getByRole('heading', { name: 'chosen 2026.11' }).waitFor();
      await shown(page).getByText('Flatcar Container Linux 4593.2.5').waitFor();
      await shown(page).getByText(`50 kB in ${bundle.manifest.parts.length} parts`).waitFor();
      await page
        .getByRole('row', { name: /^Disk images 2 4\.0 kB/ })
        .getByRole('button')
        .click();
      await shown(page).getByText('signed by the Flatcar Container Linux key').first().waitFor();
      await page.getByRole('tab', { name: 'Licences' }).click();
      await page.getByRole('row', { name: /^GPL-2\.0-only AND Apache-2\.0 6 / }).waitFor();
    });
  });

  it('says what is wrong with a directory that is no bundle', async () => {
    await inWindow(
      browser,
      'bundles-wrong',
      async ({ page }) => {
        await openBundles(page);
        await button(page, 'From a directory…').click();
        const dialog = page.getByRole('dialog', { name: 'A bundle in a directory' });
        await dialog.getByRole('textbox', { name: 'Directory' }).fill(join(directory, 'nowhere'));
        await dialog.getByRole('textbox', { name: 'Directory' }).press('Enter');
        await dialog.getByText(/nowhere cannot be looked into: there is no such file or directory\./).waitFor();
      },
      { expected: [/409/] },
    );
  });
});

describe('a damaged bundle', () => {
  it('is told part by part when it is verified', async () => {
    const bundle = await added('damaged');
    damage(bundle, 'bin/arm64/kubelet');
    await inWindow(browser, 'bundles-damaged', async ({ page }) => {
      await openBundles(page, bundle.directory);
      await button(page, 'Verify').click();
      await page.getByText('1 part cannot be used. The rest is intact.').waitFor(patient);
      await page.getByText('bin/arm64/kubelet of the bundle is damaged').waitFor();
    });
  });

  it('that was imported is mended from where it came', async () => {
    const bundle = await added('mended');
    await inWindow(browser, 'bundles-mend', async ({ page }) => {
      await openBundles(page, bundle.directory);
      await button(page, 'Import to this laptop').click();
      await button(page, 'Show the imported one').click({ timeout: patient.timeout });
      await shown(page).getByText(importedOf(bundle)).waitFor();
      damage({ ...bundle, directory: importedOf(bundle) }, 'bin/arm64/kubelet');
      await button(page, 'Verify').click();
      await page.getByText('1 part cannot be used. The rest is intact.').waitFor(patient);
      await openBundles(page, bundle.directory);
      await button(page, 'Mend the imported one').click();
      await page.getByText('The bundle is on this laptop.').waitFor(patient);
      await openBundles(page, importedOf(bundle));
      await button(page, 'Verify').click();
      await page.getByText('Every part is intact.').waitFor(patient);
    });
  });

  it('is not imported, and the reason names the part', async () => {
    const bundle = await added('half');
    damage(bundle, 'os/amd64/flatcar_production_image.bin.bz2');
    await inWindow(browser, 'bundles-half', async ({ page }) => {
      await openBundles(page, bundle.directory);
      await button(page, 'Import to this laptop').click();
      await page.getByText('The bundle was not imported.').waitFor(patient);
      await page.getByText('os/amd64/flatcar_production_image.bin.bz2 of the bundle is damaged').waitFor();
      await button(page, 'Go on importing').waitFor();
    });
  });
});

describe('trust', () => {
  it('is given to a key after its words were compared, and taken back', async () => {
    const bundle = await added('signed');
    await inWindow(browser, 'bundles-trust', async ({ page }) => {
      await openBundles(page, bundle.directory);
      const words = shown(page).getByRole('list', { name: 'The twelve words of its key' }).getByRole('listitem');
      await words.first().waitFor();
      expect((await words.allInnerTexts()).join(' ')).toBe(bundle.words);
      await button(page, 'The words are the same…').click();
      const dialog = page.getByRole('dialog', { name: 'Trust this key from now on?' });
      expect(await button(dialog, 'Trust this key').isDisabled()).toBe(true);
      await dialog.getByRole('textbox', { name: 'Whose key is it?' }).fill('Platform team, Ana');
      await dialog.getByRole('checkbox', { name: /^I compared all twelve words/ }).check();
      await button(dialog, 'Trust this key').click();
      await shown(page).getByText('Signed by Platform team, Ana, whose key this laptop trusts.').waitFor();
      await link(page, /^signed 2026\.11 .* Trusted$/).waitFor();
      await button(page, 'Trusted keys…').click();
      await button(page, 'Stop trusting Platform team, Ana').click();
      await page.getByRole('dialog').getByText('Platform team, Ana').waitFor({ state: 'detached' });
      await button(page.getByRole('dialog'), 'Close').click();
      await link(page, /^signed 2026\.11 .* Key not trusted yet$/).waitFor();
    });
  });

  it('is refused when the words are those of another key', async () => {
    const [one, other] = [await added('one'), await added('other')];
    await expect(call(practice, 'trustKey', { directory: one.directory, words: other.words, comment: '' })).rejects.toThrow(
      /key-words-other/,
    );
  });
});

describe('the bill of materials', () => {
  it('is a file that CycloneDX takes', async () => {
    const bundle = await added('bill');
    await inWindow(browser, 'bundles-bill', async ({ page }) => {
      await openBundles(page, bundle.directory);
      const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Export SBOM').click()]);
      expect(download.suggestedFilename()).toBe('bill-2026.11.cdx.json');
      const text = readFileSync(await download.path(), 'utf8');
      expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
      expect(JSON.parse(text).components).toHaveLength(bundle.manifest.parts.length);
    });
  });
});

describe('an import', () => {
  /** Some seconds of copying. */
  const large = 384 * 2 ** 20;

  it('goes on through a reload, is found again, cancelled, and gone on with', async () => {
    const bundle = await added('large', { holes: large, arches: ['amd64'] });
    await inWindow(browser, 'bundles-reload', async ({ page }) => {
      await openBundles(page, bundle.directory);
      await button(page, 'Import to this laptop').click();
      const running = page.getByRole('region', { name: 'The bundle is being copied to this laptop and verified' });
      const ended = page.getByText('The bundle is on this laptop.');
      await running.or(ended).first().waitFor();
      await page.reload();
      await running.or(ended).first().waitFor();
      // A machine that copies faster than it draws a page is through by now.
      await button(running, 'Cancel')
        .click({ timeout: 5_000 })
        .catch(() => {});
      const cancelled = page.getByText('Cancelled. What was copied stays: the import goes on from there.');
      await cancelled.or(ended).first().waitFor(patient);
      if (await cancelled.isVisible()) await button(page, 'Go on importing').click();
      await ended.waitFor(patient);
    });
    await expect.poll(() => readdirSync(importedOf(bundle)), soon).toContain('manifest.json');
  });

  it('of a bundle that is worked on already is refused', async () => {
    const bundle = await added('busy', { holes: large, arches: ['amd64'] });
    const { job } = await call(practice, 'verifyBundle', { directory: bundle.directory });
    const second = call(practice, 'importBundle', { directory: bundle.directory });
    await expect(second).rejects.toThrow(/bundle-at-work/);
    await call(practice, 'cancelJob', { job });
  });
});

describe('two versions of a bundle', () => {
  it('are compared, and the one that is imported can be removed again', async () => {
    const before = await added('two', { version: '2026.10', arches: ['amd64'] });
    const after = await siteBundle(join(directory, 'two', 'newer'), { name: 'two', version: '2026.11' });
    await call(practice, 'addBundle', { directory: after.directory });
    await inWindow(browser, 'bundles-compare', async ({ page }) => {
      await openBundles(page, after.directory);
      await button(page, 'Compare…').click();
      const dialog = page.getByRole('dialog', { name: 'Compare two bundles' });
      await dialog.getByText('11 parts more').waitFor();
      await dialog.getByText(`${before.manifest.parts.length} parts have changed`).waitFor();
      await button(dialog, 'Close').click();
      await button(page, 'Import to this laptop').click();
      await button(page, 'Show the imported one').click({ timeout: patient.timeout });
      await shown(page).getByText(importedOf(after)).waitFor();
      await button(page, 'Remove…').click();
      const asked = page.getByRole('dialog', { name: 'Remove two 2026.11 from this laptop?' });
      await asked.getByText('It frees 50 kB.').waitFor();
      await button(asked, 'Remove it').click();
      await asked.waitFor({ state: 'detached' });
      await link(page, /two 2026\.11/)
        .first()
        .waitFor();
    });
    expect(readdirSync(join(practice.directory, 'bundles'))).not.toContain('two-2026.11');
  });
});

describe('the wizard', () => {
  it('imports first, and takes Kubernetes, its pod network, add-ons and the blades’ processors from the bundle', async () => {
    const bundle = await added('cluster');
    const path = keepPlan(practice, 'cluster.yaml', planOf(3, { name: 'cluster', bundle: 'cluster' }));
    await inWindow(browser, 'bundles-wizard', async ({ page }) => {
      await page.goto(addressOf(practice.url, 'wizard/bundle', path));
      await button(page, 'Import to this laptop').click();
      await page.getByText('The bundle is on this laptop.').waitFor(patient);
      await expect.poll(() => page.getByRole('radio', { name: /^cluster/, checked: true }).count(), soon).toBe(1);
      await page.getByRole('switch', { name: 'Bring up Kubernetes' }).check({ force: true });
      await page.getByRole('combobox', { name: 'Version' }).selectOption({ label: '1.36.4 and no other' });
      await page.getByRole('checkbox', { name: 'metrics-server' }).check();
      await page.getByRole('combobox', { name: 'How flannel carries pods' }).selectOption({ label: 'by routes (host-gw)' });
      await page.getByRole('combobox', { name: 'Keys of the cluster' }).selectOption({ label: 'ECDSA, P-256' });
      await page.getByRole('switch', { name: 'Encrypt Secrets in etcd' }).check({ force: true });
      await page.getByRole('combobox', { name: 'Processors of the blades' }).selectOption({ label: 'arm64' });
      await page
        .getByText(/kube-scheduler/)
        .first()
        .waitFor();
      await expect
        .poll(() => planAt(path), soon)
        .toMatchObject({
          arch: 'arm64',
          kubernetes: {
            version: '1.36.4',
            addons: ['metrics-server'],
            flannel: { backend: 'host-gw' },
            keyAlgorithm: 'ECDSA-P256',
            encryptSecrets: true,
          },
        });
    });
    expect(readdirSync(importedOf(bundle))).toContain('manifest.json');
  });

  /** The practice bundle once more, but signed by nobody. */
  async function unsigned(): Promise<string> {
    const from = practiceBundle(practice);
    const { name: _, parts, apiVersion: __, ...head } = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8'));
    const writer = bundleWriter(join(directory, 'unsigned'));
    for (const { size: ___, sha256, ...part } of parts) await writer.addFile(part, join(from, 'blobs/sha256', sha256));
    writer.finish({ ...head, name: 'unsigned' });
    return join(directory, 'unsigned');
  }

  it('serves from a bundle that nobody signed only after somebody accepted it, which is written down', async () => {
    await call(practice, 'addBundle', { directory: await unsigned() });
    const path = keepPlan(practice, 'unsigned.yaml', planOf(3, { name: 'unsigned', bundle: 'unsigned' }));
    await inWindow(browser, 'bundles-accept', async ({ page }) => {
      await page.goto(addressOf(practice.url, 'wizard/arm', path));
      const start = button(page, 'Start the services');
      await page.getByText('Nobody signed the bundle.').waitFor();
      expect(await start.isDisabled()).toBe(true);
      await page.getByRole('checkbox', { name: /^I know where unsigned simulated comes from/ }).check();
      await page.getByText('The bundle is accepted for this run.').waitFor();
      await start.click();
      await page.getByRole('checkbox', { name: 'Mark every slot that is shown' }).waitFor();
    });
    const { entries } = await call(practice, 'events', {});
    expect(entries.filter(({ type }) => type === 'bundle-accepted')).toHaveLength(1);
    await expect(call(practice, 'removeBundle', { directory: join(directory, 'unsigned') })).rejects.toThrow(/bundle-not-imported/);
    await call(practice, 'stopRun', {});
  });
});
