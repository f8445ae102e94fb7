// Answers in words, for a technician who reads them: refusals, and what may be asked again.

import type { HomeAnswer } from '../wiring.ts';

/** The beginning of a response. */
export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
}

/** Words for a person. `refused`: a wrong asker or a wrong question, which is recorded. */
export interface Words extends Head {
  readonly kind: 'words';
  readonly text: string;
  readonly refused?: string;
}

/** Soon enough after a technician's click, rare enough from a rack of blades. */
const retryAfterSeconds = 5;

const plain = { 'content-type': 'text/plain; charset=utf-8' };

/** An answer in words. */
export const words = (status: number, text: string, headers: Head['headers'] = {}): Words => ({
  kind: 'words',
  status,
  headers: { ...plain, 'cache-control': 'no-store', ...headers },
  text: `${text}\n`,
});

/** An answer in words that is recorded as refused. */
export const refuse = (status: number, reason: string, headers?: Head['headers']): Words => ({
  ...words(status, reason, headers),
  refused: reason,
});

/** Never 404 for what may come yet: Ignition gives up on that for good, and asks again on this. */
export const notYet = (reason: string, seconds = retryAfterSeconds): Words => words(503, reason, { 'retry-after': seconds });

/** A file of the bundle that is not on the disk as the table has it: the blade asks again while somebody sees to it. */
export const missing = (name: string): Words => ({
  ...notYet(`${name} is missing or damaged on the laptop. Import the bundle again; the blade goes on by itself.`),
  refused: `${name} is missing or damaged on the laptop`,
});

/** A part that was found missing or damaged when the bundle was opened: the rest is served, this is not until the run is started on a whole one. */
export const withheld = (name: string): Words => ({
  ...notYet(`${name} is missing or damaged in the bundle and is not served. Import the bundle again, then start the run again.`),
  refused: `${name} is missing or damaged in the bundle and is not served`,
});

/** What a call home is answered. */
export function homeWords(said: HomeAnswer): Words {
  if (said.kind === 'wait') return { ...notYet('', said.retryAfterSeconds), text: said.text };
  return { ...words(said.kind === 'done' ? 200 : 409, ''), text: said.text };
}

/** What a request is answered whose body could not be read (express gives it a status), or that met a bug of ours: asked again, it may pass. */
export function troubleWords(reason: unknown): Words {
  const { status = 500, message } = reason as { status?: number; message?: string };
  if (status === 413) return refuse(413, 'A call home is 1 MiB long at most.');
  if (status < 500) return refuse(status, `The request could not be read: ${message}.`);
  return { ...notYet('Something went wrong in the appliance. Ask again.'), refused: `the appliance failed: ${message ?? String(reason)}` };
}
