// What can be decided about a blade.

import { expect, it } from 'vitest';
import { problem } from '../../../services/domain/problem.ts';
import { decisionsFor } from './decisions.ts';
import { sampleBlade } from './sample.ts';

const blank = {
  product: '',
  serial: '',
  memoryBytes: 1,
  disks: [{ name: 'sda', model: '', serial: '', sizeBytes: 1, blank: true, contents: '' }],
};

const node = { ready: true, version: 'v1.37.1', address: '10.0.0.11', since: 1 };

it.each<[string, Parameters<typeof sampleBlade>[0], readonly string[]]>([
  ['armed, its disks not seen', {}, ['consent', 'exclude', 'disarm']],
  ['armed with a blank disk', { hardware: blank }, ['exclude', 'disarm']],
  ['armed with leave to wipe', { consentBy: 'console' }, ['exclude', 'disarm']],
  ['writing', { stage: 'installing', permission: 'local' }, ['exclude']],
  ['failed', { stage: 'installing', permission: 'local', problem: problem('install-failed', { reason: 'x' }) }, ['retry', 'exclude']],
  ['restarting from its disk', { stage: 'rebooting', permission: 'local' }, ['exclude']],
  ['not heard of after that', { stage: 'rebooting', permission: 'local', problem: problem('installed-not-booted') }, ['retry', 'exclude']],
  ['up', { stage: 'booted', permission: 'local' }, ['exclude', 'retry']],
  ['a node', { stage: 'ready', permission: 'local', node }, ['reinstall', 'replace', 'remove']],
  ['a node that somebody took out', { stage: 'ready', permission: 'local' }, ['exclude', 'retry']],
  ['sealed', { stage: 'sealed', permission: 'local', node }, []],
  ['not armed', { permission: 'local' }, ['retry', 'exclude']],
  ['left out', { excluded: 'broken', permission: 'local' }, ['retry']],
])('for a blade that is %s', (_, change, decisions) => expect(decisionsFor(sampleBlade(change), false)).toEqual(decisions));

it('offers the power of virtual blades', () => expect(decisionsFor(sampleBlade(), true)).toContain('powerOff'));
