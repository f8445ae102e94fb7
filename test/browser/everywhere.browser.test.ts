// Every page and every step, in both languages, light and dark: usable by everybody, nothing left out of sight, nothing left in English, and kept as a picture.

import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { brokenRules, inWindow, openBrowser, picture, tooWide, unreadable } from './browser.ts';
import { damage, siteBundle } from './bundles.ts';
import { call, practiceBundle } from './calls.ts';
import { englishLeft } from './english-left.ts';
import { addressOf, keepPlan, planOf } from './plans.ts';
import { openPractice, type Practice } from './practice.ts';

let site: string;
let unsigned: string;
let cluster: string;

let practice: Practice;
let browser: Browser;
let plan: string;
let broken: string;
let wrong: string;

const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEYmmCT9OuuzRvoTXDAcZHDnvGDDk3i9kZBdhaW8uU tech@rack';
const blades = 20;

/** A signed bundle with everything in it, and one that nobody signed and that lacks a part. */
async function carryBundles(): Promise<void> {
  const [one, other] = [join(practice.directory, 'stick', 'site-7'), join(practice.directory, 'stick', 'unsigned')];
  await siteBundle(one);
  damage(await siteBundle(other, { name: 'unsigned', version: '2026.10', isSigned: false }), 'bin/amd64/kubelet', 'short');
  for (const directory of [one, other]) await call(practice, 'addBundle', { directory });
  [site, unsigned] = [one, other];
  cluster = keepPlan(
    practice,
    'cluster.yaml',
    planOf(4, { name: 'cluster', bundle: 'site-7', kubernetes: { addons: ['metrics-server'] } }),
  );
}

/** A rack that is half way: blades that are up, one that is held, some that were never switched on. */
async function halfWay(): Promise<void> {
  plan = keepPlan(practice, 'rack-7.yaml', planOf(blades, { name: 'rack-7', access: { sshKeys: [sshKey], autologin: true } }));
  broken = keepPlan(practice, 'broken.yaml', 'apiVersion: rackstrap/v1\nname: [broken\n');
  wrong = keepPlan(
    practice,
    'wrong.yaml',
    planOf(4, { name: 'wrong', architecture: 'production', network: { subnet: '10.0.0.0/24', laptop: '10.0.1.1' } }),
  );
  await call(practice, 'startRun', { path: plan, bundle: practiceBundle(practice) });
  const slots = Array.from({ length: 8 }, (_, index) => `c1/${index + 1}`);
  await call(practice, 'arm', { slots, consentWipe: [] });
  await call(practice, 'power', { slots: slots.slice(0, 6), on: true });
  const upAndHeld = async () => {
    const { blades: all } = await call(practice, 'status', {});
    const isUp = (slot: string) => all.find((blade) => blade.slot === slot)?.stage === 'booted';
    return ['c1/1', 'c1/2', 'c1/3', 'c1/5', 'c1/6'].every(isUp) && all.find(({ slot }) => slot === 'c1/4')?.problem !== undefined;
  };
  await vi.waitUntil(upAndHeld, { timeout: 120_000, interval: 500 });
}

beforeAll(async () => {
  [practice, browser] = await Promise.all([openPractice(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await practice?.close();
});

/** A screen by its address; `open` is what is pressed there, in the order of the page, by role and number: names differ with the language. */
interface Screen {
  readonly name: string;
  readonly at: () => string;
  readonly open?: (page: Page) => Promise<void>;
}

const step = (name: string, part = name): Screen => ({ name: `wizard-${name}`, at: () => addressOf(practice.url, `wizard/${part}`, plan) });
const tab = (number: number) => (page: Page) => page.getByRole('tab').nth(number).click();
/** Presses a button that asks something. */
const asking = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).click();
  await page.getByRole('dialog').waitFor();
};
const review = (view: string): Screen => step(`review-${view}`, `review/${view}`);

const screens: readonly Screen[] = [
  { name: 'plans', at: () => addressOf(practice.url, 'plans') },
  {
    name: 'plans-new',
    at: () => addressOf(practice.url, 'plans'),
    open: async (page) => {
      await page.getByRole('grid').waitFor();
      await page.getByRole('button', { name: /^(New plan|新建计划)$/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'bundles', at: () => addressOf(practice.url, `bundles/${site}`) },
  { name: 'bundles-unsigned', at: () => addressOf(practice.url, `bundles/${unsigned}`) },
  {
    name: 'bundles-contents',
    at: () => addressOf(practice.url, `bundles/${site}`),
    async open(page) {
      await page.getByRole('button', { name: /^(Disk images|磁盘镜像)$/ }).click();
      await page.getByText('flatcar_production_image.bin.bz2').first().scrollIntoViewIfNeeded();
    },
  },
  { name: 'bundles-licences', at: () => addressOf(practice.url, `bundles/${site}`), open: tab(1) },
  { name: 'bundles-trust', at: () => addressOf(practice.url, `bundles/${site}`), open: asking(/^(The words are the same…|单词一致……)$/) },
  { name: 'bundles-compare', at: () => addressOf(practice.url, `bundles/${site}`), open: asking(/^(Compare…|比较……)$/) },
  { name: 'bundles-keys', at: () => addressOf(practice.url, 'bundles'), open: asking(/^(Trusted keys…|受信任的密钥……)$/) },
  { name: 'bundles-choose', at: () => addressOf(practice.url, 'bundles'), open: asking(/^(From a directory…|从目录选择……)$/) },
  { name: 'wizard-bundle-cluster', at: () => addressOf(practice.url, 'wizard/bundle', cluster) },
  { name: 'wizard-arm-untrusted', at: () => addressOf(practice.url, 'wizard/arm', cluster) },
  ...['site', 'bundle', 'architecture', 'network', 'slots', 'access'].map((name) => step(name)),
  { ...step('slots-wire', 'slots'), open: tab(1) },
  { ...step('slots-chassis', 'slots'), open: tab(2) },
  {
    ...step('slots-help', 'slots'),
    open: (page) => page.getByRole('button', { name: /^(Keys|按键)$/ }).click(),
  },
  {
    ...step('slots-fill', 'slots'),
    open: async (page) => {
      await page
        .getByRole('button', { name: /^(Fill down…|向下填充…)$/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    ...step('slots-import', 'slots'),
    open: async (page) => {
      await page.getByRole('button', { name: /^(Import a list…|导入列表…)$/ }).click();
      await page.getByRole('dialog').getByRole('textbox').last().fill('slot,mac\nc1/1,d0-00-67-13-00-77\nc9/9,d0:00:67:13:00:78\nc1/3,zz');
      await page.getByRole('dialog').getByRole('grid').last().waitFor();
    },
  },
  ...['problems', 'summary', 'documents', 'firewall', 'file'].map(review),
  { name: 'wizard-review-wrong', at: () => addressOf(practice.url, 'wizard/review', wrong) },
  { name: 'wizard-network-wrong', at: () => addressOf(practice.url, 'wizard/network', wrong) },
  { name: 'wizard-broken', at: () => addressOf(practice.url, 'wizard', broken) },
  step('arm'),
  { name: 'rack', at: () => addressOf(practice.url, 'rack', plan) },
  { name: 'rack-held', at: () => addressOf(practice.url, 'rack/c1/4', plan) },
  { name: 'rack-machine', at: () => addressOf(practice.url, 'rack/c1/1', plan), open: tab(1) },
  { name: 'rack-documents', at: () => addressOf(practice.url, 'rack/c1/1', plan), open: tab(2) },
  { name: 'rack-log', at: () => addressOf(practice.url, 'rack/c1/1', plan), open: tab(3) },
  {
    name: 'rack-list',
    at: () => addressOf(practice.url, 'rack', plan),
    open: async (page) => {
      await page.getByRole('button', { name: /^(List|列表)$/ }).click();
      await page.getByRole('grid').or(page.getByRole('table')).first().waitFor();
    },
  },
  { name: 'wall', at: () => addressOf(practice.url, 'wall', plan) },
];

/** The same in every language: names, what virtual machines say of themselves, and what the YAML library says of a text. */
const names = [/^(Rackstrap|English|Enter|Kubernetes)$/, /Rackstrap simulated blade/, /Simulated disk/, /YAML：/];

const languages = ['en', 'zh-CN'] as const;

async function lookAt(page: Page, { name, at, open }: Screen, language: (typeof languages)[number]): Promise<string[]> {
  await page.goto('about:blank');
  await page.goto(at());
  await page
    .getByRole('main')
    .or(page.getByRole('heading', { level: 1 }))
    .first()
    .waitFor();
  await open?.(page);
  await page.waitForLoadState('networkidle').catch(() => {});
  const faults = [...(await brokenRules(page)), ...(await tooWide(page))];
  if (language === 'zh-CN') faults.push(...(await englishLeft(page, names)).map((text) => `English: ${text}`));
  const atNight = await picture(page, `${name}-${language}`, async () => (language === 'en' ? unreadable(page) : []));
  faults.push(...(atNight ?? []).map((fault) => `at night: ${fault}`));
  return faults.map((fault) => `${name}: ${fault}`);
}

describe('every screen before there is a plan', () => {
  it.concurrent.each(languages)('is for everybody in %s', async (locale) => {
    await inWindow(
      browser,
      `newcomer-${locale}`,
      async ({ page }) => {
        const at = (place: string) => () => addressOf(practice.url, place);
        const faults: string[] = [];
        for (const [name, place] of [
          ['newcomer', 'plans'],
          ['wizard-none', 'wizard'],
          ['rack-none', 'rack'],
        ] as const)
          faults.push(...(await lookAt(page, { name, at: at(place) }, locale)));
        expect(faults).toEqual([]);
      },
      { locale, reducedMotion: 'reduce' },
    );
  });
});

describe('every screen of a rack that is half way', () => {
  beforeAll(async () => {
    await carryBundles();
    await halfWay();
  }, 180_000);

  it.concurrent.each(languages)('is for everybody in %s', { timeout: 600_000 }, async (locale) => {
    await inWindow(
      browser,
      `everywhere-${locale}`,
      async ({ page }) => {
        const faults: string[] = [];
        for (const screen of screens) faults.push(...(await lookAt(page, screen, locale)));
        expect(faults).toEqual([]);
      },
      { locale, reducedMotion: 'reduce' },
    );
  });
});
