// What stops a virtual blade's live system, as it stops a real one: visibly, with the reason on its console.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { addressBytes, type Message, messageTypeNumber, option } from '../../services/protocol/dhcp/index.ts';
import { runLiveSystem } from '../../services/simulator/live-system.ts';
import type { Machine } from '../../services/simulator/machine.ts';
import type { Nic } from '../../services/simulator/net/wire.ts';
import { bladeAddress, machine } from './machine.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A NIC on which a DHCP server gives the blade its address at once. */
function leasingNic(): Nic {
  let hear: ((message: Message) => void) | undefined;
  const answer = (asked: Message, type: 'offer' | 'ack'): Message => ({
    ...asked,
    op: 'reply',
    yiaddr: bladeAddress,
    options: new Map([
      [option.messageType, Uint8Array.of(messageTypeNumber(type))],
      [option.serverId, addressBytes('127.0.0.1')],
    ]),
  });
  return {
    send: (asked) => {
      const type = asked.options.get(option.messageType)?.[0] === messageTypeNumber('discover') ? 'offer' : 'ack';
      setImmediate(() => hear?.(answer(asked, type)));
    },
    onMessage: (handler) => {
      hear = handler;
    },
    unicast: () => Promise.reject(new Error('no wire')),
  };
}

/** A server that gives these answers one after the other, the last for ever; and how often it was asked. */
async function answering(...answers: [status: number, body: string][]): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((_, response) => {
    const [status, body] = answers[Math.min(asked, answers.length - 1)]!;
    asked += 1;
    response.writeHead(status).end(body);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/live.ign`, asked: () => asked };
}

const kernelWith = (args: string) => ({ args: `initrd=a.gz ${args}`, initrds: ['a.gz'] });
const lastLine = ({ state }: Machine) => state.console.at(-1);

/** Runs it until it is stuck, then takes the power away. */
async function untilStuck(blade: ReturnType<typeof machine>, run: Promise<unknown>): Promise<void> {
  while (blade.state.running !== 'stuck') await new Promise((resolve) => setTimeout(resolve, 5));
  blade.off();
  expect(await run).toBe('off');
}

describe('a live system', () => {
  it.each([
    ['has no initrd', { args: 'quiet', initrds: [] }, 'Kernel panic'],
    ['is told of an initrd that was not loaded', { args: 'initrd=b.gz', initrds: ['a.gz'] }, 'no initrd b.gz'],
    ['is told to use a NIC of another blade', kernelWith('BOOTIF=01-d0-00-67-13-0d-99'), 'waits for a NIC d0:00:67:13:0d:99'],
    ['is given no config', kernelWith('quiet'), 'no ignition.config.url'],
  ])('that %s gets no further', async (_, kernel, words) => {
    const blade = machine();
    await untilStuck(blade, runLiveSystem(blade, kernel));
    expect(lastLine(blade)).toContain(words);
  });

  it('that is answered 404 gives up and restarts, as Ignition does', async () => {
    const { url, asked } = await answering([404, '']);
    const blade = machine({ nic: leasingNic() });
    expect(await runLiveSystem(blade, kernelWith(`ignition.config.url=${url}`))).toBe('reboot');
    expect(asked()).toBe(1);
  });

  it('that is answered 503 asks again until there is a config', async () => {
    const { url, asked } = await answering([503, ''], [500, ''], [200, '{"ignition":{"version":"3.3.0"}}']);
    const blade = machine({ nic: leasingNic() });
    await untilStuck(blade, runLiveSystem(blade, kernelWith(`ignition.config.url=${url}`)));
    expect(asked()).toBe(3);
    expect(lastLine(blade)).toContain('no agent settings');
  });

  it('that cannot read its config restarts', async () => {
    const { url } = await answering([200, '{"ignition":{"version":"2.0.0"}}']);
    const blade = machine({ nic: leasingNic() });
    expect(await runLiveSystem(blade, kernelWith(`ignition.config.url=${url}`))).toBe('reboot');
  });
});
