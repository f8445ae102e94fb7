// The table in step with the run, and what it costs.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plannedBlades } from '../domain/plan/plan.ts';
import { orRefuse } from '../domain/problem.ts';
import { systemClock } from '../platform/clock.ts';
import { manifestWith } from '../render/sample.ts';
import { openJournal } from '../store/journal.ts';
import { parsePlan } from '../store/plan-file.ts';
import { keepTable } from './boot-table.ts';
import { planText } from './demo/rack.ts';
import { openRunStore } from './run-store.ts';

/** A table that is kept, and how often a token was made for it. */
async function kept(blades: number) {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-table-'));
  const journal = openJournal(join(directory, 'journal.sqlite'), systemClock);
  onTestFinished(() => {
    journal.close();
    rmSync(directory, { recursive: true });
  });
  const { plan } = orRefuse(parsePlan(planText(blades), 'plan.yaml'));
  const store = openRunStore(journal, plannedBlades(plan));
  const bundle = {
    directory,
    manifest: manifestWith('os/amd64/lab_production_pxe.vmlinuz'),
    piecesOf: () => [],
    refused: [],
    problems: [],
    manifestSha256: '',
    signatures: [],
  };
  const made: string[] = [];
  const tokenFor = (slot: string, arming: number, system: string) => {
    made.push(slot);
    return `${slot} ${arming} ${system}`;
  };
  const { table } = await keepTable({ plan, bundle, httpBase: 'http://127.20.30.242', store, tokenFor, keys: () => undefined });
  return { store, table, made };
}

test('an arming replaces the table, with new tokens for the blades that are armed and for no other', async () => {
  const { store, table, made } = await kept(20);
  const before = table();
  made.splice(0);
  store.durably({ type: 'armed', slots: ['c1/3'], arming: 1 });
  expect(table().revision).toBe(before.revision + 1);
  expect(table().blades[2]).toMatchObject({ permission: 'armed', tokens: { live: 'c1/3 1 live', installed: 'c1/3 1 installed' } });
  expect(table().blades.filter((blade, place) => blade !== before.blades[place])).toHaveLength(1);
  expect(made).toEqual(['c1/3', 'c1/3']);
});
