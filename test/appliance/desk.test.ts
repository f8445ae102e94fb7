// The desk behind the console: started without a plan, runs opened and closed by calls only, and practice from a sighting to a booted rack.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PlanView } from '../../services/contract/index.ts';
import { type ChangesPage, openChanges } from './changes.ts';
import { type Process, rackstrap, startVirtual } from './child.ts';
import { type ConsoleClient, consoleOf } from './console-client.ts';
import { blankBlades, type Site, type SiteOptions, site } from './virtual-site.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Desk {
  readonly child: Process;
  readonly console: ConsoleClient;
  readonly page: ChangesPage;
  /** A call that has to be answered with 200. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the call gives
  ask(name: string, input?: unknown): Promise<any>;
}

async function deskOf(child: Process): Promise<Desk> {
  closers.push(() => {
    child.kill('SIGKILL');
    return child.ended;
  });
  const console = await consoleOf(child);
  const page = await openChanges(console);
  await page.until('the whole state', () => page.rack().length > 0 && page.site() !== undefined);
  const ask: Desk['ask'] = async (name, input) => {
    const { status, body } = await console.call(name, input);
    expect({ name, status, body }).toMatchObject({ status: 200 });
    return body;
  };
  return { child, console, page, ask };
}

/** On the wire of a virtual site, without a plan. */
async function withoutPlan(options: SiteOptions = {}): Promise<Desk & { readonly here: Site; readonly run: object }> {
  const here = await site({ blades: blankBlades(2), ...options });
  const desk = await deskOf(startVirtual({ words: ['serve', '--state', here.state], wire: here.wire.appliance }));
  return { ...desk, here, run: { path: here.planFile, bundle: here.bundle } };
}
const runOf = ({ page }: Desk) => page.rack().at(-1)?.run ?? undefined;
const codes = (problems: readonly { readonly code: string }[] = []) => problems.map(({ code }) => code);

describe('a desk that was started without a plan', { timeout: 120_000 }, () => {
  it('has no run until one is started, and then its services', async () => {
    const desk = await withoutPlan();
    const { console, page, ask, here, run } = desk;
    expect(page.rack()[0]).toMatchObject({ run: null, whole: true, blades: [] });
    for (const name of ['status', 'stopRun', 'pause', 'throughput'])
      expect(await console.call(name)).toMatchObject({ status: 409, body: { problems: [{ code: 'run-none' }] } });
    await ask('startRun', run);
    await page.until('the run', () => runOf(desk) !== undefined);
    expect(runOf(desk)).toMatchObject({
      plan: 'demo',
      run: 'demo-1',
      path: here.planFile,
      bundle: here.bundle,
      simulated: true,
      chassis: [{ name: 'c1' }],
    });
    expect(await console.call('startRun', run)).toMatchObject({ status: 409, body: { problems: [{ code: 'run-open' }] } });
    expect(await console.call('listen', { device: 'lo' })).toMatchObject({ status: 409, body: { problems: [{ code: 'run-open' }] } });
    await ask('arm', { slots: here.slots });
    here.powerOn(...here.slots);
    await page.until('the rack to be home', () => runOf(desk)?.forecast.done === 2);
    expect([...page.blades().values()].every(({ stage, bytes }) => stage === 'booted' && bytes > 3e6)).toBe(true);
    const sent = page.rack().flatMap(({ rates }) => rates.map(({ bytesPerSecond }) => bytesPerSecond));
    expect(Math.max(...sent)).toBeGreaterThan(0);
    const { samples } = await ask('throughput');
    expect(samples.length).toBeGreaterThan(0);
  });

  it('goes on with a run that was stopped, with the same journal', async () => {
    const desk = await withoutPlan();
    const { page, ask, run } = desk;
    await ask('startRun', run);
    await ask('arm', { slots: ['c1/2'] });
    await ask('stopRun');
    await page.until('the end of the run', () => page.rack().at(-1)?.run === null);
    await ask('startRun', run);
    await page.until('the run again', () => page.blades().size === 2);
    expect(page.rack().findLast(({ whole }) => whole)).toMatchObject({ run: { run: 'demo-1' } });
    expect(page.blades().get('c1/2')).toMatchObject({ permission: 'armed', arming: 1 });
    const { entries } = await ask('events', {});
    expect(entries.map(({ type }: { type: string }) => type)).toEqual([
      'run-opened',
      'bundle-trusted',
      'appliance-started',
      'armed',
      'appliance-stopped',
      'appliance-started',
    ]);
  });

  it('says which port is taken, keeps nothing open, and lives on', async () => {
    const { console, ask, here, run } = await withoutPlan();
    const holder = createSocket('udp4').bind(here.wire.appliance.ports.tftp, '127.20.30.242');
    await once(holder, 'listening');
    for (let times = 0; times < 2; times += 1) {
      const { status, body } = await console.call('startRun', run);
      expect({ status, codes: codes(body.problems) }).toEqual({ status: 409, codes: ['port-busy'] });
    }
    expect(await console.call('status')).toMatchObject({ status: 409 });
    holder.close();
    await once(holder, 'close');
    await ask('startRun', run);
    await ask('status');
  });

  it('says all that is wrong with plan and bundle', async () => {
    const { console, here } = await withoutPlan({ plan: (plan) => Object.assign(plan.network, { laptop: 'nonsense' }) });
    const { status, body } = await console.call('startRun', { path: here.planFile, bundle: join(here.directory, 'nothing') });
    expect(status).toBe(409);
    expect(codes(body.problems)).toContain('bundle-unreadable');
    expect(body.problems.map(({ where }: { where?: string }) => where)).toContain('network.laptop');
    expect(await console.call('startRun', { path: here.state, bundle: here.bundle })).toMatchObject({ status: 409 });
  });

  it('says when the plan file has become another than the run’s', async () => {
    const desk = await withoutPlan();
    const { page, ask, here, run } = desk;
    await ask('openPlan', { path: here.planFile });
    await ask('startRun', run);
    appendFileSync(here.planFile, '# a comment\n');
    await page.until('the warning', () => codes(runOf(desk)?.problems).includes('plan-changed-since-start'));
    await page.until('the change', () =>
      page.messages.some(({ event, data }) => event === 'plan' && data.path === here.planFile && data.outside),
    );
  });

  it('ends its run when it is stopped', async () => {
    const { child, ask, here, run } = await withoutPlan();
    await ask('startRun', run);
    child.kill('SIGTERM');
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(here.journal().at(-1)).toMatchObject({ type: 'appliance-stopped' });
  });
});

describe('practice', { timeout: 180_000 }, () => {
  async function practice(): Promise<Desk> {
    const state = mkdtempSync(join(tmpdir(), 'desk-practice-'));
    closers.push(() => rmSync(state, { recursive: true, force: true }));
    return deskOf(rackstrap('serve', '--virtual-rack', '--blades', '3', '--state', state));
  }

  /** A plan with the machines that were heard, each dropped on a slot. */
  async function planned({ ask }: Desk, macs: readonly string[]): Promise<PlanView> {
    const { path, sha256 } = await ask('newPlan', { name: 'practice', architecture: 'development', virtual: true });
    const edits = [
      { where: 'bundle', value: 'practice' },
      { where: 'chassis', value: [{ name: 'c1', slots: 4, firstIp: '127.20.0.1' }] },
      {
        where: 'blades',
        value: macs.map((mac, index) => ({ slot: `c1/${index + 1}`, macs: [mac], role: index === 0 ? 'control-plane' : 'worker' })),
      },
    ];
    return ask('editPlan', { path, sha256, edits });
  }

  it('goes from sightings to a rack that is home, by calls only', async () => {
    const desk = await practice();
    const { console, page, ask } = desk;
    expect(page.site()!.adapters).toMatchObject([
      { name: 'virtual', virtual: true, link: 'up', addresses: [{ address: '127.20.30.242', prefixLength: 16 }] },
    ]);
    const { bundles } = await ask('bundles');
    expect(bundles).toMatchObject([{ name: 'practice', simulated: true, problems: [] }]);

    await ask('listen', { device: 'virtual' });
    await page.until('three sightings', () => page.site()?.sightings.length === 3);
    expect(page.site()).toMatchObject({ listening: 'virtual', servers: [] });
    const view = await planned(
      desk,
      page.site()!.sightings.map(({ mac }) => mac),
    );
    expect(view.problems.filter(({ level }) => level === 'error')).toEqual([]);

    await ask('startRun', { path: view.path, bundle: bundles[0].directory });
    await page.until('the run', () => page.blades().size === 3);
    expect(page.site()).not.toHaveProperty('listening');
    const slots = [...page.blades().keys()];
    expect(await console.call('power', { slots: ['c1/9'], on: true })).toMatchObject({
      status: 409,
      body: { problems: [{ code: 'slot-unknown' }] },
    });
    await ask('arm', { slots, consentWipe: slots });
    await ask('power', { slots, on: true });
    await page.until('the rack to be home', () => [...page.blades().values()].every(({ stage }) => stage === 'booted'));
    const { inventory, documents } = await ask('blade', { slot: 'c1/1' });
    expect(inventory.disks).toMatchObject([{ serial: 'SIM00001' }]);
    expect(documents.length).toBeGreaterThan(0);

    // Off and on again: each comes back from its own disk.
    await ask('power', { slots, on: false });
    await ask('power', { slots, on: true });
    await ask('stopRun');
    await page.until('the end', () => page.rack().at(-1)?.run === null);
    await ask('startRun', { path: view.path, bundle: bundles[0].directory });
    await page.until('the run again', () => page.blades().size === 3);
    expect([...page.blades().values()].map(({ stage }) => stage)).toEqual(['booted', 'booted', 'booted']);
  });
});
