// A blade as the appliance shows it, for tests.

import type { BladeView } from '../../../services/contract/index.ts';

export const sampleBlade = (change: Partial<BladeView> = {}): BladeView => ({
  slot: 'c1/1',
  macs: ['d0:00:67:13:0d:01'],
  hostname: 'blade-1',
  address: '10.0.0.11',
  role: 'worker',
  stage: 'waiting',
  since: 0,
  bytes: 0,
  permission: 'armed',
  seconds: {},
  ...change,
});
