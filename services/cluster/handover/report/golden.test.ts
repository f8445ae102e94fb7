// The report of each architecture against the reviewed copies in golden/. RACKSTRAP_GOLDEN=write rewrites them; the diff is reviewed like code.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sampleInput, troubledInput } from '../sample.ts';
import { reportOf } from './report.ts';
import { sheet } from './sheet.ts';

const golden = new URL('golden/', import.meta.url).pathname;
const rewrite = process.env.RACKSTRAP_GOLDEN === 'write';

/** What all of them share is looked at with one's own eyes. */
const page = (text: string): string => text.replace(sheet, '/* sheet.ts */');

const reports = {
  'laptop.html': page(reportOf(sampleInput('laptop', { forwardedSsh: 2222 }))),
  'small.html': page(reportOf(sampleInput('small'))),
  'development.html': page(reportOf(sampleInput('development'))),
  'production.html': page(reportOf(sampleInput('production'))),
  'small.zh-CN.html': page(reportOf(sampleInput('small', { language: 'zh-CN' }))),
  'troubled-and-simulated.html': page(reportOf(troubledInput({ simulated: true }))),
  'troubled.zh-CN.html': page(reportOf(troubledInput({ language: 'zh-CN' }))),
};

it.each(Object.entries(reports))('says in %s what it said when it was reviewed', (name, text) => {
  if (rewrite) {
    mkdirSync(golden, { recursive: true });
    writeFileSync(`${golden}${name}`, text);
  }
  expect(text).toBe(readFileSync(`${golden}${name}`, 'utf8'));
});

it('has a reviewed copy of nothing else', () => {
  expect(readdirSync(golden).toSorted()).toEqual(Object.keys(reports).toSorted());
});
