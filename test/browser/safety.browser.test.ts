// Who may use the console: this laptop's own page with the token of this start, and nobody else, also not through a technician's browser.

import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRaw, type RawRequest } from '../appliance/raw-http.ts';
import { openBrowser, openWindow } from './browser.ts';
import { openPractice, type Practice } from './practice.ts';

let practice: Practice;
let browser: Browser;
beforeAll(async () => {
  [practice, browser] = await Promise.all([openPractice(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await practice?.close();
});

const host = '127.0.0.1';
const portNow = () => Number(new URL(practice.url).port);
const tokenNow = () => new URL(practice.url).searchParams.get('token')!;
const ask = (request: Omit<RawRequest, 'port' | 'host'>) => askRaw({ host, port: portNow(), ...request });
const signedIn = () => ({ authorization: `Bearer ${tokenNow()}` });

/** What somebody who should not could ask for. */
const wanted = [
  { what: 'the page', path: '/' },
  { what: 'the stream of changes', path: '/api/changes?language=en' },
  { what: 'the stream of events', path: '/api/events' },
  { what: 'a call', path: '/api/plans', method: 'POST', body: '{}' },
];

describe('the console', () => {
  it.each(wanted)('refuses $what without the token, or with another', async ({ what: _, ...request }) => {
    expect(await ask(request)).toMatchObject({ status: 401 });
    const wrong = { authorization: `Bearer ${'0'.repeat(tokenNow().length)}` };
    expect(await ask({ ...request, headers: wrong })).toMatchObject({ status: 401 });
    expect(await ask({ ...request, headers: { cookie: `rackstrap-${portNow()}=${'0'.repeat(tokenNow().length)}` } })).toMatchObject({
      status: 401,
    });
  });

  it.each(wanted)('refuses $what to a page of another origin, and under another name, token or not', async ({ what: _, ...request }) => {
    for (const foreign of [
      { origin: 'http://192.0.2.7' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:${portNow() + 1}` },
      { host: 'rack.example.org' },
    ])
      expect(await ask({ ...request, headers: { ...signedIn(), ...foreign } }), JSON.stringify(foreign)).toMatchObject({ status: 403 });
  });

  it('keeps the token where no script and no other site reaches it, and takes it out of the address', async () => {
    const { status, headers } = await ask({ path: `/?token=${tokenNow()}` });
    expect(status).toBe(303);
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^rackstrap-\d+=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/)]);
    expect(headers.location).toBe('/');
  });

  it('lets the page run its own scripts and styles, and nothing that was put into it', async () => {
    const { headers } = await ask({ path: '/', headers: signedIn() });
    const policy = String(headers['content-security-policy']);
    const said = new Map(policy.split(';').map((line) => [line.trim().split(' ')[0], line.trim().split(' ').slice(1)]));
    expect(said.get('default-src')).toEqual(["'none'"]);
    for (const what of ['script-src', 'style-src', 'connect-src', 'font-src', 'img-src']) expect(said.get(what), what).toEqual(["'self'"]);
    for (const what of ['frame-ancestors', 'base-uri', 'form-action']) expect(said.get(what), what).toEqual(["'none'"]);
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
  });

  it('does nothing for another page that is open in the same browser', async () => {
    const other = createServer((_, response) => void response.setHeader('content-type', 'text/html').end('<title>elsewhere</title>'));
    await new Promise<void>((done) => other.listen(0, host, done));
    const { page, context } = await openWindow(browser);
    try {
      await page.goto(practice.url);
      await page.getByRole('heading', { name: 'Plans' }).waitFor();
      await page.goto(`http://${host}:${(other.address() as AddressInfo).port}/`);
      const outcome = await page.evaluate(async (console) => {
        const body = JSON.stringify({ name: 'intruder', architecture: 'small' });
        const simple = { method: 'POST', body, credentials: 'include' } as const;
        await fetch(`${console}/api/newPlan`, { ...simple, mode: 'no-cors', headers: { 'content-type': 'text/plain' } }).catch(() => {});
        return fetch(`${console}/api/plans`, { ...simple, headers: { 'content-type': 'application/json' } }).then(
          ({ status }) => String(status),
          () => 'refused',
        );
      }, new URL(practice.url).origin);
      expect(outcome).toBe('refused');
      expect(existsSync(join(practice.planDirectory, 'intruder.yaml'))).toBe(false);
    } finally {
      await context.close();
      other.close();
    }
  });
});
