// An HTTP server on one address: patient with slow ROMs, bounded against everything else.

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
  readonly port: number;
  /** Stops listening and ends every connection, with whatever it carries. */
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly address: string;
  /** 0 lets the kernel choose. */
  readonly port: number;
  /** A connection without a byte in either direction ends after this long, in milliseconds. */
  readonly stall: number;
}

/** A ROM that types its request byte by byte still makes it; one that never ends it does not hold a place for long. */
const headersMilliseconds = 60_000;
/** A whole request with its body: an inventory over a bad link. */
const requestMilliseconds = 120_000;
/** A blade's loader pauses between its files; longer than the pause, so that it does not meet a connection just being closed. */
const keepAliveMilliseconds = 75_000;
/** A rack asks with one or two connections per blade; 512 blades. Each costs three descriptors while a file is sent. */
const mostConnections = 1024;

/** Resolves when it listens; rejects with Node's error: EADDRINUSE, EACCES, EADDRNOTAVAIL. */
export function openHttp(listener: RequestListener, { address, port, stall }: HttpOptions): Promise<HttpServer> {
  const server = createServer(
    {
      headersTimeout: headersMilliseconds,
      requestTimeout: requestMilliseconds,
      keepAliveTimeout: keepAliveMilliseconds,
      connectionsCheckingInterval: 5_000,
    },
    listener,
  );
  server.timeout = stall;
  server.maxConnections = mostConnections;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve({ port: (server.address() as AddressInfo).port, close: () => closed(server) });
    });
  });
}

const closed = (server: ReturnType<typeof createServer>) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
