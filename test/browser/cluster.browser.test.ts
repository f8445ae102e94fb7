// The cluster on the page, in a real browser: from the first node to the seal, in both languages and lights, on the smallest screens, by mouse and keyboard.

import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../services/domain/problem.ts';
import { brokenRules, inWindow, openBrowser, picture, tooWide, unreadable } from './browser.ts';
import { smallest } from './chromium.ts';
import { type ClusterScreen, clusterScreens, wanting } from './cluster-screens.ts';
import { type ClusterStage, openClusterStage } from './cluster-stage.ts';
import { addonsUp, allReady, finished, handed, installed, joining, outcome, proved, seen, tested, today } from './cluster-story.ts';
import { englishLeft } from './english-left.ts';
import { keyboard } from './keyboard.ts';
import { addressOf } from './plans.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const stages: ClusterStage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});

/** The stage after this story, now; it is taken away after the test. */
async function staged({ story, plan, simulated }: Pick<ClusterScreen, 'story' | 'plan' | 'simulated'>): Promise<ClusterStage> {
  const stage = await openClusterStage(plan, simulated);
  stages.push(stage);
  for (const part of story) part(stage);
  today(stage);
  return stage;
}

/** A laptop of ten years ago, and a tablet on the crash cart. */
const narrow = { width: 1024, height: 600 };
const languages = ['en', 'zh-CN'] as const;
/** Names, and what kubeadm, kubelets and addresses say of themselves. */
const names = [
  /^(Rackstrap|English|Enter|Kubernetes)$/,
  /kubeadm certs renew all/,
  /：error execution phase/,
  /：container runtime/,
  /：connect ECONN/,
  /Kubelet stopped/,
];

async function lookAt(page: Page, { name, at, open }: ClusterScreen, url: string, language: (typeof languages)[number]): Promise<string[]> {
  await page.goto(addressOf(url, at));
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await open?.(page);
  const faults = [...(await brokenRules(page)), ...(await tooWide(page))];
  if (language === 'zh-CN') faults.push(...(await englishLeft(page, names)).map((text) => `English: ${text}`));
  const atNight = await picture(page, `cluster-${name}-${language}`, async () => (language === 'en' ? unreadable(page) : []));
  faults.push(...(atNight ?? []).map((fault) => `at night: ${fault}`));
  await page.setViewportSize(narrow);
  faults.push(...(await tooWide(page)).map((fault) => `narrow: ${fault}`));
  if (language === 'en') await picture(page, `cluster-${name}-narrow`);
  await page.setViewportSize(smallest);
  return faults;
}

describe('every screen of a cluster', () => {
  it.each(clusterScreens)('$name is for everybody', async (screen) => {
    const { url } = await staged(screen);
    for (const locale of languages)
      await inWindow(
        browser,
        `cluster-${screen.name}-${locale}`,
        async ({ page }) => expect(await lookAt(page, screen, url, locale)).toEqual([]),
        { locale, reducedMotion: 'reduce' },
      );
  });
});

const soon = { timeout: 20_000, interval: 50 };
const refused = { expected: [/409/] };
const button = (at: Page | Locator, name: string | RegExp) => at.getByRole('button', { name, exact: typeof name === 'string' });
const steps = (page: Page) => page.getByRole('navigation', { name: 'Steps of the cluster' });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true, level: 2 });
const check = (page: Page, name: string) => page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });

/** The page at this place of a cluster with this story. */
async function at(place: string, story: ClusterScreen['story'], work: (page: Page, stage: ClusterStage) => Promise<void>, options = {}) {
  const stage = await staged({ story });
  const name = `cluster-${expect.getState().currentTestName!.replaceAll(/\W+/g, '-').slice(-60)}`;
  await inWindow(
    browser,
    name,
    async ({ page }) => {
      await page.goto(addressOf(stage.url, place));
      await work(page, stage);
    },
    options,
  );
}

describe('the cluster’s page', () => {
  it('follows what happens by itself, step by step', async () => {
    await at('cluster', [], async (page, stage) => {
      await page.getByText('The first control-plane blade begins the cluster by itself').waitFor();
      installed(stage);
      stage.happened({ type: 'cluster-step', slot: 'c1/1', verb: 'init', step: 'running', attempt: 1 });
      await steps(page).getByText('is being begun').waitFor();
      stage.happened({ type: 'cluster-answered', server: 'https://10.20.30.40:6443', version: 'v1.37.1' });
      await heading(page, 'Nodes').waitFor();
      stage.happened(...stage.slots.map((slot) => seen(slot)));
      await heading(page, 'Add-ons').waitFor();
      addonsUp(stage);
      await heading(page, 'Acceptance test').waitFor();
      tested(stage, 3);
      await page.getByText('First test').waitFor();
      await steps(page).getByText('3 of 11 passed').waitFor();
      stage.happened({ type: 'cluster-silent', reason: 'no route' });
      await page.getByText('The API of the cluster does not answer').waitFor();
      await page.getByText('Why: no route').waitFor();
    });
  });

  it('stands at the same step after a reload, and each step has an address', async () => {
    await at('cluster', [finished], async (page) => {
      await steps(page)
        .getByRole('link', { name: /^Unplug test/ })
        .click();
      await heading(page, 'Unplug test').waitFor();
      await page.reload();
      await heading(page, 'Unplug test').waitFor();
      expect(new URL(page.url()).hash).toBe('#/cluster/unplug');
    });
  });

  it('is not among the pages where the plan has no cluster', async () => {
    const { plan } = clusterScreens.find(({ name }) => name === 'none')!;
    const { url } = await staged({ story: [], plan: plan! });
    await inWindow(browser, 'cluster-nowhere', async ({ page }) => {
      await page.goto(addressOf(url, 'rack'));
      await page.getByRole('heading', { level: 1 }).waitFor();
      const pages = page.getByRole('navigation', { name: 'Pages' });
      await pages.getByRole('link', { name: 'Rack' }).waitFor();
      expect(await pages.getByRole('link', { name: 'Cluster' }).count()).toBe(0);
    });
  });

  it('leads from the rack to the cluster, and from a node to its blade', async () => {
    await at('rack', [joining], async (page) => {
      const line = page.getByRole('region', { name: 'Cluster', exact: true });
      await line.getByText('1 of 6 ready').waitFor();
      await button(line, 'Open').click();
      await page
        .getByRole('row', { name: /^c1\/2 / })
        .getByRole('link', { name: 'c1/2' })
        .click();
      const panel = page.getByRole('complementary', { name: 'Blade c1/2' });
      await panel.getByText(/^kubeadm join on it failed 2 times/).waitFor();
      await panel.getByRole('tab', { name: 'Node' }).click();
      await panel.getByText(/^kubeadm join failed and is tried again/).waitFor();
    });
  });
});

describe('the acceptance test', () => {
  it('is asked for whole without cutting power, and one check of it alone', async () => {
    const story: ClusterScreen['story'] = [allReady, addonsUp, (stage) => tested(stage, undefined, 'clocks')];
    await at('cluster', story, async (page, { asked, happened }) => {
      await check(page, 'Clocks').getByText('Look at the blade’s console').waitFor();
      await button(page, 'Only this again: Clocks').click();
      await check(page, 'Clocks').getByText('its turn comes').waitFor();
      expect(await button(page, 'Test it again').isDisabled()).toBe(true);
      happened(outcome('clocks'), { type: 'acceptance-ended', passed: true });
      await page.getByText('The cluster passed: 11 of 11 checks.').waitFor();
      await button(page, 'Test it again').click();
      await expect.poll(() => asked.length, soon).toBe(2);
      expect(asked[0]).toEqual({ name: 'testCluster', input: { checks: ['clocks'] } });
      expect((asked[1]!.input as { checks: string[] }).checks).not.toContain('vip');
    });
  });

  it('that is refused says why beside its button', async () => {
    await at(
      'cluster/acceptance',
      [finished],
      async (page, { refuse }) => {
        refuse('testCluster', problem('cluster-test-running'));
        await button(page, 'Test it again').click();
        await page.getByText('A test of this cluster is running already.').waitFor();
        await button(page, 'Understood').click();
        await page.getByText('A test of this cluster is running already.').waitFor({ state: 'detached' });
      },
      refused,
    );
  });

  it('cuts the leader’s power only for somebody who says that they are there; then which blade cannot be missed', async () => {
    await at('cluster/acceptance', [finished], async (page, stage) => {
      const hands = keyboard(page);
      await hands.press(button(page, 'Cut the leader’s power…'));
      const dialog = page.getByRole('dialog');
      const begin = button(dialog, 'Begin; tell me which blade');
      expect(await begin.isDisabled()).toBe(true);
      await hands.tick(dialog.getByRole('checkbox'));
      await hands.press(begin);
      await dialog.waitFor({ state: 'detached' });
      expect(stage.asked).toEqual([{ name: 'testCluster', input: { checks: ['vip'] } }]);
      stage.happened({ type: 'check-started', check: 'vip' }, { type: 'hands-wanted', slot: 'c1/9', hands: 'cut-power' });
      const wanted = page.getByRole('region', { name: 'Cut the power of c1/9 now' });
      await wanted.getByRole('alert').getByText('Only this one: c1-9').waitFor();
      await wanted.getByRole('figure', { name: 'Where c1/9 is in the rack' }).waitFor();
      await page.getByRole('link', { name: 'Plans', exact: true }).click();
      await page.getByRole('alert').getByText('Cut the power of c1/9 now').waitFor();
      stage.happened({ type: 'hands-wanted', slot: 'c1/9', hands: 'switch-on' });
      await page.getByRole('alert').getByText('Switch c1/9 on again').waitFor();
      await button(page, 'Show where it is').click();
      await page.getByRole('region', { name: 'Switch c1/9 on again' }).waitFor();
      stage.happened({ type: 'hands-done', slot: 'c1/9' });
      await page.getByRole('region', { name: 'Switch c1/9 on again' }).waitFor({ state: 'detached' });
    });
  });

  it('does not cut the power of a leader without whom nothing could be changed', async () => {
    const sick: ClusterScreen['story'] = [
      finished,
      ({ happened }) =>
        happened({
          type: 'etcd-seen',
          members: ['c1-1', 'c1-9', 'c2-1'].map((name, index) => ({ name, healthy: index > 0, voter: true })),
        }),
    ];
    await at('cluster/acceptance', sick, async (page) => {
      await button(page, 'Cut the leader’s power…').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('2 etcd members are healthy').waitFor();
      expect(await dialog.getByRole('checkbox').isDisabled()).toBe(true);
    });
  });
});

describe('the hand-over', () => {
  it('goes where somebody wants it, says why it cannot, and what was written', async () => {
    await at(
      'cluster',
      [finished],
      async (page, stage) => {
        const hands = keyboard(page);
        stage.refuse('handOver', problem('handover-unwritable', { file: '/full/kubeconfig', reason: 'no space left on device' }));
        await hands.write(page.getByRole('textbox', { name: 'Directory' }), '/full');
        const days = page.getByRole('textbox', { name: 'Days until the administrator’s certificate ends' });
        await hands.write(days, '0');
        await page.getByText('A whole number from 1 to 3650.').waitFor();
        expect(await button(page, 'Hand over').isDisabled()).toBe(true);
        await hands.write(days, '90');
        await hands.press(button(page, 'Hand over'));
        await page.getByText('/full/kubeconfig cannot be written: no space left on device.').waitFor();
        await hands.write(page.getByRole('textbox', { name: 'Directory' }), '/media/stick/hall-7');
        await hands.press(button(page, 'Hand over'));
        await page.getByRole('heading', { name: /Handed over at/ }).waitFor();
        await page.getByText('kubeconfig', { exact: true }).waitFor();
        expect(stage.asked.at(-1)!.input).toEqual({ directory: '/media/stick/hall-7', adminDays: 90, language: 'en' });
      },
      refused,
    );
  });
});

describe('the unplug test', () => {
  it('says before which nodes restart and what falls silent, and then how it goes', async () => {
    await at('cluster', [finished, handed], async (page, stage) => {
      await button(page, 'Begin the unplug test…').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('One node of each role restarts, c2/2, c2/1, and has to come back by itself.').waitFor();
      await button(dialog, 'Begin the unplug test').click();
      await page.getByText('This laptop has been silent for').waitFor();
      expect(stage.asked).toEqual([{ name: 'unplugTest', input: {} }]);
      stage.happened({ type: 'unplug-ended', passed: true, traces: [] });
      await page.getByText('The cluster stands without this laptop.').waitFor();
      await page.getByText('No file on the nodes names this laptop.').waitFor();
    });
  });
});

describe('the seal', () => {
  const whole: ClusterScreen['story'] = [finished, handed, proved];

  it('is put with one answer when nothing is missing', async () => {
    await at('cluster', whole, async (page, stage) => {
      const hands = keyboard(page);
      await hands.press(button(page, 'Seal the cluster…'));
      const dialog = page.getByRole('dialog', { name: 'Seal hall-7?' });
      await dialog.getByText('This cannot be taken back.').waitFor();
      expect(await dialog.getByRole('checkbox').count()).toBe(0);
      await hands.press(button(dialog, 'Seal it'));
      await page.getByText(/^The secrets are off this laptop/).waitFor();
      expect(stage.asked).toEqual([{ name: 'seal', input: { incomplete: false } }]);
      await page.getByRole('link', { name: 'Rack', exact: true }).click();
      await page.getByRole('button', { name: /^c1\/ ?1 .*Sealed/ }).click();
      expect(await button(page, /^(Retry|Install again…|Leave out)$/).count(), 'nothing is installed any more').toBe(0);
    });
  });

  it('with anything missing needs somebody who says that it is known', async () => {
    await at('cluster/seal', [finished], async (page, stage) => {
      await button(page, 'Go there: Key and report are handed over').waitFor();
      await button(page, 'Seal the cluster…').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Nothing was handed over').waitFor();
      expect(await button(dialog, 'Seal it').isDisabled()).toBe(true);
      await dialog.getByRole('checkbox').check();
      await button(dialog, 'Seal it').click();
      await page.getByText(/^The secrets are off this laptop/).waitFor();
      expect(stage.asked).toEqual([{ name: 'seal', input: { incomplete: true } }]);
    });
  });

  it('that the appliance refuses asks for the same', async () => {
    await at(
      'cluster',
      whole,
      async (page, stage) => {
        stage.refuse('seal', problem('seal-incomplete'));
        await button(page, 'Seal the cluster…').click();
        const dialog = page.getByRole('dialog');
        await button(dialog, 'Seal it').click();
        await dialog.getByText('Not everything is done.').waitFor();
        await dialog.getByRole('checkbox').check();
        await button(dialog, 'Seal it').click();
        await dialog.waitFor({ state: 'detached' });
        expect(stage.asked.map(({ input }) => input)).toEqual([{ incomplete: false }, { incomplete: true }]);
      },
      refused,
    );
  });
});

describe('a node', () => {
  it('that etcd cannot do without is not taken out, and what to do is told', async () => {
    await at(
      'rack/c1/9',
      [finished],
      async (page, { refuse }) => {
        refuse('removeNode', problem('quorum-at-risk', { slot: 'c1/9', healthy: 1, members: 2, quorum: 2 }));
        await button(page, 'Take out…').click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText('etcd has 3 healthy members of 3, and needs 2. Without this blade it has 2 members.').waitFor();
        await button(dialog, 'Take it out').click();
        await dialog.getByText('Bring the other control-plane blades back first.').waitFor();
        await button(dialog, 'Cancel').click();
        await dialog.waitFor({ state: 'detached' });
      },
      refused,
    );
  });

  it('that is to be installed again leaves the cluster first, and is armed then', async () => {
    await at('rack/c1/3', [finished], async (page, { asked }) => {
      const hands = keyboard(page);
      await hands.press(button(page, 'Install again…'));
      await hands.press(button(page.getByRole('dialog', { name: 'Install again' }), 'Take it out'));
      await page.getByRole('dialog', { name: 'Retry' }).waitFor();
      expect(asked).toEqual([{ name: 'removeNode', input: { slot: 'c1/3', why: 'reinstall' } }]);
    });
  });

  it('hands are wanted for is marked in the rack', async () => {
    await at('rack', [finished, today, wanting('switch-on')], async (page) => {
      await page.getByRole('button', { name: /^c1\/ ?9 .*Switch on/ }).waitFor();
      await page.getByRole('alert').getByText('Switch c1/9 on again').waitFor();
    });
  });
});
