import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../domain/problem.ts';
import { isFloating, parseReference, referencesOf, runNames } from './reference.ts';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('the name of an image', () => {
  it.each([
    ['busybox', 'docker.io/library/busybox:latest'],
    ['busybox:1.36', 'docker.io/library/busybox:1.36'],
    ['flannel/flannel:v0.28.9', 'docker.io/flannel/flannel:v0.28.9'],
    ['docker.io/busybox', 'docker.io/library/busybox:latest'],
    ['index.docker.io/library/busybox:1', 'docker.io/library/busybox:1'],
    ['registry.k8s.io/coredns/coredns:v1.14.6', 'registry.k8s.io/coredns/coredns:v1.14.6'],
    ['localhost/a/b', 'localhost/a/b:latest'],
    ['localhost:5000/a:b', 'localhost:5000/a:b'],
    ['[::1]:5000/a', '[::1]:5000/a:latest'],
    ['10.20.30.1:5000/k8s/pause:3.10', '10.20.30.1:5000/k8s/pause:3.10'],
    ['MIRROR/a', 'MIRROR/a:latest'],
    [`busybox@${digest}`, `docker.io/library/busybox@${digest}`],
    [`ghcr.io/kube-vip/kube-vip:v1.2.3@${digest}`, `ghcr.io/kube-vip/kube-vip@${digest}`],
    ['a.b/c__d/e-f--g/h.i:x', 'a.b/c__d/e-f--g/h.i:x'],
  ])('%s is run as %s', (text, name) => expect(parseReference(text)?.name).toBe(name));

  it.each([
    '',
    'https://registry.k8s.io/pause:3.10',
    'Busybox',
    'a.b/C',
    'a/b:',
    'a/b:-x',
    'a//b',
    '/a',
    'a/../b',
    'a.b:99x/c',
    'a.b:99999/c',
    'busybox@sha256:abc',
    `busybox@sha512:${'ab'.repeat(64)}`,
    'ab'.repeat(32),
    'busybox latest',
    `a.b/${'x'.repeat(260)}`,
    `a:${'x'.repeat(129)}`,
    'a_.b/c/d_',
  ])('%s is none', (text) => expect(parseReference(text)).toBeUndefined());

  it('keeps the tag beside a digest, for people', () => {
    expect(parseReference(`a.b/c:v1@${digest}`)).toMatchObject({ host: 'a.b', repository: 'c', tag: 'v1', digest });
  });
  it('written out in full names the same image', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const path = fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const host = fc.constantFrom('', 'localhost/', 'a.example/', 'a.example:5000/', 'docker.io/');
    const end = fc.constantFrom('', ':v1', ':latest', `@${digest}`, `:v1@${digest}`);
    fc.assert(
      fc.property(host, path, end, (...parts) => {
        const { name } = parseReference(parts.join(''))!;
        expect(parseReference(name)?.name).toBe(name);
      }),
    );
  });
  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseReference(text)));
  });
  it('floats without a version', () => {
    expect(['a', 'a:latest', 'a:1', `a@${digest}`, `a:latest@${digest}`].map((text) => isFloating(parseReference(text)!))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
  it('is told for all that are none at once', () => {
    expect(() => referencesOf(['a', 'B', 'https://c'])).toThrow(Refusal);
    expect(() => referencesOf(['a', 'B', 'https://c'])).toThrow(/“B”.*\n.*“https:\/\/c”/);
    expect(runNames(['a', 'library/a', 'docker.io/library/a:latest'])).toEqual(['docker.io/library/a:latest']);
  });
});
