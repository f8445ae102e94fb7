import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type BootServicesOptions, bootServices } from './boot-services.ts';

test('a machine on this laptop that is only looked at is neither started nor made', async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'rackstrap-silent-'));
  onTestFinished(() => rmSync(stateDirectory, { recursive: true }));
  const plan = { name: 'mine', architecture: 'laptop' };
  const { beside, machine } = await bootServices({ plan, stateDirectory, silent: true } as unknown as BootServicesOptions);
  expect({ beside, machine }).toEqual({ beside: [], machine: undefined });
  expect(readdirSync(stateDirectory)).toEqual([]);
});
