import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ignitionConfig } from '../render/ignition/config.ts';
import { environmentFile } from '../render/system/environment.ts';
import { environmentWith, readEnvironment, readIgnition, remoteFiles } from './ignition.ts';

test('reads the files that the renderer writes, whatever is in them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const config = ignitionConfig('3.3.0', [{ files: [{ path: '/opt/x', mode: 0o600, text }] }]);
      expect(readIgnition(config)).toEqual(new Map([['/opt/x', text]]));
    }),
  );
});

test('tells what the first boot fetches, apart from the files it has', () => {
  const remote = { path: '/opt/bin/kubelet', mode: 0o755, url: 'http://10.20.30.242/files/x', sha256: 'ab'.repeat(32) };
  const config = ignitionConfig('3.3.0', [{ files: [{ path: '/opt/x', mode: 0o600, text: 'x' }], remoteFiles: [remote] }]);
  expect(readIgnition(config)).toEqual(new Map([['/opt/x', 'x']]));
  expect(remoteFiles(config)).toEqual([{ path: remote.path, url: remote.url, sha256: remote.sha256 }]);
});

test('reads the environment that the renderer writes, quotes and all', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\n\r]/.test(text)),
      (value) => {
        expect(readEnvironment(environmentFile({ HOME_URL: value })).get('HOME_URL')).toBe(value);
      },
    ),
  );
});

test('finds the environment by what it sets', () => {
  const files = new Map([
    ['/etc/hosts', '127.0.0.1 localhost\n'],
    ['/opt/agent.env', "HOME_URL='http://x'\nTOKEN='t'\n"],
  ]);
  expect(environmentWith(files, ['HOME_URL', 'TOKEN'])?.get('TOKEN')).toBe('t');
  expect(environmentWith(files, ['HOME_URL', 'IMAGE'])).toBeUndefined();
});

test('reads base64 and refuses what Ignition would refuse, or what it cannot do itself', () => {
  const config = (file: object, version = '3.3.0') => JSON.stringify({ ignition: { version }, storage: { files: [file] } });
  expect(readIgnition(config({ path: '/a', contents: { source: 'data:text/plain;charset=utf-8;base64,Z3LDvMOf' } }))).toEqual(
    new Map([['/a', 'grüß']]),
  );
  expect(readIgnition(config({ path: '/a' }))).toEqual(new Map([['/a', '']]));
  for (const text of [
    'no JSON',
    '{}',
    config({ path: '/a' }, '2.2.0'),
    config({ path: '/a', contents: { source: 'http://x/' } }),
    config({ path: '/a', contents: { source: 'data:,x', compression: 'gzip' } }),
  ])
    expect(readIgnition(text)).toHaveProperty('reason');
});
