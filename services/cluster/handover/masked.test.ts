// Nothing that opens a door leaves in a journal or a report.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../domain/blade/events.ts';
import { hmacToken } from '../../platform/random.ts';
import { journalLines } from './journal-lines.ts';
import { masked } from './masked.ts';

const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nowIB\n-----END RSA PRIVATE KEY-----\n';

describe('a mask', () => {
  it('covers keys, also those that were cut short, and tokens of both kinds', () => {
    expect(masked(`before ${key} after`)).toBe('before (secret)');
    expect(masked('-----BEGIN PRIVATE KEY-----\nMII')).toBe('(secret)');
    expect(masked('kubeadm join --token abcdef.0123456789abcdef x')).toBe('kubeadm join --token (secret) x');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), (secret, message) => {
        const token = hmacToken(secret, message);
        expect(masked(`Bearer ${token}.`)).toBe('Bearer (secret).');
      }),
    );
  });

  it('leaves what people have to read: digests, names, addresses, certificates', () => {
    const plain = [
      'ab'.repeat(32),
      `sha256:${'0F'.repeat(32)}`,
      'rack-with-a-name-of-exactly-43-signs-000001',
      'registry.k8s.io/etcd:3.7.0-0',
      'https://10.20.30.9:6443',
      '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----',
    ];
    for (const text of plain) expect(masked(text)).toBe(text);
  });
});

it('writes a journal as one JSON object a line, with the secrets in its words covered', () => {
  const said: Event = { type: 'agent-log', slot: 'c1/1', text: `"quoted" \\ ${key}`, seq: 1, at: 5 };
  const stopped: Event = { type: 'appliance-stopped', seq: 2, at: 6 };
  const lines = journalLines([said, stopped])
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([{ ...said, text: '"quoted" \\ (secret)' }, stopped]);
});
