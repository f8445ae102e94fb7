import { expect, it } from 'vitest';
import { sameSecret } from './secret.ts';

it('a secret equals itself, and nothing equals none', () => {
  expect(sameSecret('token', 'token')).toBe(true);
  for (const [given, secret] of [
    ['token', 'Token'],
    ['', 'token'],
    ['token', ''],
    ['', ''],
    ['token ', 'token'],
  ] as const)
    expect(sameSecret(given, secret)).toBe(false);
});
