import { expect, test } from 'vitest';
import { collected } from './collected.ts';

test('text is collected, over borders between characters, up to a limit', () => {
  const { stream, text } = collected(7);
  const bytes = Buffer.from('Gerät 4711');
  stream.write(bytes.subarray(0, 4));
  stream.write(bytes.subarray(4, 6));
  expect(text()).toBe('Gerät');
  stream.write(bytes.subarray(6));
  expect(text()).toBe('Gerät 4'.slice(0, 6));
});
