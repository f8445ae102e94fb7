import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { placeOf } from '../problem.ts';
import { checkPlan } from './check.ts';
import { plannedBlades } from './plan.ts';
import { type Change, changed } from './sample.ts';

const sample = (name: string): unknown => parse(readFileSync(new URL(`../../../resources/plans/${name}.yaml`, import.meta.url), 'utf8'));
const found = (...changes: Change[]) => checkPlan(changed(...changes)).problems.map((one) => `${placeOf(one)} ${one.code}`);
const told = (...changes: Change[]) =>
  checkPlan(changed(...changes))
    .problems.map((one) => `${one.what} ${one.todo}`)
    .join('\n');

describe('a good plan', () => {
  it('has no problems and comes back with its defaults', () => {
    const { plan, problems } = checkPlan(changed());
    expect(problems).toEqual([]);
    expect(plan?.network.dhcp).toMatchObject({ mode: 'full', announceGateway: false, routerAdvertisement: true, relayed: [] });
  });
  it('may be written in any notation of MAC addresses', () => {
    const { plan } = checkPlan(changed(['blades[0].macs', ['D0-00-67-13-0D-00']]));
    expect(plan?.blades[0]?.macs).toEqual(['d0:00:67:13:0d:00']);
  });
});

describe('the samples', () => {
  it('three nodes: as in the plan of 2015, with a warning for DNS at the laptop and one for the missing SSH key', () => {
    const { plan, problems } = checkPlan(sample('three-nodes'));
    expect(problems.map((one) => [one.level, one.code, one.where])).toEqual([
      ['warning', 'plan-needs-laptop', 'network.dns[0]'],
      ['warning', 'plan-nobody-can-log-in', 'access'],
    ]);
    expect(plannedBlades(plan!).map(({ slot, macs, address, hostname, role }) => [slot, macs[0], address, hostname, role])).toEqual([
      ['c1/1', 'd0:00:67:13:0d:00', '10.20.30.40', 'master', 'control-plane'],
      ['c1/2', 'd0:00:67:13:0d:01', '10.20.30.41', 'slave-1', 'worker'],
      ['c1/3', 'd0:00:67:13:0d:02', '10.20.30.42', 'slave-2', 'worker'],
    ]);
  });
  it('two chassis: rules, overrides and a relayed subnet', () => {
    const { plan, problems } = checkPlan(sample('two-chassis'));
    expect(problems.map(({ code }) => code)).toEqual(['plan-nobody-can-log-in']);
    const planned = plannedBlades(plan!);
    expect(planned.map(({ hostname, address, loader }) => `${hostname} ${address} ${loader}`)).toEqual([
      'left-1 10.20.32.101 auto',
      'left-2 10.20.32.102 auto',
      'left-3 10.20.32.103 undionly',
      'storage-1 10.20.32.30 auto',
      'right-1 10.20.33.11 auto',
      'right-2 10.20.33.13 pxelinux',
    ]);
    expect(planned.map(({ disk }) => disk.serial ?? disk.transport)).toEqual(['nvme', 'nvme', 'nvme', 'S4EMNX0R123456', 'nvme', 'nvme']);
  });
});

describe('versions', () => {
  it.each([
    ['rackstrap/v2', ['apiVersion plan-too-new']],
    ['rackstrap/v999999', ['apiVersion plan-too-new']],
    ['rackstrap/v0', ['apiVersion plan-version-unknown']],
    ['v1', ['apiVersion plan-version-unknown']],
    [1, ['apiVersion plan-version-unknown']],
    [undefined, ['apiVersion plan-version-unknown']],
    [null, ['apiVersion plan-version-unknown']],
  ])('%s', (apiVersion, problems) => {
    expect(found(['apiVersion', apiVersion])).toEqual(problems);
  });
  it('a plan that is too new is not checked further, one that does not say is', () => {
    expect(found(['apiVersion', 'rackstrap/v2'], ['name', 5])).toHaveLength(1);
    expect(found(['apiVersion', 'x'], ['name', 5])).toEqual(['apiVersion plan-version-unknown', 'name plan-value-unquoted']);
  });
});

describe('shape', () => {
  const cases: [string, Change[], string[]][] = [
    ['a misspelt field', [['network.gatway', '10.20.30.1']], ['network.gatway plan-field-unknown']],
    ['a missing field', [['network.laptop', undefined]], ['network.laptop plan-field-missing']],
    ['an empty field', [['network.laptop', null]], ['network.laptop plan-field-missing']],
    ['an empty entry', [['blades[1].macs', [null]]], ['blades[1].macs[0] plan-field-missing']],
    ['a number for text', [['name', 130000]], ['name plan-value-unquoted']],
    ['a value not in the list', [['architecture', 'big']], ['architecture plan-value-wrong']],
    ['a list for text', [['name', ['x']]], ['name plan-value-wrong']],
    ['text for a list', [['blades[0].macs', 'd0:00:67:13:0d:00']], ['blades[0].macs plan-value-wrong']],
    ['no blades', [['blades', []]], ['blades plan-value-wrong']],
    ['a bad MAC address', [['blades[2].macs[0]', 'd0:00:67']], ['blades[2].macs[0] plan-value-wrong']],
    ['a bad subnet', [['network.subnet', '10.20.30.0/33']], ['network.subnet plan-value-wrong']],
    ['a network that begins elsewhere', [['network.services', '10.10.1.0/22']], ['network.services plan-range-unaligned']],
    ['one of two ranges that is none', [['network.pods', ['10.100.0.0/16', 'x']]], ['network.pods[1] plan-value-wrong']],
    ['one of two ranges that begins elsewhere', [['network.pods', ['10.100.1.0/16']]], ['network.pods[0] plan-range-unaligned']],
    ['one of two ranges that is no text', [['network.pods', ['10.100.0.0/16', 5]]], ['network.pods[1] plan-value-unquoted']],
    ['no range', [['network.pods', []]], ['network.pods plan-value-wrong']],
    [
      'three ranges',
      [['network.pods', ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16']]],
      ['network.pods plan-value-wrong', 'network.pods[1] plan-ranges-same-family'],
    ],
    ['a range that is neither text nor a list', [['network.pods', { cidr: '10.1.0.0/16' }]], ['network.pods plan-value-wrong']],
    ['an address for a time server that is none', [['network.ntp', ['10.20.30.400']]], ['network.ntp[0] plan-value-wrong']],
    ['a network that is no group of fields', [['network', '10.20.30.0/24']], ['network plan-value-wrong']],
    ['a negative size', [['disk.minGiB', -1]], ['disk.minGiB plan-value-wrong']],
    ['a bad slot', [['blades[0].slot', 'c1/0']], ['blades[0].slot plan-value-wrong']],
  ];
  it.each(cases)('%s', (_, changes, problems) => {
    expect(found(...changes)).toEqual(problems);
  });
  it.each([[null], [5], ['text'], [[]], [[1]]])('%j is not a plan', (data) => {
    expect(checkPlan(data)).toMatchObject({ problems: [{ code: 'plan-not-a-map' }] });
  });
  it('says what to do in words', () => {
    expect(told(['network.gatway', 'x'])).toBe('There is no field gatway here. Did you mean gateway?');
    expect(told(['gateway', 'x'])).toBe('There is no field gateway here. Its place is network.gateway.');
    expect(told(['mac', 'x'])).toContain('Remove it; the fields here are apiVersion, name, architecture,');
    expect(told(['network.laptop', undefined])).toBe('network.laptop is missing or empty. Write an IP address, for example 10.20.30.40.');
    expect(told(['network.services', '10.10.1.0/22'])).toContain('Write 10.10.0.0/22.');
    expect(told(['disk.transport', 'scsi'])).toBe('"scsi" does not belong here. Write one of nvme, sata, sas, virtio, usb.');
    expect(told(['chassis[0].slots', 1000])).toBe('1000 does not belong here. Write a whole number from 1 to 256.');
    expect(told(['network.dns', null])).toContain(
      'Write a list, each entry an IP address, for example 10.20.30.40, or take the field out.',
    );
    expect(told(['blades[0].macs[0]', 130000])).toContain('YAML reads 130000 as a number, not as text. Put it in quotes');
    expect(told(['name', 'X'.repeat(5000)]).length).toBeLessThan(250);
  });
});

describe('checkPlan never throws', () => {
  const anything = fc.jsonValue({ maxDepth: 6 });
  it('on any JSON', () => {
    fc.assert(fc.property(anything, (data) => void checkPlan(data)));
  });
  it('on a good plan with anything in one place', () => {
    const paths = [
      'name',
      'network',
      'network.subnet',
      'network.laptop',
      'network.dhcp',
      'network.dhcp.pool',
      'network.dhcp.relayed',
      'network.nodePorts',
      'chassis',
      'chassis[0]',
      'chassis[0].firstIp',
      'chassis[0].step',
      'blades',
      'blades[0]',
      'blades[1].slot',
      'blades[1].macs',
      'blades[1].ip',
      'disk',
      'access',
      'access.sshKeys',
    ];
    const value = fc.oneof(anything, fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended(), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, other) => {
        const { plan, problems } = checkPlan(changed([path, other]));
        expect(plan === undefined).toBe(problems.some(({ level }) => level === 'error'));
      }),
      { numRuns: 1000 },
    );
  });
  it('on anything that looks like a plan, with keys that every object has', () => {
    const keys = fc.constantFrom('apiVersion', 'network', 'blades', 'chassis', 'access', 'disk', 'constructor', '__proto__', 'toString');
    fc.assert(fc.property(fc.dictionary(keys, anything), (data) => void checkPlan({ apiVersion: 'rackstrap/v1', ...data })));
  });
});
