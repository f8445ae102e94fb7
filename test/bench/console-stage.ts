// What the live rack is measured against: the appliance with 512 planned blades, and beside it the simulated rack, in processes of their own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MadeUpPart, writeBundle } from '../../services/app/demo/bundle.ts';
import { planText } from '../../services/app/demo/rack.ts';
import { virtualWire } from '../../services/app/demo/wire.ts';
import { trustStore } from '../../services/bundle/index.ts';
import { startVirtual } from '../appliance/child.ts';
import { consoleClient } from '../appliance/console-client.ts';
import { inspect, inspectable } from './inspected.ts';
import { residentMegabytes } from './process.ts';
import type { RackLoad } from './rack-load.ts';

/** A boot is many small files here: what is measured is events, not bytes. */
const smallBytes = 8 * 1024;
const imageBytes = 64 * 1024;
const parts: readonly MadeUpPart[] = [
  { path: 'loaders/undionly.kpxe', kind: 'loader', size: smallBytes },
  { path: 'loaders/x86_64/snponly.efi', kind: 'loader', size: smallBytes },
  { path: 'os/amd64/lab_production_pxe.vmlinuz', kind: 'kernel', size: smallBytes },
  { path: 'os/amd64/lab_production_pxe_image.cpio.gz', kind: 'initrd', size: smallBytes },
  { path: 'os/amd64/lab_production_image.bin.bz2', kind: 'image', size: imageBytes },
];

export interface ConsoleStage {
  /** The address to open, token included. */
  readonly url: string;
  /** Their process numbers. */
  readonly appliance: number;
  readonly rack: number;
  /** The last event that was journalled. */
  seq(): Promise<number>;
  /** Of the appliance, in MB, after everything that nobody holds was collected. */
  memory(): Promise<{ readonly heap: number; readonly resident: number }>;
  close(): Promise<void>;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
}

/** A run of so many blades that are installed again and again, from now on. `speed` is that of the simulated rack's time. */
export async function consoleStage(blades: number, speed: number): Promise<ConsoleStage> {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-bench-'));
  const [plan, bundle, state] = ['plan.yaml', 'bundle', 'state'].map((name) => join(directory, name)) as [string, string, string];
  writeFileSync(plan, planText(blades));
  trustStore(state).add(writeBundle(bundle, parts));
  const wire = await virtualWire();
  const serve = ['serve', plan, '--bundle', bundle, '--state', state];
  const appliance = startVirtual({ words: serve, wire: wire.appliance }, inspectable);
  const { text } = await appliance.line('a console', (line) => line.text?.startsWith('Console: '));
  await appliance.line('that it serves', (line) => line.text?.startsWith('Serving'));
  const url: string = text.slice('Console: '.length);
  const load: RackLoad = { rack: wire.rack, console: url, blades, speed };
  const rack = spawn(process.execPath, [join(import.meta.dirname, 'rack-load.ts'), JSON.stringify(load)], { stdio: 'inherit' });
  const console = consoleClient(url);
  const inspected = await inspect(appliance);
  return {
    url,
    appliance: appliance.pid,
    rack: rack.pid!,
    seq: async () => (await console.status()).seq,
    async memory() {
      const heap = await inspected.heapMegabytes();
      return { heap, resident: residentMegabytes(appliance.pid) };
    },
    async close() {
      inspected.close();
      rack.kill('SIGTERM');
      await ended(rack);
      appliance.kill('SIGTERM');
      await appliance.ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
