import { describe, expect, it } from 'vitest';
import { problem } from '../../../../services/domain/problem.ts';
import type { Api } from '../../../api.ts';
import { createDocumentsStore } from './documents-store.ts';

const source = { path: 'rack.yaml', sha256: 'a', bundle: '/bundles/lab' };

/** Renders every slot as the number of the call, and counts what it was asked. */
function numbering() {
  const asked: string[][] = [];
  const call = async (_: string, { slots }: { slots: string[] }) => {
    asked.push(slots);
    const documents = [{ name: 'boot.ipxe', contentType: 'text/plain', body: String(asked.length) }];
    return { ok: true, value: { blades: slots.map((slot) => ({ slot, documents })), problems: [] } };
  };
  return { asked, api: { call } as unknown as Pick<Api, 'call'> };
}

describe('the documents of the review', () => {
  it('are asked for once', async () => {
    const { asked, api } = numbering();
    const store = createDocumentsStore(api);
    await store.getState().render(source, ['c1/1']);
    await store.getState().render(source, ['c1/1', 'c1/2']);
    expect(asked).toEqual([['c1/1'], ['c1/2']]);
  });

  it('are kept as they were when the plan changes, and not when it is another plan', async () => {
    const { api } = numbering();
    const store = createDocumentsStore(api);
    await store.getState().render(source, ['c1/1']);
    await store.getState().render({ ...source, sha256: 'b' }, ['c1/1']);
    expect(store.getState().before['c1/1']![0]!.body).toBe('1');
    expect(store.getState().now['c1/1']![0]!.body).toBe('2');
    await store.getState().render({ ...source, path: 'other.yaml' }, ['c1/1']);
    expect(store.getState().before).toEqual({});
  });

  it('say why they cannot be made, and are made when that is mended', async () => {
    const answers = [
      { ok: false, problems: [problem('run-none')] },
      { ok: true, value: { blades: [], problems: [] } },
    ];
    const store = createDocumentsStore({ call: async () => answers.shift() } as unknown as Pick<Api, 'call'>);
    await store.getState().render(source, ['c1/1']);
    expect(store.getState().trouble.map(({ code }) => code)).toEqual(['run-none']);
    await store.getState().render({ ...source, sha256: 'b' }, ['c1/1']);
    expect(store.getState()).toMatchObject({ trouble: [], busy: false });
  });

  it('drop an answer for a plan that has changed meanwhile', async () => {
    const late: (() => void)[] = [];
    const { api } = numbering();
    const slow = {
      call: async (name: never, input: never) => {
        await new Promise<void>((resolve) => late.push(resolve));
        return api.call(name, input);
      },
    } as Pick<Api, 'call'>;
    const store = createDocumentsStore(slow);
    const first = store.getState().render(source, ['c1/1']);
    const second = store.getState().render({ ...source, sha256: 'b' }, ['c1/1']);
    late[1]!();
    await second;
    late[0]!();
    await first;
    expect(store.getState().now['c1/1']![0]!.body).toBe('1');
    expect(store.getState().busy).toBe(false);
  });
});
