// A rack for tests: two chassis of eight, three blades in the first, and how a plan's data becomes one.

import { checkPlan } from '../../../../services/domain/plan/check.ts';
import { applyEdits, type PlanEdit } from '../../../../services/domain/plan/edit.ts';
import { type Loose, readLoosely } from '../../../../services/domain/plan/loose.ts';
import type { Plan } from '../../../../services/domain/plan/plan.ts';
import { planV1 } from '../../../../services/domain/plan/v1.ts';
import { type Rack, rackOf } from './rack.ts';

export const mac = (number: number): string => `d0:00:67:13:0d:${number.toString(16).padStart(2, '0')}`;

export const sampleData = {
  apiVersion: 'rackstrap/v1',
  name: 'sample',
  architecture: 'development',
  bundle: 'lab',
  network: { subnet: '10.20.30.0/24', laptop: '10.20.30.242' },
  chassis: [
    { name: 'c1', slots: 16, firstIp: '10.20.30.40', step: 1 },
    { name: 'c2', slots: 4, model: 'servers', firstIp: '10.20.30.80', step: 2 },
  ],
  blades: [
    { slot: 'c1/1', macs: [mac(1)], role: 'control-plane', hostname: 'master' },
    { slot: 'c1/3', macs: [mac(3), mac(0x13)] },
    { slot: 'c2/1', macs: [mac(0x21)], ip: '10.20.30.99' },
  ],
};

/** The rack of a plan's data, as the page would show it. */
export const rackIn = (data: unknown, before?: Rack): Rack =>
  rackOf((readLoosely(planV1, data) ?? {}) as Loose<Plan>, checkPlan(data).problems, before);

export const edited = (data: unknown, edits: readonly PlanEdit[]): unknown => applyEdits(data, edits);

export const bladesOf = (data: unknown): Record<string, unknown>[] => (data as { blades: Record<string, unknown>[] }).blades;
