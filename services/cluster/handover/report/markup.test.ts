// Nobody's words become markup: whatever plans, blades and people say, the report has the same elements and attributes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../domain/blade/events.ts';
import { problem } from '../../../domain/problem.ts';
import { inputFrom, troubledInput } from '../sample.ts';
import { samplePlanOf } from '../sample-rack.ts';
import { cssString, escaped, markup } from './markup.ts';
import { reportOf } from './report.ts';

/** What breaks out of text, attributes, styles and scripts elsewhere, in the middle of anything. */
const nasty = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=y>',
  "' onload='",
  '</style>',
  '-->',
  '&lt;',
  '\u0000',
  '\ud800',
  '\u202e',
  '{}',
  '${x}',
);
const anything = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 20 }), nasty, fc.string({ maxLength: 20 }))
  .map((parts) => `x${parts.join('')}x`);

const element = /<\/?([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/gi;

/** Elements with the names of their attributes, in order; and what is left beside them has no sign of markup. */
function skeletonOf(html: string): string[] {
  const page = html.replace('<!doctype html>', '').replace(/<style>[\s\S]*?<\/style>/, '');
  const found = [...page.matchAll(element)].map(([whole, name, attributes = '']) => {
    const names = attributes
      .replace(/="[^"]*"/g, '')
      .trim()
      .split(/\s+/);
    return `${whole.startsWith('</') ? '/' : ''}${name} ${names.join(' ')}`;
  });
  expect(page.replace(element, '')).not.toMatch(/[<>]/);
  return found;
}

/** A run in which everybody who can say something says this. */
function saying(words: string) {
  const plan = samplePlanOf('production');
  const blades = plan.blades.map((blade) => ({ ...blade, hostname: words, labels: { 'example.org/x': words } }));
  const chassis = plan.chassis.map((one) => ({ ...one, model: words }));
  const network = { ...plan.network, gateway: words, searchDomains: [words] };
  const spoken = { ...plan, name: words, blades, chassis, network, etcd: { evenReason: words } };
  const told = (event: Event): Event => {
    if (event.type === 'inventory') return { ...event, inventory: { ...event.inventory, product: words, serial: words } };
    if (event.type === 'install-permitted') return { ...event, disk: words, diskSerial: words, wiped: words };
    if (event.type === 'consent-recorded') return { ...event, by: words };
    if (event.type === 'excluded') return { ...event, reason: words };
    if (event.type === 'bundle-accepted') return { ...event, words: [words] };
    if (event.type === 'node-seen') return { ...event, version: words };
    if (event.type === 'addon-step') return { ...event, error: words };
    if (event.type === 'cluster-answered') return { ...event, version: words };
    if (event.type === 'address-conflict') return { ...event, address: words };
    if (event.type !== 'check-ended') return event;
    return { ...event, facts: [words], problems: [{ ...problem('node-not-ready', { reason: words }), where: words }] };
  };
  const events = [...troubledInput().events].map(told);
  const administrator = { user: words, server: words, expires: Date.UTC(2027, 1, 1) };
  return inputFrom(spoken, events, { runName: words, tool: words, simulated: true, administrator });
}

describe('the report', () => {
  it('has the same elements whatever anybody says in it', () => {
    const harmless = skeletonOf(reportOf(saying('xyz')));
    expect(harmless.length).toBeGreaterThan(500);
    fc.assert(
      fc.property(anything, (words) => {
        expect(skeletonOf(reportOf(saying(words)))).toEqual(harmless);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps its style closed whatever the names in the margins of its pages are', () => {
    fc.assert(
      fc.property(anything, (words) => {
        expect(cssString(words)).toMatch(/^"(\\[0-9a-f]+ |[\p{L}\p{N}])*"$/u);
        expect(reportOf(saying(words)).match(/<\/style/g)).toHaveLength(1);
      }),
      { numRuns: 20 },
    );
  });

  it('shows no private key and no token, however they came into the words of a blade', () => {
    const text = reportOf(saying('join --token abcdef.0123456789abcdef ok'));
    expect(text).not.toContain('0123456789abcdef');
    expect(text).toContain('join --token (secret) ok');
  });
});

describe('markup', () => {
  it('takes text as text, and markup as markup', () => {
    const inner = markup`<b>${'<i>'}</b>`;
    expect(markup`<p title="${'"'}">${inner}${[1, undefined, 'a']}</p>`.text).toBe('<p title="&quot;"><b>&lt;i&gt;</b>1a</p>');
  });

  it('gives back what was escaped, but for what no page may hold', () => {
    const decoded = (text: string) =>
      text.replace(
        /&(?:amp|lt|gt|quot|#39);/g,
        (entity) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[entity]!,
      );
    fc.assert(fc.property(fc.stringMatching(/^[ -~\u4e00-\u9fff]{0,30}$/), (text) => void expect(decoded(escaped(text))).toBe(text)));
    expect(escaped('a\u0000\u202eb\ud800')).toBe('a\ufffd\ufffdb\ufffd');
  });
});
