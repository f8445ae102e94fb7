// The HTTP service as a part of the appliance: it listens on the serving address only, or where a virtual machine's cable ends.

import { stallMilliseconds } from '../../platform/file-body.ts';
import { type HttpServer, openLocalHttp } from '../../platform/http-server.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import { bodySender } from '../../platform/send-file.ts';
import { listenHttp } from '../listen.ts';
import type { Ports } from '../wiring.ts';
import { type HttpWiring, httpService } from './service.ts';

type RequestListener = ReturnType<typeof httpService>['listener'];

export interface HttpPartOptions {
  /** The serving address: nothing is answered on any other. */
  readonly address: string;
  readonly ports: Pick<Ports, 'http'>;
}

type Open = (listener: RequestListener) => Promise<Pick<HttpServer, 'close'>>;

/** Runs until told to stop; then every connection ends with what it carries. Rejects with a Refusal when the port cannot be had. */
const serving = (wiring: HttpWiring, open: Open): Part => ({
  name: 'HTTP',
  async run(signal, onReady) {
    const bodies = await bodySender();
    const { listener, idle } = httpService(wiring, bodies);
    try {
      const server = await open(listener);
      onReady?.();
      await untilAborted(signal);
      await server.close();
      await idle();
    } finally {
      await bodies.close();
    }
  },
});

export const httpPart = (wiring: HttpWiring, { address, ports }: HttpPartOptions): Part =>
  serving(wiring, (listener) => listenHttp(listener, { address, port: ports.http, stall: stallMilliseconds }));

export interface LocalHttpPartOptions {
  /** The local socket that a machine's cable ends in: nobody else reaches it. */
  readonly path: string;
  /** The address of that machine: whoever asks there is it. */
  readonly asker: string;
}

/** The service for a virtual machine, whose connections come by a program of this laptop and have no address of their own. */
export const localHttpPart = (wiring: HttpWiring, { path, asker }: LocalHttpPartOptions): Part =>
  serving({ ...wiring, onlyAsker: asker }, (listener) => openLocalHttp(listener, { path, stall: stallMilliseconds }));
