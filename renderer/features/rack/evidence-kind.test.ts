// What kind of evidence an entry is.

import { expect, it } from 'vitest';
import { evidenceKind } from './evidence-kind.ts';

it.each([
  ['dhcp-heard', 'wire'],
  ['transfer-ended', 'wire'],
  ['sighting', 'wire'],
  ['agent-log', 'calls'],
  ['install-done', 'calls'],
  ['booted', 'calls'],
  ['cluster-step', 'calls'],
  ['node-seen', 'cluster'],
  ['node-lost', 'cluster'],
  ['node-removed', 'decisions'],
  ['hands-wanted', 'decisions'],
  ['install-permitted', 'decisions'],
  ['install-held', 'decisions'],
  ['armed', 'decisions'],
  ['diagnosed', 'decisions'],
])('%s is of the kind %s', (type, kind) => expect(evidenceKind(type)).toBe(kind));
