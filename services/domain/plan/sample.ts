// The three nodes as plain data, without a fault, and a way to put faults in: for tests of whatever takes a plan.

import { applyEdits } from './edit.ts';

/** A path and what is written there instead; undefined takes the field out. */
export type Change = [where: string, value: unknown];

/** Made for tests; its private half is gone. */
export const sampleKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGIl2vof8e4CSlSQZj+5i2w43hqTx08tSKvIDexPcgfh';

const sample = {
  apiVersion: 'rackstrap/v1',
  name: 'three-nodes',
  architecture: 'development',
  bundle: 'lab',
  network: { subnet: '10.20.30.0/24', laptop: '10.20.30.242', gateway: '10.20.30.1', dns: ['10.20.30.53'] },
  chassis: [{ name: 'c1', slots: 3, firstIp: '10.20.30.40' }],
  blades: [
    { slot: 'c1/1', macs: ['d0:00:67:13:0d:00'], hostname: 'master', role: 'control-plane' },
    { slot: 'c1/2', macs: ['d0:00:67:13:0d:01'], hostname: 'slave-1', role: 'worker' },
    { slot: 'c1/3', macs: ['d0:00:67:13:0d:02'], hostname: 'slave-2', role: 'worker' },
  ],
  access: { sshKeys: [sampleKey] },
};

/** The sample with these changes. */
export const changed = (...changes: Change[]): unknown =>
  applyEdits(
    sample,
    changes.map(([where, value]) => ({ where, value })),
  );
