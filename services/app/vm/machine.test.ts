import { describe, expect, it } from 'vitest';
import type { Manifest, Part } from '../../domain/bundle.ts';
import { checkPlan } from '../../domain/plan/check.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { type Change, changed } from '../../domain/plan/sample.ts';
import { draftOf } from '../../store/plan-draft.ts';
import { newPlanText } from '../plans/template.ts';
import { machineOf, notForVm, orderFrom } from './machine.ts';

const laptop: Change[] = [
  ['architecture', 'laptop'],
  ['chassis', [{ name: 'laptop', slots: 1, firstIp: '10.20.30.10' }]],
  ['blades', [{ slot: 'laptop/1', macs: ['52:54:00:01:02:03'] }]],
];
function planOf(...changes: Change[]): Plan {
  const { plan, problems } = checkPlan(changed(...laptop, ...changes));
  if (!plan) throw new Error(problems.map(({ what }) => what).join('\n'));
  return plan;
}

const gibibyte = 1024 ** 3;
const part = (kind: Part['kind'], size: number, arch: Part['arch'] = 'amd64'): Part => ({
  path: kind,
  size,
  sha256: '0'.repeat(64),
  kind,
  arch,
});
const manifest = (...parts: Part[]) => ({ os: { family: 'flatcar', version: '1.0.0' } as Manifest['os'], parts });

describe('the machine of a plan', () => {
  it('is its only blade, with the script that a blade would ask for', () => {
    expect(machineOf(planOf())).toEqual({
      name: 'laptop-1',
      mac: '52:54:00:01:02:03',
      address: '10.20.30.10',
      network: { subnet: '10.20.30.0/24', laptop: '10.20.30.242', gateway: '10.20.30.1' },
      script: 'http://10.20.30.242/blade/52-54-00-01-02-03/boot.ipxe',
      diskSerial: 'rackstrap',
      diskGiB: 40,
    });
  });
  it('has a disk that the disk rule of the plan takes', () => {
    const disk = (rule: object) => machineOf(planOf(['disk', rule]));
    expect(disk({ serial: 'MINE' })).toMatchObject({ diskSerial: 'MINE' });
    expect(disk({ minGiB: 100 })).toMatchObject({ diskGiB: 100 });
    expect(disk({ maxGiB: 20 })).toMatchObject({ diskGiB: 20 });
  });
});

describe('what is asked for it with a bundle', () => {
  const kernel = { file: '/bundle/blobs/kernel' };
  it('is memory for the image beside the live system, and room for everything unpacked', () => {
    const { needs } = orderFrom(planOf(), {
      manifest: manifest(part('image', gibibyte), part('container-image', gibibyte)),
      piecesOf: () => [],
    });
    expect(needs.memoryMiB).toBeGreaterThan(1024 + 512);
    expect(needs.diskBytes).toBeGreaterThan(6 * gibibyte);
  });
  it('does not count what other processors would need', () => {
    const [small, same] = [[], [part('image', gibibyte, 'arm64')]].map((parts) =>
      orderFrom(planOf(), { manifest: manifest(...parts), piecesOf: () => [] }),
    );
    expect(same?.needs).toEqual(small?.needs);
  });
  it('names the kernel where it is one file', () => {
    const carried = manifest(part('kernel', 8e6));
    expect(orderFrom(planOf(), { manifest: carried, piecesOf: () => [kernel] }).kernel).toBe(kernel.file);
    expect(orderFrom(planOf(), { manifest: carried, piecesOf: () => [kernel, kernel] })).not.toHaveProperty('kernel');
  });
});

it('is no machine for a plan of another architecture, or of another processor', () => {
  expect(notForVm(planOf())).toEqual([]);
  expect(notForVm(planOf(['arch', 'arm64']))).toMatchObject([{ code: 'vm-arch', params: { arch: 'arm64' } }]);
  expect(notForVm(checkPlan(changed()).plan!)).toMatchObject([{ code: 'vm-other-plan', params: { plan: 'three-nodes' } }]);
});

it('is what a new plan of the architecture is made for, as soon as it names a bundle', () => {
  const text = newPlanText({ name: 'mine', architecture: 'laptop', virtual: false, random: new Uint8Array([1, 2, 3]) });
  const { plan } = checkPlan({ ...(draftOf(text, '').data as object), bundle: 'lab' });
  expect(plan && notForVm(plan)).toEqual([]);
});
