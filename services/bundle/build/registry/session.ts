// Asking one endpoint about one repository, with the token or the password that it wants to see.

import { z } from 'zod';
import { problem, Refusal } from '../../../domain/problem.ts';
import { toBase64 } from '../../../platform/base64.ts';
import type { Fetch, Fetched, Headers } from '../source.ts';
import { type Endpoint, type Login, maySeeSecrets } from './access.ts';
import { type Challenge, challengesIn } from './challenge.ts';

export interface Session {
  readonly label: string;
  /** An answer to GET, authorised where it has to be. 404 is an answer; a refusal to let us in is a Refusal. */
  get(path: string, options: { readonly most: number; readonly accept?: string }): Promise<Fetched>;
  /** A blob, proved by its digest, fetched for one part. Resolves to where it lies. */
  blob(from: Fetch, digest: string, size: number): Promise<string>;
}

/** A token is some kilobytes. */
const largestToken = 256 * 1024;

/** https://distribution.github.io/distribution/spec/auth/token/ */
const tokenAnswer = z.object({ token: z.string().min(1).optional(), access_token: z.string().min(1).optional() });

const basic = ({ username, password }: Login): string => `Basic ${toBase64(new TextEncoder().encode(`${username}:${password}`))}`;

/** The realm's address with what the challenge says the token is to be for. */
function tokenUrl({ parameters: { realm = '', service, scope } }: Challenge, repository: string): URL | undefined {
  if (!URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  if (service) url.searchParams.set('service', service);
  url.searchParams.set('scope', scope ?? `repository:${repository}:pull`);
  return url;
}

function parsedToken(bytes: Uint8Array): string | undefined {
  try {
    const { token, access_token } = tokenAnswer.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return token ?? access_token;
  } catch {
    return undefined;
  }
}

/** The proofs this endpoint takes: without a login it may still hand out a token to anybody. */
export function openSession(fetch: Fetch, endpoint: Endpoint, repository: string): Session {
  const { label, login } = endpoint;
  const refused = () => new Refusal(problem(login ? 'registry-login-refused' : 'registry-login-missing', { registry: label, repository }));
  let answered: Challenge | undefined;
  let headers: Headers = {};

  async function tokenFor(challenge: Challenge): Promise<string> {
    const url = tokenUrl(challenge, repository);
    if (!url || !maySeeSecrets(url, endpoint.plainHttp))
      throw new Refusal(problem('registry-realm', { registry: label, realm: challenge.parameters.realm ?? '' }));
    const asked = login ? { headers: { authorization: basic(login) } } : {};
    const { status, bytes } = await fetch.small(url.href, { most: largestToken, statuses: [401, 403], ...asked });
    if (status === 401 || status === 403) throw refused();
    const token = parsedToken(bytes);
    if (token === undefined) throw new Refusal(problem('registry-token', { registry: label, realm: url.origin }));
    return token;
  }

  /** The header that answers one of these challenges; a token rather than a password, which is shown as seldom as can be. */
  async function authorise(challenges: readonly Challenge[]): Promise<void> {
    const offered = (scheme: string) => challenges.find((one) => one.scheme === scheme);
    answered = offered('bearer') ?? (login && offered('basic'));
    if (!answered) throw refused();
    headers = { authorization: answered.scheme === 'bearer' ? `Bearer ${await tokenFor(answered)}` : basic(login!) };
  }

  async function headersForBlob(refused: boolean): Promise<Headers> {
    if (refused && answered) await authorise([answered]);
    return headers;
  }

  return {
    label,
    async get(path, { most, accept }) {
      const url = `${endpoint.base}${repository}/${path}`;
      const ask = () => fetch.small(url, { most, statuses: [401, 403, 404], headers: { ...(accept ? { accept } : {}), ...headers } });
      let answer = await ask();
      if (answer.status === 401) {
        await authorise(challengesIn(answer.headers['www-authenticate'] ?? ''));
        answer = await ask();
      }
      if (answer.status === 401 || answer.status === 403) throw refused();
      return answer;
    },
    blob: (from, digest, size) =>
      from.file(`${endpoint.base}${repository}/blobs/${digest}`, {
        sha256: digest.slice('sha256:'.length),
        size,
        headers: headersForBlob,
      }),
  };
}
