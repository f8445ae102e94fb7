// Why the API did not do what it was asked, in words for a log line.

import { ApiTrouble } from '../api.ts';

/** Enough to see what it is: a body that is no Status may be a page of HTML. */
const longestWords = 300;

const cut = (text: string): string => (text.length > longestWords ? `${text.slice(0, longestWords)}…` : text);

/** Of what was thrown or sent: the innermost message, which names the cause (`connect ECONNREFUSED 10.20.30.9:6443`). */
export function wordsOf(reason: unknown): string {
  const { cause, message, error } = (reason ?? {}) as { cause?: unknown; message?: unknown; error?: unknown };
  const inner = cause ?? error;
  if (inner) return wordsOf(inner);
  return cut(typeof message === 'string' && message !== '' ? message : String(reason));
}

/** The client of WebSocket connections puts a refusal into words only. */
const refusedUpgrade = /^Unexpected server response: (\d{3})$/;

/** Of a request that got no answer, or none that it waited for. */
export function unanswered(reason: unknown): ApiTrouble {
  const words = wordsOf(reason);
  return new ApiTrouble(Number(refusedUpgrade.exec(words)?.[1] ?? 0), words);
}

/** The `message` of the Status in a refusal (kubernetes.io, "API conventions", response status kind). */
function messageIn(body: string): string {
  try {
    const { message } = JSON.parse(body) as { readonly message?: unknown };
    return typeof message === 'string' && message !== '' ? message : body;
  } catch {
    return body;
  }
}

export const refused = ({ status, body }: { readonly status: number; readonly body: string }): ApiTrouble =>
  new ApiTrouble(status, cut(messageIn(body).trim() || `the API answered ${status}`));
