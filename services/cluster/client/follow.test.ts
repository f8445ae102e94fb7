import { expect, test } from 'vitest';
import { ApiTrouble } from '../api.ts';
import { type Change, type Followable, follow } from './follow.ts';

interface Thing {
  readonly name: string;
}

const change = (type: Change['type'], name: string, resourceVersion: string): Change<Thing> => ({
  type,
  object: { name, metadata: { resourceVersion } },
});

/** What an API does with one watch: changes it tells of, then how it ends. */
type Stream = readonly [changes: readonly Change[], end?: Error];

/** Plays these streams in turn, and aborts when there is none left. */
async function played(...streams: Stream[]) {
  const stopping = new AbortController();
  const happened: string[] = [];
  const slept: number[] = [];
  let lists = 0;
  const api: Followable = {
    async list() {
      lists += 1;
      return { items: [{ name: `of list ${lists}` }], version: `list ${lists}` };
    },
    async stream(_path, version, onChange) {
      happened.push(`from ${version}`);
      const [changes, end] = streams.shift() ?? [[]];
      for (const one of changes) onChange(one);
      if (streams.length === 0) stopping.abort();
      if (end) throw end;
    },
  };
  const clock = { now: () => 0, monotonic: () => 0, sleep: async (milliseconds: number) => void slept.push(milliseconds) };
  await follow<Thing>(
    api,
    '/things',
    {
      listed: (items) => void happened.push(`listed ${items.map(({ name }) => name)}`),
      changed: ({ name }) => void happened.push(`changed ${name}`),
      gone: ({ name }) => void happened.push(`gone ${name}`),
    },
    { clock, signal: stopping.signal },
  );
  return { happened, slept };
}

const lost = new ApiTrouble(0, 'connection lost');

test('a stream that ends goes on where it was, bookmarks counted', async () => {
  const { happened, slept } = await played(
    [[change('ADDED', 'one', '5'), change('BOOKMARK', '', '9')]],
    [[change('DELETED', 'one', '11')]],
  );
  expect(happened).toEqual(['listed of list 1', 'from list 1', 'changed one', 'from 9', 'gone one']);
  expect(slept).toEqual([]);
});

test('a lost connection is tried again, more and more patiently, and goes on where it was', async () => {
  const { happened, slept } = await played(
    [[], lost],
    [[], lost],
    [[], lost],
    [[], lost],
    [[], lost],
    [[change('ADDED', 'one', '5')], lost],
    [[]],
  );
  expect(happened.filter((what) => what.startsWith('listed'))).toHaveLength(1);
  expect(slept).toEqual([500, 1000, 2000, 4000, 5000, 500]);
  expect(happened.at(-1)).toBe('from 5');
});

test('forgotten history is listed anew', async () => {
  const { happened } = await played([[change('ADDED', 'one', '5')], new ApiTrouble(410, 'too old resource version')], [[]]);
  expect(happened).toEqual(['listed of list 1', 'from list 1', 'changed one', 'listed of list 2', 'from list 2']);
});

test('a surprise is none of its business', async () => {
  await expect(played([[], new TypeError('no such thing')])).rejects.toThrow('no such thing');
});
