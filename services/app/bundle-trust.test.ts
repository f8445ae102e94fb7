import { describe, expect, it, vi } from 'vitest';
import { publicKeyOf } from '../bundle/index.ts';
import type { Event, Happening } from '../domain/blade/events.ts';
import { foldRun, newRun } from '../domain/blade/run.ts';
import { generateKey } from '../platform/ed25519.ts';
import { type Acceptance, admission } from './bundle-trust.ts';

const manifestSha256 = 'a'.repeat(64);
const other = 'b'.repeat(64);
const key = publicKeyOf(generateKey().publicKey, 'Build office');
const trusted = { is: 'trusted', key } as const;
const unknown = { is: 'unknown-key', words: [key.words] } as const;
const unsigned = { is: 'unsigned' } as const;
const onLine: Acceptance = { how: 'command-line' };
const seen = (sha256: string): Acceptance => ({ how: 'console', manifestSha256: sha256 });
const bundle = { directory: '/stick', manifestSha256, signatures: [] };
const numbered = (happenings: readonly Happening[]) => happenings.map((one, index) => ({ ...one, seq: index + 1, at: 0 }) as Event);
const accepted = (sha256: string): Happening => ({
  type: 'bundle-accepted',
  manifestSha256: sha256,
  trust: 'unsigned',
  words: [],
  how: 'console',
});

describe('a run is opened with', () => {
  it.each([
    ['a trusted bundle', trusted, undefined, [], []],
    ['a trusted bundle, whatever was accepted', trusted, seen(other), [], []],
    ['an unsigned one', unsigned, undefined, [], ['bundle-unsigned']],
    ['one of an unknown key', unknown, undefined, [], ['bundle-key-unknown']],
    ['one that is accepted as it is', unsigned, onLine, [], []],
    ['one that is accepted as it was seen', unknown, seen(manifestSha256), [], []],
    ['one that became another since it was seen', unknown, seen(other), [], ['bundle-not-as-seen']],
    ['one that this run accepted before', unsigned, undefined, [accepted(manifestSha256)], []],
    ['one that this run accepted before, seen as another', unsigned, seen(other), [accepted(manifestSha256)], []],
    ['another one than this run accepted', unsigned, undefined, [accepted(other)], ['bundle-unsigned']],
    [
      'one that was trusted before and is not any more',
      unknown,
      undefined,
      [{ type: 'bundle-trusted', manifestSha256, words: key.words, comment: '' } as const],
      ['bundle-key-unknown'],
    ],
  ])('%s', (_, trust, accept, journal, codes) => {
    const problems = admission(bundle, trust, accept).refuse(numbered(journal));
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });
});

it('everybody at the run sees that no trusted key signed what it installs', () => {
  const codes = (trust: Parameters<typeof admission>[1]) =>
    admission(bundle, trust, onLine).warnings.map(({ code, level }) => [code, level]);
  expect(codes(trusted)).toEqual([]);
  for (const trust of [unknown, unsigned]) expect(codes(trust)).toEqual([['bundle-taken-untrusted', 'warning']]);
});

describe('its journal', () => {
  const recorded = (trust: Parameters<typeof admission>[1], accept?: Acceptance, before: readonly Happening[] = []) => {
    const durably = vi.fn();
    admission(bundle, trust, accept).record({ run: () => foldRun(newRun([]), numbered(before)), durably });
    return durably.mock.calls.flat();
  };
  it('says by which key the bundle is trusted, and what was accepted although none did, each once', () => {
    const byKey = { type: 'bundle-trusted', manifestSha256, words: key.words, comment: 'Build office' } as const;
    expect(recorded(trusted, onLine)).toEqual([byKey]);
    expect(recorded(trusted, undefined, [byKey])).toEqual([]);
    const asItIs = { type: 'bundle-accepted', manifestSha256, trust: 'unknown-key', words: [key.words], how: 'command-line' };
    expect(recorded(unknown, onLine)).toEqual([asItIs]);
    expect(recorded(unsigned, seen(manifestSha256))).toEqual([{ ...asItIs, trust: 'unsigned', words: [], how: 'console' }]);
    expect(recorded(unsigned, onLine, [accepted(manifestSha256)])).toEqual([]);
    expect(recorded(unsigned, onLine, [accepted(other)])).toHaveLength(1);
    expect(recorded(unsigned)).toEqual([]);
  });
});
