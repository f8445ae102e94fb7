// The table in step with the run, and what it costs.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plannedBlades } from '../domain/plan/plan.ts';
import { orRefuse } from '../domain/problem.ts';
import { systemClock } from '../platform/clock.ts';
import { manifestWith, sampleKeys, systemParts } from '../render/sample.ts';
import { openJournal } from '../store/journal.ts';
import { parsePlan } from '../store/plan-file.ts';
import { keepTable, type TableSource } from './boot-table.ts';
import { planText } from './demo/rack.ts';
import { openRunStore, type RunStore } from './run-store.ts';

/** A table that is kept, and how often a token was made for it. */
async function kept(blades: number, keysOf: (store: RunStore) => TableSource['keys'] = () => () => undefined) {
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
    manifest: manifestWith(...systemParts),
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
  const { table } = await keepTable({ plan, bundle, httpBase: 'http://127.20.30.242', store, tokenFor, keys: keysOf(store) });
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

test('what lies ready is written anew when the cluster has begun, and when it may be fetched no more', async () => {
  const { store, table } = await kept(2, (of) => () => ({ ...sampleKeys, begun: of.run().cluster.begun }));
  const secrets = () => Object.values(table().blades[0]!.documents).filter(({ kind }) => kind === 'secrets');
  store.durably({ type: 'armed', slots: ['c1/1'], arming: 1 });
  store.happened({ type: 'install-permitted', slot: 'c1/1', bootId: 'b', disk: 'vda', diskSerial: '', wiped: '' });
  const [before, { revision }] = [table().blades[0], table()];
  expect(secrets()).toHaveLength(1);
  store.happened({ type: 'cluster-answered', server: 'https://10.20.30.9:6443', version: 'v1.37.1' });
  expect(table().revision).toBe(revision + 1);
  expect(table().blades[0]).not.toBe(before);
  store.happened({ type: 'cluster-silent', reason: 'no route' });
  expect(table().revision).toBe(revision + 1);
  store.happened({ type: 'agent-started', slot: 'c1/1', bootId: 'another', clockOffsetSeconds: 0 });
  expect(secrets()).toEqual([]);
});
