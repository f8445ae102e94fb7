// From an empty list of plans to blades that are up: what a technician does in the wizard, step by step, with whichever hands.

import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { type Hands, scan, slotOf } from './hands.ts';

export interface Story {
  /** As the card and the question call it. */
  readonly architecture: string;
  readonly name: string;
  /** None for the laptop, whose one machine has its slot already. */
  readonly chassis: number;
  readonly blades: readonly { readonly slot: string; readonly role?: 'Control plane' | 'Worker' }[];
}

export const stories: readonly Story[] = [
  { architecture: 'Laptop', name: 'on-my-desk', chassis: 0, blades: [{ slot: 'laptop/1' }] },
  { architecture: 'Small', name: 'branch-3', chassis: 1, blades: [{ slot: 'c1/1' }, { slot: 'c1/2' }, { slot: 'c1/3' }] },
  {
    architecture: 'Development',
    name: 'dev-4',
    chassis: 1,
    blades: [
      { slot: 'c1/1', role: 'Control plane' },
      { slot: 'c1/2', role: 'Worker' },
      { slot: 'c1/9', role: 'Worker' },
    ],
  },
  {
    architecture: 'Production',
    name: 'prod-5',
    chassis: 2,
    blades: [
      { slot: 'c1/1', role: 'Control plane' },
      { slot: 'c1/2', role: 'Control plane' },
      { slot: 'c1/16', role: 'Control plane' },
      { slot: 'c2/1', role: 'Worker' },
    ],
  },
];

/** Place in the plan of the virtual blade whose disk has data on it. */
const usedDisk = 3;

/** A blade boots in seconds here; a loaded machine needs many of them. */
const untilUp = { timeout: 120_000 };
const soon = { timeout: 20_000, interval: 50 };

const button = ({ page }: Hands, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const field = ({ page }: Hands, name: string | RegExp) => page.getByRole('textbox', { name, exact: typeof name === 'string' });
const heading = ({ page }: Hands, name: string) => page.getByRole('heading', { name, exact: true, level: 1 });

const macOf = (index: number) => `d0:00:67:13:0d:${index.toString(16).padStart(2, '0')}`;
/** Nobody has its private half. */
const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHEYmmCT9OuuzRvoTXDAcZHDnvGDDk3i9kZBdhaW8uU tech@rack';

const isSaved = async ({ page }: Hands) => page.getByText('In the file', { exact: true }).waitFor();

async function next(hands: Hands, to: string): Promise<void> {
  await isSaved(hands);
  await hands.press(button(hands, 'Next'));
  await heading(hands, to).waitFor();
}

export async function begin(hands: Hands, { name, architecture }: Story): Promise<void> {
  const { page } = hands;
  await hands.press(button(hands, 'New plan'));
  await hands.write(field(hands, 'Name of the cluster'), name);
  await hands.pick(page.getByRole('radio', { name: architecture, exact: true }));
  await hands.tick(page.getByRole('checkbox', { name: 'Practise on the virtual rack' }));
  await hands.press(button(hands, 'Make the plan'));
  await heading(hands, 'Site and cable').waitFor();
}

export async function prepare(hands: Hands, { architecture }: Story): Promise<void> {
  const { page } = hands;
  await hands.pick(page.getByRole('radio', { name: 'virtual' }));
  await next(hands, 'Bundle');
  await hands.pick(page.getByRole('radio', { name: /^practice/ }));
  await page.getByText('Everything this plan needs is in it.').waitFor();
  await next(hands, 'Architecture');
  await expect.poll(() => page.getByRole('radio', { name: new RegExp(`^${architecture}`) }).isChecked(), soon).toBe(true);
  await next(hands, 'Network');
}

export async function giveNetwork(hands: Hands): Promise<void> {
  await hands.write(field(hands, 'Time servers'), '10.20.0.1, 10.20.0.2');
  await hands.write(field(hands, 'Pods'), '10.200.0.0/16');
  await hands.page.getByText('Blades in 10.200.0.0/16').waitFor();
  await next(hands, 'Slots');
}

export async function fillSlots(hands: Hands, { chassis, blades }: Story): Promise<void> {
  const { page } = hands;
  for (let more = 1; more < chassis; more += 1) {
    await hands.press(button(hands, 'Add a chassis'));
    await page.getByRole('grid', { name: new RegExp(`^c${more + 1},`) }).waitFor();
  }
  for (const [index, { slot }] of chassis > 0 ? blades.entries() : []) {
    await hands.standAt(slotOf(hands.page, slot), hands.page.getByRole('gridcell'));
    await scan(hands, macOf(index));
    await slotOf(page, slot)
      .and(page.getByRole('gridcell', { name: macOf(index) }))
      .waitFor();
  }
  await paint(hands, blades);
  await page.getByText('no conflicts').waitFor();
  await next(hands, 'Access and disks');
}

async function paint(hands: Hands, blades: Story['blades']): Promise<void> {
  for (const role of ['Control plane', 'Worker'] as const) {
    const own = blades.filter((blade) => blade.role === role);
    if (own.length === 0) continue;
    await hands.press(button(hands, role));
    for (const { slot } of own) {
      await hands.standAt(slotOf(hands.page, slot), hands.page.getByRole('gridcell'));
      await hands.page.keyboard.press('Enter');
      await hands.page.getByRole('gridcell', { name: new RegExp(`^${slot}, ${role}`) }).waitFor();
    }
  }
  if (blades.some(({ role }) => role)) await hands.press(button(hands, 'Choose'));
}

export async function giveAccess(hands: Hands): Promise<void> {
  await hands.write(field(hands, 'Paste public keys, one per line'), sshKey);
  await hands.press(button(hands, 'Add'));
  await hands.page.getByText('1 key added.').waitFor();
  await next(hands, 'Review');
}

export async function review(hands: Hands, { blades }: Story): Promise<void> {
  const { page } = hands;
  const tab = (name: RegExp) => page.getByRole('tab', { name });
  expect(await tab(/^Problems/).innerText()).not.toContain('error');
  await hands.press(tab(/^Documents/));
  const text = page.getByRole('region', { name: 'Lines of' });
  await text.filter({ hasText: '#!ipxe' }).waitFor();
  const [first, second] = blades;
  if (second) {
    await hands.choose(page.getByRole('combobox', { name: 'Document' }), 'installed.ign');
    await hands.choose(page.getByRole('combobox', { name: 'Compare with' }), `blade ${second.slot}`);
    await page.getByText(/^\d+ lines more, \d+ lines less$/).waitFor();
    await page.getByText(first!.slot.replace('/', '-')).first().waitFor();
  }
  await next(hands, 'Arm');
}

/** Typed consent for the first slot, then all of them armed. */
export async function arm(hands: Hands, { blades }: Story): Promise<void> {
  const { page } = hands;
  const { slot } = blades[0]!;
  const all = `${blades.length} blade${blades.length > 1 ? 's' : ''}`;
  await hands.press(button(hands, 'Start the services'));
  await page.getByRole('checkbox', { name: `Mark ${slot}`, exact: true }).waitFor();
  await hands.press(button(hands, `Allow to wipe… ${slot}`));
  const asked = page.getByRole('dialog');
  await hands.write(asked.getByRole('textbox'), slot);
  await hands.press(asked.getByRole('button', { name: 'Allow to wipe', exact: true }));
  await hands.tick(page.getByRole('checkbox', { name: 'Mark every slot that is shown' }));
  await hands.press(button(hands, `Arm ${all}; on 1 of them whatever is on the disk may be wiped`));
  await page.getByText(`${all} ${blades.length > 1 ? 'are' : 'is'} armed.`).waitFor();
}

export async function watch(hands: Hands, { blades }: Story): Promise<void> {
  const { page } = hands;
  const { slot } = blades[0]!;
  await hands.press(button(hands, `Switch on ${blades.length} virtual blade${blades.length > 1 ? 's' : ''}`));
  await hands.press(button(hands, 'Watch the rack').first());
  const used = blades[usedDisk]?.slot;
  if (used) await allowHeld(hands, used);
  await page.getByText(`All ${blades.length} armed blades are up`).waitFor(untilUp);
  const panel = await look(hands, slot);
  await panel.getByText('The installed system is up and called home from its own address.').waitFor();
  await panel.getByText('asks for an address').first().waitFor();
}

async function look(hands: Hands, slot: string): Promise<Locator> {
  const { page } = hands;
  const [chassis, number] = slot.split('/');
  const slots = page.getByRole('group', { name: 'Drawing' }).getByRole('button');
  const wanted = page.getByRole('button', { name: new RegExp(`^${chassis}/ ?${number} `) });
  await hands.standAt(wanted, slots);
  await hands.press(wanted);
  return page.getByRole('complementary', { name: `Blade ${slot}` });
}

/** Nobody allowed to wipe it before: the blade waits, and is told so on the page. */
async function allowHeld(hands: Hands, slot: string): Promise<void> {
  const { page } = hands;
  await page.getByRole('button', { name: 'Held 1' }).waitFor(untilUp);
  const panel = await look(hands, slot);
  await panel.getByText('gpt; ntfs Data').first().waitFor();
  await hands.press(panel.getByRole('button', { name: 'Allow wipe' }));
  const asked = page.getByRole('dialog');
  await hands.write(asked.getByRole('textbox'), slot);
  await hands.press(asked.getByRole('button', { name: 'Allow the wipe' }));
}

export async function stop(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.press(button(hands, 'Stop services'));
  await hands.press(page.getByRole('dialog').getByRole('button', { name: 'Stop services', exact: true }));
  await page.getByText('No run is open').waitFor();
}
