import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { socketPath } from './local-socket.ts';

const deep = `/home/somebody/${'a-long-name/'.repeat(10)}vms/mine`;

it('lies in the directory it belongs to', () => {
  expect(socketPath('/home/ann/.local/state/rackstrap/vms/mine', 'control', 'linux')).toBe(
    '/home/ann/.local/state/rackstrap/vms/mine/control',
  );
});

it.runIf(process.platform !== 'win32')('lies elsewhere, always at the same place, where its path would be too long for the system', () => {
  const path = socketPath(deep, 'control', 'linux');
  expect(Buffer.byteLength(path)).toBeLessThan(104);
  expect(socketPath(deep, 'control', 'linux')).toBe(path);
  expect(socketPath(deep, 'service', 'linux')).not.toBe(path);
  expect(socketPath(`${deep}2`, 'control', 'linux')).not.toBe(path);
  expect(dirname(path)).toMatch(/^\/tmp\/rackstrap-\d+$/);
});

it('is a named pipe on Windows', () => {
  expect(socketPath('C:\\Users\\ann\\vms\\mine', 'service', 'win32')).toMatch(/^\\\\\.\\pipe\\rackstrap-[0-9a-f]{16}-service$/);
});
