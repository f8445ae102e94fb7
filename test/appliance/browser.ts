// A page in a headless Chromium with an empty profile, driven by the DevTools protocol: what it holds, what it complains about, how it looks.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const chromium = '/usr/bin/chromium';
export const missingBrowser = existsSync(chromium) ? undefined : 'needs chromium';

/** No profile of anybody, and nothing asked of any other machine. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
];

export interface Page {
  open(url: string): Promise<void>;
  /** The value of a JavaScript expression in the page. */
  value<Value>(expression: string): Promise<Value>;
  /** Exceptions, errors on the console and what the content security policy refused. */
  readonly complaints: string[];
  resize(width: number, height: number, scheme?: 'light' | 'dark'): Promise<void>;
  /** As PNG. */
  picture(file: string): Promise<void>;
  close(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: messages of the DevTools protocol
type Message = any;

/** The browser's own address for its driver, from its first words. */
async function driverAddress(errors: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(errors)) {
    const [, address] = /^DevTools listening on (ws:.*)$/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('Chromium did not start');
}

type Send = (method: string, params?: object) => Promise<Message>;

async function connect(address: string, onEvent: (message: Message) => void) {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const waiting = new Map<number, PromiseWithResolvers<Message>>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(data);
    const { resolve, reject } = waiting.get(message.id) ?? {};
    waiting.delete(message.id);
    if (message.error) reject?.(new Error(message.error.message));
    else if (resolve) resolve(message.result);
    else onEvent(message);
  });
  const send = (method: string, params: object = {}, sessionId?: string): Promise<Message> => {
    const answer = Promise.withResolvers<Message>();
    last += 1;
    waiting.set(last, answer);
    socket.send(JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) }));
    return answer.promise;
  };
  return { send, close: () => socket.close() };
}

const complaintIn = ({ method, params }: Message): string | undefined => {
  if (method === 'Runtime.exceptionThrown') return params.exceptionDetails.exception?.description ?? params.exceptionDetails.text;
  if (method === 'Log.entryAdded' && params.entry.level === 'error') return `${params.entry.text} ${params.entry.url ?? ''}`;
  return undefined;
};

function pageOf(send: Send, complaints: string[], close: () => Promise<void>): Page {
  return {
    complaints,
    close,
    open: async (url) => void (await send('Page.navigate', { url })),
    async value(expression) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    async resize(width, height, scheme = 'light') {
      await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
      await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    },
    async picture(file) {
      const { data } = await send('Page.captureScreenshot', { format: 'png' });
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
  };
}

export async function openBrowser(): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'rackstrap-browser-'));
  const browser = spawn(chromium, [...flags, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(browser, 'close');
  const complaints: string[] = [];
  const onEvent = (message: Message) => {
    const complaint = complaintIn(message);
    if (complaint) complaints.push(complaint);
  };
  const driver = await connect(await driverAddress(browser.stderr), onEvent);
  const { targetInfos } = await driver.send('Target.getTargets');
  const { targetId } = targetInfos.find(({ type }: Message) => type === 'page');
  const { sessionId } = await driver.send('Target.attachToTarget', { targetId, flatten: true });
  const send: Send = (method, params) => driver.send(method, params, sessionId);
  for (const domain of ['Page', 'Runtime', 'Log']) await send(`${domain}.enable`);
  return pageOf(send, complaints, async () => {
    driver.close();
    browser.kill('SIGKILL');
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
}
