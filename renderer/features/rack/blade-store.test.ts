// The blade that is looked at.

import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../services/contract/index.ts';
import { createBladeStore, mergeEntries } from './blade-store.ts';
import { sampleBlade } from './sample.ts';

const entry = (seq: number, slot = 'c1/1'): Entry => ({ seq, at: seq, type: 'booted', slots: [slot], words: `entry ${seq}` });
const seqs = (entries: readonly Entry[]) => entries.map(({ seq }) => seq);

/** Holds entries 1–500 of every slot. */
const journal = {
  async call(name: string, input: { slot: string; before?: number; most?: number }) {
    if (name === 'blade') return { ok: true, value: { blade: sampleBlade({ slot: input.slot }), documents: [] } };
    const last = (input.before ?? 501) - 1;
    const first = Math.max(1, last - input.most! + 1);
    const entries = Array.from({ length: last - first + 1 }, (_, index) => entry(first + index, input.slot));
    return { ok: true, value: { entries, more: first > 1 } };
  },
} as never;

describe('the blade that is looked at', () => {
  it('has its newest evidence, takes new entries of its slot only, and goes back to the first on demand', async () => {
    const store = createBladeStore(journal);
    await store.getState().look('c1/1', 'en');
    expect(seqs(store.getState().entries)).toEqual(Array.from({ length: 200 }, (_, index) => 301 + index));
    store.getState().heard([entry(500), entry(501, 'c9/9'), entry(502)]);
    expect(seqs(store.getState().entries).slice(-2)).toEqual([500, 502]);
    await store.getState().earlier('en');
    await store.getState().earlier('en');
    expect([store.getState().entries[0]!.seq, store.getState().more]).toEqual([1, false]);
  });

  it('drops the answer about a blade that was left meanwhile', async () => {
    const store = createBladeStore(journal);
    const slow = store.getState().look('c1/1', 'en');
    await Promise.all([slow, store.getState().look('c1/2', 'en')]);
    expect(store.getState().entries.every(({ slots }) => slots[0] === 'c1/2')).toBe(true);
  });

  it('keeps no more than it has room for, and says that there is more', async () => {
    const store = createBladeStore(journal);
    await store.getState().look('c1/1', 'en');
    for (let seq = 501; seq < 1501; seq += 1) store.getState().heard([entry(seq)]);
    expect([store.getState().entries.length, store.getState().entries.at(-1)!.seq, store.getState().more]).toEqual([500, 1500, true]);
  });

  it('lets older evidence go rather than show a gap', async () => {
    const store = createBladeStore(journal);
    store.setState({ slot: 'c1/1', language: 'en', entries: [entry(3), entry(4)], more: false });
    await store.getState().look('c1/1', 'en');
    expect([store.getState().entries[0]!.seq, store.getState().more]).toEqual([301, true]);
  });

  it('knows that there is more when the stream was faster than the answer', async () => {
    const store = createBladeStore(journal);
    const answered = store.getState().look('c1/1', 'en');
    store.getState().heard([entry(501)]);
    await answered;
    expect([store.getState().entries[0]!.seq, store.getState().entries.at(-1)!.seq, store.getState().more]).toEqual([301, 501, true]);
  });

  it('keeps each entry once', () => expect(seqs(mergeEntries([entry(1), entry(3)], [entry(3), entry(2), entry(4)]))).toEqual([1, 2, 3, 4]));
});
