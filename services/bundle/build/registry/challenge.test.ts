import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { challengesIn } from './challenge.ts';

describe('the challenges of a 401', () => {
  it.each([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/busybox:pull"',
      [['bearer', { realm: 'https://auth.docker.io/token', service: 'registry.docker.io', scope: 'repository:library/busybox:pull' }]],
    ],
    ['Basic realm="Registry Realm"', [['basic', { realm: 'Registry Realm' }]]],
    [
      'Bearer realm="https://a/t", scope="repository:a:pull,push", Basic realm="x"',
      [
        ['bearer', { realm: 'https://a/t', scope: 'repository:a:pull,push' }],
        ['basic', { realm: 'x' }],
      ],
    ],
    ['bearer Realm=https://a/t , Service = b', [['bearer', { realm: 'https://a/t', service: 'b' }]]],
    [
      'Negotiate, Basic realm="a \\"quoted\\" one"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'a "quoted" one' }],
      ],
    ],
    ['', []],
    ['realm="nobody"', []],
  ])('%s', (header, expected) => {
    expect(challengesIn(header).map(({ scheme, parameters }) => [scheme, parameters])).toEqual(expected);
  });
  it('are found in any text in time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '\\', '=', ',', ' ', 'a', 'B'), maxLength: 200 }),
        (text) => void challengesIn(text),
      ),
    );
  });
});
