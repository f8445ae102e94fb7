import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { cable } from './impairment.ts';
import { openPort } from './port.ts';

test('what a cable held back until the port was closed is lost, and nothing else happens', async () => {
  const far = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => void far.close());
  await once(far, 'listening');
  const heard: string[] = [];
  far.on('message', (bytes) => heard.push(String(bytes)));
  const to = { address: '127.0.0.1', port: far.address().port };
  const port = await openPort({ address: '127.0.0.1', port: 0 });
  const slow = cable({ reorder: 1 }, () => 0.5, systemClock, new AbortController().signal);

  port.send(Buffer.from('in time'), to);
  slow(() => port.send(Buffer.from('too late'), to));
  await once(far, 'message');
  await port.close();
  await systemClock.sleep(60);
  expect(heard).toEqual(['in time']);
});
