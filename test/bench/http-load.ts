// Clients that fetch one file at once and throw it away: `node http-load.ts URL CLIENTS`. Prints when each had it all, in seconds.

import { connect } from 'node:net';

/** All clients read into the same bytes: nothing is kept, so the server is measured and not this program's memory. */
const trash = Buffer.alloc(1024 * 1024);

/** What the load prints, as JSON. */
export interface Load {
  /** Bytes that all clients got together, heads included. */
  readonly bytes: number;
  /** Seconds after the start when each client had the whole file, in order. */
  readonly ends: readonly number[];
}

/** Resolves with the bytes that came. */
const fetchAndForget = ({ hostname, port, pathname }: URL): Promise<number> =>
  new Promise((resolve, reject) => {
    let bytes = 0;
    const take = (count: number) => {
      bytes += count;
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port || 80), onread: { buffer: trash, callback: take } });
    socket.on('error', reject);
    socket.on('close', () => resolve(bytes));
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  });

async function load(url: URL, clients: number): Promise<Load> {
  const start = performance.now();
  const ends: number[] = [];
  const counts = await Promise.all(
    Array.from({ length: clients }, async () => {
      const bytes = await fetchAndForget(url);
      ends.push((performance.now() - start) / 1000);
      return bytes;
    }),
  );
  return { bytes: counts.reduce((sum, bytes) => sum + bytes, 0), ends };
}

if (import.meta.main) {
  const [url = '', clients = '1'] = process.argv.slice(2);
  console.log(JSON.stringify(await load(new URL(url), Number(clients))));
}
