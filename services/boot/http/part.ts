// The HTTP service as a part of the appliance: it listens on the serving address only.

import { stallMilliseconds } from '../../platform/file-body.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import { bodySender } from '../../platform/send-file.ts';
import { listenHttp } from '../listen.ts';
import type { Ports } from '../wiring.ts';
import { type HttpWiring, httpService } from './service.ts';

export interface HttpPartOptions {
  /** The serving address: nothing is answered on any other. */
  readonly address: string;
  readonly ports: Pick<Ports, 'http'>;
}

/** Runs until told to stop; then every connection ends with what it carries. Rejects with a Refusal when the port cannot be had. */
export const httpPart = (wiring: HttpWiring, { address, ports }: HttpPartOptions): Part => ({
  name: 'HTTP',
  async run(signal, onReady) {
    const bodies = await bodySender();
    const { listener, idle } = httpService(wiring, bodies);
    try {
      const server = await listenHttp(listener, { address, port: ports.http, stall: stallMilliseconds });
      onReady?.();
      await untilAborted(signal);
      await server.close();
      await idle();
    } finally {
      await bodies.close();
    }
  },
});
