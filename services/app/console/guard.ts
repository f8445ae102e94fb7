// Who may speak to the console: this laptop's own pages, with the token that was made at this start.

import { timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Cookies do not keep ports of one host apart: without the port in it, a second appliance would sign the first one's page out. */
const cookieName = (request: Request) => `rackstrap-${request.socket.localPort}`;
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const cookieOf = (request: Request): string =>
  (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === cookieName(request))?.[1] ?? '';

const refuse = (response: Response, status: number, text: string) => void response.status(status).type('text/plain').send(`${text}\n`);

/** Headers that every answer carries. */
export const headers: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
};

/** Refuses names other than loopback's (a page elsewhere that made its own name point here) and requests made by other pages. */
export const sameOrigin: RequestHandler = (request: Request, response: Response, next: NextFunction) => {
  const port = request.socket.localPort;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (!hosts.includes(request.headers.host ?? '')) return refuse(response, 403, 'The console answers to 127.0.0.1 only.');
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`))
    return refuse(response, 403, 'This page may not use the console.');
  next();
};

/**
 * The first visit brings the token in the address and gets it as a cookie that scripts cannot read; the address is then without it.
 * Everything else needs the cookie, or the token as a bearer (command line, tests).
 */
export const withToken =
  (token: string): RequestHandler =>
  (request, response, next) => {
    const { token: asked, ...rest } = request.query;
    if (request.method === 'GET' && typeof asked === 'string' && same(asked, token)) {
      response.cookie(cookieName(request), token, { httpOnly: true, sameSite: 'strict', path: '/' });
      const search = new URLSearchParams(rest as Record<string, string>).toString();
      // Two slashes at the beginning, of either kind, would lead to another host.
      return response.redirect(303, request.path.replace(/^[/\\]+/, '/') + (search && `?${search}`));
    }
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (same(cookieOf(request), token) || same(bearer, token)) return next();
    refuse(response, 401, 'Open the console by the address that Rackstrap printed when it started.');
  };
