// One HTTP request with its path exactly as given, from an address of one's choice.

import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawRequest {
  readonly host?: string;
  readonly port: number;
  readonly path: string;
  readonly from?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export async function askRaw({
  host = '127.20.30.242',
  port,
  path,
  from,
  method = 'GET',
  headers = {},
  body,
}: RawRequest): Promise<RawAnswer> {
  const asking = request({ host, port, path, method, headers, agent: false, ...(from ? { localAddress: from } : {}) });
  asking.end(body);
  const [response] = await once(asking, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}
