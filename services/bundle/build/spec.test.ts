import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../domain/problem.ts';
import { parseSpec } from './spec.ts';

const sample = (name: string) => readFileSync(new URL(`../../../resources/bundles/${name}.yaml`, import.meta.url), 'utf8');
const found = (text: string) => {
  const read = parseSpec(text, 'bundle.yaml');
  return read.ok ? [] : read.problems.map((one) => `${placeOf(one)} ${one.code}`);
};
const whole = (more: string) => `apiVersion: rackstrap/bundle-spec/v1\nname: rack\nversion: "1"\nos: {family: flatcar}\n${more}`;

describe('a specification', () => {
  it.each(['flatcar', 'fedora-coreos'])('is there as an example: %s', (name) => {
    expect(found(sample(name))).toEqual([]);
  });
  it('is amd64 and the newest of the operating system where nothing else is said', () => {
    const read = parseSpec(whole(''), 'x');
    expect(read.ok && read.value).toMatchObject({ arch: ['amd64'], addons: [], images: [], sources: {}, registries: {}, licences: {} });
  });
  it('tells all that is wrong with it at once, each with its line', () => {
    const text = `apiVersion: rackstrap/bundle-spec/v1
name: Rack
version: 1.0
arch: [amd64, riscv]
os:
  family: flatcar
  chanel: stable
kubernetes:
  version: 1.37
cni:
  flannel: v0.28.9
images: [registry.k8s.io/pause:3.10, "not an image"]
registries:
  docker.io: { mirrors: [mirror] }
`;
    expect(found(text).toSorted()).toEqual([
      'bundle.yaml:10:1 cni.plugins plan-field-missing',
      'bundle.yaml:12:38 images[1] plan-value-wrong',
      'bundle.yaml:14:26 registries["docker.io"].mirrors[0] plan-value-wrong',
      'bundle.yaml:2:1 name plan-value-wrong',
      'bundle.yaml:3:1 version plan-value-unquoted',
      'bundle.yaml:4:15 arch[1] plan-value-wrong',
      'bundle.yaml:7:3 os.chanel plan-field-unknown',
      'bundle.yaml:9:3 kubernetes.version plan-value-unquoted',
    ]);
  });
  it.each([
    ['cni: {flannel: 0.28.9, plugins: 1.9.1}', ['bundle.yaml:5:1 cni spec-needs-field']],
    [
      'vip: {kubeVip: 1.2.3}\naddons: [{name: a, manifest: a.yaml}]',
      ['bundle.yaml:5:1 vip spec-needs-field', 'bundle.yaml:6:1 addons spec-needs-field'],
    ],
    ['acceptance: {agnhost: "2.66"}', ['bundle.yaml:5:1 acceptance spec-needs-field']],
    ['kubernetes: {version: 1.37.1}\nacceptance: {agnhost: 2.66.1}', []],
    ['kubernetes: {version: 1.37.1}\ncni: {cilium: {manifest: c.yaml}, plugins: 1.9.1}', []],
    [
      'kubernetes: {version: 1.37.1}\ncni: {plugins: 1.9.1, sha256: "HASH"}'.replace('HASH', 'a'.repeat(64)),
      ['bundle.yaml:6:1 cni spec-needs-field', 'bundle.yaml:6:23 cni.sha256 spec-needs-field'],
    ],
    ['arch: [amd64, amd64]', ['bundle.yaml:5:15 arch[1] spec-twice']],
    ['loaders: {}', ['bundle.yaml:5:1 loaders spec-needs-field']],
    [
      'kubernetes: {version: 1.37.1}\naddons: [{name: a, manifest: a}, {name: a, manifest: b}]',
      ['bundle.yaml:6:35 addons[1].name spec-twice'],
    ],
  ])('has rules for several fields: %s', (more, expected) => {
    expect(found(whole(more))).toEqual(expected);
  });
  it.each([
    ['family: flatcar, stream: stable', ['bundle.yaml:4:23 os.stream spec-excludes-field']],
    ['family: fedora-coreos, channel: stable', ['bundle.yaml:4:29 os.channel spec-excludes-field']],
    ['family: container-linux', ['bundle.yaml:4:6 os.family spec-needs-field', 'bundle.yaml:4:6 os.family spec-needs-field']],
    ['family: container-linux, version: 2605.12.0, from: /mirror', []],
    ['family: lab, version: current, from: /lab', ['bundle.yaml:4:6 os.family spec-needs-field']],
    ['family: lab, version: "12.1", from: /lab', []],
  ])('knows what belongs to which operating system: %s', (os, expected) => {
    expect(found(whole('').replace('family: flatcar', os))).toEqual(expected);
  });
  it.each([
    ['', ['spec-not-a-map']],
    ['- a', ['spec-not-a-map']],
    ['a: [1', ['spec-yaml']],
    ['a: 1\na: 2', ['spec-yaml']],
    ['apiVersion: rackstrap/bundle-spec/v2\nnew: field', ['spec-too-new']],
    ['a: *b', ['spec-yaml']],
  ])('is refused when it is none: %j', (text, codes) => {
    expect(
      found(text)
        .map((one) => one.split(' ').at(-1))
        .slice(0, 1),
    ).toEqual(codes);
  });
  it('never fails on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void found(text)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void found(JSON.stringify(value))));
  });
});
