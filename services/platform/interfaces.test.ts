import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { lacks, skip } from '../../test/setup/skipped.ts';
import { adapters, deviceOf } from './interfaces.ts';

it('no adapter listed is the loopback, and each has a name and a link state', async () => {
  for (const adapter of await adapters()) {
    expect(adapter.addresses.every(({ address, prefixLength }) => !address.startsWith('127.') && prefixLength > 0)).toBe(true);
    expect(['up', 'down', 'unknown']).toContain(adapter.link);
  }
});

it('an address leads to its device, and one that nobody has to none', async () => {
  expect(await deviceOf('127.0.0.1')).toMatch(/^lo/i);
  expect(await deviceOf('203.0.113.77')).toBeUndefined();
});

// A cable that is plugged in later: Node does not list the adapter before that.
it.skipIf(skip('adapter without a link', lacks('ip')))('an adapter without a link is found by its address', async () => {
  const namespace = `rackstrap-link-${process.pid}`;
  const ip = (...words: string[]) => execFileSync('ip', words);
  ip('netns', 'add', namespace);
  try {
    ip('-n', namespace, 'link', 'add', 'rack0', 'type', 'bridge');
    ip('-n', namespace, 'address', 'add', '10.20.30.242/24', 'dev', 'rack0');
    ip('-n', namespace, 'link', 'set', 'rack0', 'up');
    const module = JSON.stringify(new URL('./interfaces.ts', import.meta.url).href);
    const ask = `console.log(await (await import(${module})).deviceOf('10.20.30.242'))`;
    const found = execFileSync('ip', ['netns', 'exec', namespace, process.execPath, '--input-type=module', '-e', ask], {
      encoding: 'utf8',
    });
    expect(found.trim()).toBe('rack0');
  } finally {
    ip('netns', 'delete', namespace);
  }
});
