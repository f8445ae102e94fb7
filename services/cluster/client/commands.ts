// A command in a running container, and how it ended.

import type { Exec, V1Status } from '@kubernetes/client-node';
import { collected } from '../../platform/collected.ts';
import { unanswered } from './trouble.ts';

export interface RunInPod {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
}

export interface Ran {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not succeed: `command terminated with exit code 1`. */
  readonly message?: string;
}

/** What a command may print; the rest is let go. */
const mostOutput = 1024 * 1024;

/** Until it ends, or `signal` aborts. @throws ApiTrouble when it could not be run */
export async function runInPod(exec: Exec, { namespace, pod, container, command }: RunInPod, signal: AbortSignal): Promise<Ran> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<V1Status>();
  const [stdout, stderr] = [collected(mostOutput), collected(mostOutput)];
  const streams = [stdout.stream, stderr.stream, null] as const;
  exec.exec(namespace, pod, container, [...command], ...streams, false, resolve).then((socket) => {
    socket.onclose = () => reject(new Error('the connection was lost before the command ended'));
    if (signal.aborted) socket.close();
    signal.addEventListener('abort', () => socket.close(), { once: true });
  }, reject);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  try {
    const { status, message } = await ended;
    return { succeeded: status === 'Success', stdout: stdout.text(), stderr: stderr.text(), ...(message ? { message } : {}) };
  } catch (reason) {
    throw unanswered(reason);
  }
}
