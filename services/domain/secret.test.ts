import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from './secret.ts';

it('a secret is told to whoever asks for it by name, and to nobody who prints, copies or compares it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 9 }), (value) => {
      const secret = new Secret({ value });
      expect(secret.reveal()).toEqual({ value });
      const printed = [
        String(secret),
        `${secret}`,
        JSON.stringify({ deep: [secret] }),
        inspect({ deep: [secret] }, { depth: null, showHidden: true, getters: true, customInspect: true }),
        inspect(secret, { showHidden: true, customInspect: false }),
        format('%s %o %O %j', secret, secret, secret, secret),
        JSON.stringify({ ...secret }),
        JSON.stringify(structuredClone(secret)),
        inspect(new Error('failed', { cause: secret }), { showHidden: true, depth: null }),
        JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
      ];
      for (const text of printed) expect(text).not.toContain(JSON.stringify(value).slice(1, -1));
    }),
  );
});

it('says that it is one, wherever it is printed', () => {
  const secret = new Secret(1);
  expect([`${secret}`, inspect(secret), format('%o', secret)]).toEqual(['(secret)', '(secret)', '(secret)']);
  expect(JSON.stringify({ secret })).toBe('{"secret":"(secret)"}');
});
