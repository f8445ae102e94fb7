// Which API server is asked: the endpoint while it answers, else a control-plane node by itself.

import { ApiTrouble } from '../api.ts';
import type { Connection } from './connection.ts';

/** One that lives answers at once; a machine that is off says nothing at all. */
const probeMilliseconds = 3_000;

export interface Servers {
  /** The one that answered last, else the first. */
  server(): string;
  /** The one that is kept, else the first in order that says that it lives. @throws ApiTrouble with what the first said, when none does */
  current(): Promise<Connection>;
  /** This one failed: the next request looks for one anew, and over a new connection. */
  failed(connection: Connection): void;
  /** Nothing stays open. */
  close(): Promise<void>;
}

const alive = async (connection: Connection): Promise<Connection> => {
  try {
    const { status } = await connection.ask('/livez', {}, AbortSignal.timeout(probeMilliseconds));
    if (status !== 200) throw new ApiTrouble(status, `it answers ${status} to whether it lives`);
    return connection;
  } catch (reason) {
    connection.leave();
    throw reason;
  }
};

/** `servers` in the order of preference. */
export function serversInOrder(servers: readonly string[], open: (server: string) => Promise<Connection>): Servers {
  let last = servers[0]!;
  let kept: Promise<Connection> | undefined;

  /** All are asked at once, so that those that are off do not cost their patience one after the other. */
  async function find(): Promise<Connection> {
    const asked = servers.map((server) => open(server).then(alive));
    for (const one of asked) one.catch(() => {}); // heard below, in order
    const reasons: unknown[] = [];
    for (const [place, one] of asked.entries())
      try {
        const found = await one;
        for (const other of asked.toSpliced(place, 1))
          other.then(
            (spare) => spare.leave(),
            () => {},
          );
        last = found.server;
        return found;
      } catch (reason) {
        reasons.push(reason);
      }
    throw reasons[0];
  }

  const forget = (looked: Promise<Connection>) => {
    if (kept === looked) kept = undefined;
  };

  return {
    server: () => last,
    current() {
      if (kept) return kept;
      const looking = find();
      kept = looking;
      looking.catch(() => forget(looking));
      return looking;
    },
    failed(connection) {
      const looked = kept;
      looked?.then(
        (now) => {
          if (now !== connection) return;
          forget(looked);
          connection.leave();
        },
        () => {},
      );
    },
    async close() {
      const looked = kept;
      kept = undefined;
      await looked?.then(
        (connection) => connection.close(),
        () => {},
      );
    },
  };
}
