// An HTTP server on one address: patient with slow ROMs, bounded against everything else.

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, ListenOptions } from 'node:net';
import { removeFile } from './files.ts';

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

/** A local socket, which only programs of this user reach. What an earlier start left at its path is removed. */
export interface LocalHttpOptions extends Pick<HttpOptions, 'stall'> {
  readonly path: string;
}

/** A ROM that types its request byte by byte still makes it; one that never ends it does not hold a place for long. */
const headersMilliseconds = 60_000;
/** A whole request with its body: an inventory over a bad link. */
const requestMilliseconds = 120_000;
/** A blade's loader pauses between its files; longer than the pause, so that it does not meet a connection just being closed. */
const keepAliveMilliseconds = 75_000;
/** A rack asks with one or two connections per blade; 512 blades. Each costs three descriptors while a file is sent. */
const mostConnections = 1024;

function makeServer(listener: RequestListener, stall: number) {
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
  return server;
}

type Server = ReturnType<typeof makeServer>;

const listening = (server: Server, where: ListenOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...where, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Resolves when it listens; rejects with Node's error: EADDRINUSE, EACCES, EADDRNOTAVAIL. */
export async function openHttp(listener: RequestListener, { address, port, stall }: HttpOptions): Promise<HttpServer> {
  const server = makeServer(listener, stall);
  await listening(server, { host: address, port });
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) };
}

/** Resolves when it listens; rejects with Node's error. */
export async function openLocalHttp(listener: RequestListener, { path, stall }: LocalHttpOptions): Promise<Omit<HttpServer, 'port'>> {
  const server = makeServer(listener, stall);
  if (process.platform !== 'win32') removeFile(path);
  await listening(server, { path });
  return { close: () => closed(server) };
}

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
