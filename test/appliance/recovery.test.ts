// An appliance that is killed in the middle of an install goes on by itself at the next start, and no disk is written twice.

import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../services/simulator/random.ts';
import type { Mishap } from './child.ts';
import { isListening, type Site, site } from './virtual-site.ts';

/** More starts than any of these stories needs. */
const mostLives = 40;

/** Each life ends as the next of `deaths` says, a blade is switched on in each, and the last life runs to its end. */
async function live(here: Site, deaths: readonly Mishap[]): Promise<void> {
  const off = [...here.slots];
  for (const death of deaths) {
    const child = here.provision(undefined, death);
    await child.line('listening', isListening);
    here.powerOn(...off.splice(0, 1));
    expect(await child.ended, `${JSON.stringify(death)}\n${child.errors()}`).toEqual({ code: null, signal: 'SIGKILL' });
  }
  const last = here.provision(['--consent-wipe', 'all', '--timeout', '90']);
  await last.line('listening', isListening);
  here.powerOn(...off);
  const result = await last.line('a result', ({ type }) => type === 'result');
  expect(result).toMatchObject({ ok: true, problems: [] });
  expect(await last.ended).toEqual({ code: 0, signal: null });
}

function expectWhole(here: Site): void {
  for (const slot of here.slots) expect(here.at(slot), slot).toMatchObject({ running: 'installed system', disks: [{ writes: 1 }] });
  const events = here.journal();
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const permitted = events.filter(({ type }) => type === 'install-permitted');
  expect(permitted.map((event) => 'slot' in event && event.slot).sort()).toEqual([...here.slots].sort());
}

const stories: [name: string, deaths: Mishap[]][] = [
  [
    'while an image is fetched, right after a go, while a disk is written',
    [
      { at: { type: 'transfer-started', kind: 'image' } },
      { at: { type: 'install-permitted' } },
      { at: { type: 'install-progress', step: 'writing' } },
    ],
  ],
  [
    'just after a blade was answered: its inventory, that its disk is written, that it booted',
    [
      { at: { type: 'inventory' }, afterMilliseconds: 5 },
      { at: { type: 'install-done' }, afterMilliseconds: 5 },
      { at: { type: 'booted' }, afterMilliseconds: 5 },
    ],
  ],
  ['as a blade starts anew from its disk', [{ at: { type: 'install-done' } }, { at: { type: 'rebooting' } }, { at: { type: 'booted' } }]],
];

describe('a rack whose appliance is killed', { timeout: 120_000 }, () => {
  it.each(stories)('%s, ends booted', async (_, deaths) => {
    const here = await site();
    await live(here, deaths);
    expectWhole(here);
  });

  it('after any number of events, again and again, ends booted', async () => {
    const here = await site();
    const random = seededRandom(20, 'deaths');
    const child = { lives: 0, done: false };
    while (!child.done && child.lives < mostLives) {
      child.lives += 1;
      const life = here.provision(undefined, { at: {}, times: 20 + Math.floor(random() * 100) });
      await Promise.race([life.line('listening', isListening), life.ended]).catch(() => {});
      here.powerOn(...here.slots);
      child.done = (await life.ended).signal === null;
    }
    expect(child).toMatchObject({ done: true });
    expect(child.lives).toBeGreaterThan(2);
    expectWhole(here);
  });
});
