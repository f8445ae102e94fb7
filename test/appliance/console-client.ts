// The console as a program uses it: its calls with the token as a bearer.

import type { CallName } from '../../services/contract/calls.ts';
import type { BladeView, RunView } from '../../services/contract/views.ts';
import type { Process } from './child.ts';

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the console answers, for a test to look at
  readonly body: any;
}

export interface ConsoleClient {
  /** `http://127.0.0.1:40123` */
  readonly base: string;
  readonly token: string;
  call(name: CallName | string, input?: unknown): Promise<Answered>;
  status(): Promise<RunView>;
  blade(slot: string): Promise<BladeView>;
}

/** From the address that is printed at the start, token included. */
export function consoleClient(address: string): ConsoleClient {
  const { origin: base, searchParams } = new URL(address);
  const token = searchParams.get('token')!;
  const call: ConsoleClient['call'] = async (name, input = {}) => {
    const response = await fetch(`${base}/api/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: await response.json() };
  };
  const status = async () => (await call('status')).body as RunView;
  return { base, token, call, status, blade: async (slot) => (await status()).blades.find((blade) => blade.slot === slot)! };
}

/** Once `serve` has said where its console is, and that it serves. */
export async function consoleOf(serving: Process): Promise<ConsoleClient> {
  const { text } = await serving.line('a console', (line) => line.text?.startsWith('Console: '));
  await serving.line('that it serves', (line) => line.text?.startsWith('Serving'));
  return consoleClient(text.slice('Console: '.length));
}
