// A laptop that answers the agent as a test says: refusals, delays, cut connections, damaged images.

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Ends the connection after this many bytes of the body. */
  readonly cutAfter?: number;
}

/** Called with how often this was asked before and the laptop's URL; undefined stands for the usual answer. */
export type Answers = Readonly<Record<string, (before: number, base: string) => Answer | undefined>>;

const image = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) % 251);
const sha256 = createHash('sha256').update(image).digest('hex');
const token = 'live-token';

/** The permission to write this disk. */
export const goFor = (base: string, disk: string, serial: string): Answer => ({
  body: `disk=${disk}
disk_serial=${serial}
installed_config=${base}/blade/d0-00-67-13-0d-00/installed.ign
`,
});
const usual = (base: string): Readonly<Record<string, Answer>> => ({
  hello: { body: 'now=1760000000.250\n' },
  go: goFor(base, 'vda', 'LAB-1'),
  'installed.ign': { body: '{"ignition":{"version":"3.3.0"}}' },
  'image.bin.bz2': { body: image },
});

/** The part of `body` that a `Range: bytes=n-` asks for, as nginx and we answer it. */
function ranged(request: IncomingMessage, answer: Answer): Answer {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from === 0 || typeof answer.body === 'string' || !answer.body) return answer;
  if (from >= answer.body.length) return { status: 416 };
  const total = answer.body.length;
  return { ...answer, status: 206, headers: { 'content-range': `bytes ${from}-${total - 1}/${total}` }, body: answer.body.subarray(from) };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '', cutAfter }: Answer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  if (cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutAfter), () => response.destroy());
}

export interface LaptopOfAnswers extends AsyncDisposable {
  readonly base: string;
  /** Bodies by the call's name, in the order they came. */
  readonly bodies: Readonly<Record<string, readonly string[]>>;
  readonly settings: Readonly<Record<string, string | number>>;
}

/** Serves on loopback. `note` hears of each request: its name, with the range asked for. */
export async function laptopOfAnswers(answers: Answers, note: (line: string) => void): Promise<LaptopOfAnswers> {
  const bodies: Record<string, string[]> = {};
  const server = createServer(async (request, response) => {
    const name = request.url?.split('/').at(-1) ?? '';
    let body = '';
    for await (const bytes of request) body += bytes;
    const before = bodies[name]?.length ?? 0;
    bodies[name] = [...(bodies[name] ?? []), body];
    note([name, request.headers.range].filter(Boolean).join(' '));
    if (name !== 'image.bin.bz2' && request.headers.authorization !== `Bearer ${token}`) return send(response, { status: 403 });
    send(response, ranged(request, answers[name]?.(before, base) ?? usual(base)[name] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    bodies,
    settings: {
      HOME_URL: `${base}/home/d0-00-67-13-0d-00`,
      TOKEN: token,
      SLOT: 'c1/1',
      LAPTOP: '127.0.0.1',
      IMAGE_URL: `${base}/files/os/image.bin.bz2`,
      IMAGE_BYTES: image.length,
      IMAGE_SHA256: sha256,
      INSTALLER: 'rackstrap-installer',
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
