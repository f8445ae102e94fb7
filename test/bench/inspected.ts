// A Node process that lets itself be asked: what its memory is when nothing is in it that nobody holds.

import { once } from 'node:events';
import type { Process } from '../appliance/child.ts';

/** Words for `node` that make it so, on a port that the system chooses. */
export const inspectable = '--inspect=127.0.0.1:0';

/** It says where on its standard error, before anything else. */
const addressIn = ({ errors }: Pick<Process, 'errors'>): string | undefined => /^Debugger listening on (ws:\S+)$/m.exec(errors())?.[1];

export interface Inspected {
  /** Collects all garbage; then the heap in MB. */
  heapMegabytes(): Promise<number>;
  close(): void;
}

/** For a process that was started `inspectable`. Rejects when it was not. */
export async function inspect(child: Pick<Process, 'errors'>): Promise<Inspected> {
  const address = addressIn(child);
  if (!address) throw new Error('the process does not let itself be asked');
  const socket = new WebSocket(address);
  await once(socket, 'open');
  let last = 0;
  async function ask<Result>(method: string): Promise<Result> {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [{ data }] = (await once(socket, 'message')) as [MessageEvent];
      const answer = JSON.parse(String(data));
      if (answer.id === id) return answer.result;
    }
  }
  return {
    async heapMegabytes() {
      await ask('HeapProfiler.collectGarbage');
      return (await ask<{ usedSize: number }>('Runtime.getHeapUsage')).usedSize / 1e6;
    },
    close: () => socket.close(),
  };
}
