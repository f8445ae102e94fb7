// How registries are reached: their mirrors, who asks, and when a password may be shown.

import { z } from 'zod';
import { fromBase64 } from '../../../platform/base64.ts';

const mirrorUrl = z
  .string()
  .refine(
    (text) => /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(text) && URL.canParse(text),
    'write the address of the mirror, for example https://mirror.example.org:5000',
  );

/** One registry in the specification of a bundle; its key there is the host, as in names of images. */
export const registryAccess = z
  .strictObject({
    /** Asked first, in this order; a path stands before the repository: `https://harbor.example.org/k8s-proxy`. */
    mirrors: z.array(mirrorUrl).exactOptional(),
    username: z.string().min(1).exactOptional(),
    password: z.string().min(1).exactOptional(),
    /** Asks by http, and sends what is secret as well. For a registry on a bench of one's own. */
    plainHttp: z.boolean().exactOptional(),
  })
  .refine(
    ({ username, password }) => (username === undefined) === (password === undefined),
    'write both username and password, or neither',
  );

export const registriesAccess = z.record(z.string(), registryAccess);
export type RegistriesAccess = z.output<typeof registriesAccess>;

export interface Login {
  readonly username: string;
  readonly password: string;
}
/** By the host of a registry. */
export type Logins = Readonly<Record<string, Login>>;

/** One place where a registry's images can be asked for. */
export interface Endpoint {
  /** For people: host and path. */
  readonly label: string;
  /** `https://registry-1.docker.io/v2/`, with what a mirror puts before each repository. */
  readonly base: string;
  readonly login?: Login;
  /** Whether its realm may be asked by http as well. */
  readonly plainHttp: boolean;
}

/** Docker Hub answers elsewhere than it is called. */
const apiHosts: Readonly<Record<string, string>> = { 'docker.io': 'registry-1.docker.io' };

/** This very machine, where nobody listens on the way. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/** A password goes over TLS, or nowhere but to this machine, or where somebody wrote that it may. */
export const maySeeSecrets = ({ protocol, hostname }: URL, plainHttp: boolean): boolean =>
  protocol === 'https:' || isLoopback(hostname) || plainHttp;

function endpointAt(address: string, host: string, access: RegistriesAccess, logins: Logins): Endpoint {
  const url = new URL(address);
  const { username, password, plainHttp = false } = access[host] ?? {};
  const login = username !== undefined && password !== undefined ? { username, password } : logins[host];
  const path = url.pathname.replace(/^\/|\/$/g, '');
  return {
    label: `${url.host}${path && `/${path}`}`,
    base: `${url.origin}/v2/${path && `${path}/`}`,
    plainHttp,
    ...(login && maySeeSecrets(url, plainHttp) ? { login } : {}),
  };
}

/** Where images of the registry `host` are asked for, in this order: its mirrors, then itself. */
export function endpointsOf(host: string, access: RegistriesAccess, logins: Logins): Endpoint[] {
  const mirrors = (access[host]?.mirrors ?? []).map((mirror) => endpointAt(mirror, new URL(mirror).host, access, logins));
  const api = apiHosts[host] ?? host;
  const byHttp = access[host]?.plainHttp || isLoopback(new URL(`https://${api}`).hostname);
  return [...mirrors, endpointAt(`${byHttp ? 'http' : 'https'}://${api}`, host, access, logins)];
}

/** Keys of Docker's file are hosts or addresses; Docker Hub has one of its own. */
const hostOfKey = (key: string): string => {
  const host = key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return ['index.docker.io', 'registry-1.docker.io'].includes(host) ? 'docker.io' : host;
};

const dockerConfig = z.object({
  auths: z
    .record(z.string(), z.object({ auth: z.string().optional(), username: z.string().optional(), password: z.string().optional() }))
    .optional(),
});

const decoded = (auth: string): string => new TextDecoder().decode(fromBase64(auth) ?? new Uint8Array());

/** `auth` is user and password in one, and counts before the two. */
function loginIn({
  auth,
  username,
  password,
}: {
  auth?: string | undefined;
  username?: string | undefined;
  password?: string | undefined;
}) {
  if (!auth) return username && password ? { username, password } : undefined;
  const [, user, secret] = /^([^:]+):(.+)$/s.exec(decoded(auth)) ?? [];
  return user && secret ? { username: user, password: secret } : undefined;
}

/**
 * What `docker login` has kept in its config.json; undefined when the text is none.
 * Logins kept in a credential helper are not in it.
 */
export function dockerLogins(text: string): Logins | undefined {
  try {
    const { auths = {} } = dockerConfig.parse(JSON.parse(text));
    return Object.fromEntries(
      Object.entries(auths).flatMap(([key, entry]) => {
        const login = loginIn(entry);
        return login ? [[hostOfKey(key), login]] : [];
      }),
    );
  } catch {
    return undefined;
  }
}
