// The report as a real Chromium prints it: whole, numbered, marked on every page, and without a word to anybody.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPrinter, reportOf } from '../../services/cluster/handover/index.ts';
import { sampleInput, troubledInput } from '../../services/cluster/handover/sample.ts';
import { browsers, browserVariable } from '../../services/platform/print.ts';
import { lacks, skip } from '../setup/skipped.ts';

const missing = browsers().length === 0 ? 'needs chromium' : lacks('pdfinfo', 'pdftotext');

const root = mkdtempSync(join(tmpdir(), 'rackstrap-report-'));
/** Where a browser is let work: whatever it leaves there is seen. */
const workplace = join(root, 'tmp');
const before = process.env.TMPDIR;
beforeAll(() => {
  mkdirSync(workplace);
  process.env.TMPDIR = workplace;
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(root, { recursive: true, force: true });
});

const pdfFile = join(root, 'report.pdf');
async function printed(html: string): Promise<string> {
  const done = await chromiumPrinter()(html);
  if (!done.ok) throw new Error(done.problems.map(({ what }) => what).join());
  writeFileSync(pdfFile, done.value);
  return pdfFile;
}

/** The text of each page. */
const pagesOf = (pdf: string): string[] => execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);

/** A4, and how it lies, of each page. */
function layoutOf(pdf: string): string[] {
  const told = execFileSync('pdfinfo', ['-f', '1', '-l', '999', pdf], { encoding: 'utf8' });
  return [...told.matchAll(/size:\s+([\d.]+) x ([\d.]+) pts/g)].map(([, width, height]) => {
    const [short, long] = [Number(width), Number(height)].toSorted((one, other) => one - other);
    const isA4 = Math.abs(short! - 595) < 2 && Math.abs(long! - 842) < 2;
    return `${isA4 ? 'A4' : 'other'} ${Number(width) > Number(height) ? 'across' : 'upright'}`;
  });
}

/** A program in the place of a browser. */
function standIn(name: string, script: string): string {
  const file = join(root, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe.skipIf(skip('the printed report', missing))('Chromium', () => {
  it('prints every page numbered, on A4, with the rack across', async () => {
    const pdf = await printed(reportOf(sampleInput('production')));
    const pages = pagesOf(pdf);
    expect(pages.length).toBeGreaterThan(5);
    for (const [index, text] of pages.entries()) {
      expect(text).toContain(`${index + 1} / ${pages.length}`);
      expect(text).toContain('plant-east-1');
      expect(text).not.toContain('SIMULATED');
    }
    const layout = layoutOf(pdf);
    expect(layout).toHaveLength(pages.length);
    expect(layout[pages.findIndex((text) => text.includes('HPE BladeSystem'))]).toBe('A4 across');
    expect(layout[0]).toBe('A4 upright');
    expect(pages.join('\n')).toContain('endpoint health --cluster');
  });

  it('marks every page of practice', async () => {
    const pages = pagesOf(await printed(reportOf(troubledInput({ simulated: true }))));
    for (const text of pages) expect(text).toContain('SIMULATED');
  });

  it('prints Chinese, where the laptop has letters for it', async () => {
    const pages = pagesOf(await printed(reportOf(sampleInput('small', { language: 'zh-CN' }))));
    expect(pages.join('\n')).toContain('验收通过');
  });

  it('runs nothing and asks nobody while it prints, whatever stands in the page', async () => {
    const asked: string[] = [];
    const server = createServer(({ url }, answer) => {
      asked.push(url ?? '');
      answer.end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      const { port } = server.address() as AddressInfo;
      const [byName, byAddress] = [`http://localhost:${port}/name`, `http://127.0.0.1:${port}/address`];
      const intruder = `<img src="${byName}"><img src="${byAddress}"><script>document.write('RAN')</script></main>`;
      const page = reportOf(sampleInput('laptop')).replace('</main>', intruder);
      expect(pagesOf(await printed(page)).join()).toMatch(/try-it(?![\s\S]*RAN)/);
      expect(pagesOf(await printed(`<!doctype html>bare ${intruder}`)).join()).toContain('bare');
      expect(asked).toEqual([]);
    } finally {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
  });

  it('leaves nothing behind', () => {
    expect(readdirSync(workplace)).toEqual([]);
  });
});

describe('without a browser that prints', () => {
  const reasonOf = async (...found: string[]) => {
    const done = await chromiumPrinter({ found: () => found, patience: 1000 })('<p>x</p>');
    return done.ok ? 'printed' : done.problems.map(({ code, what }) => `${code}: ${what}`).join();
  };

  it('the reason is told', async () => {
    expect(await reasonOf()).toContain('report-not-printed: The report was not printed as PDF: this laptop has no browser that can.');
    expect(await reasonOf(standIn('quitter', 'exit 0'))).toContain('wrote no PDF');
    expect(await reasonOf(standIn('failing', 'exit 1'))).toContain('wrote no PDF');
    expect(await reasonOf(standIn('waiting', 'exec sleep 60'))).toContain('did not end within 1 s');
    expect(await reasonOf(join(root, 'nothing'))).toContain('there is no such file');
    expect(readdirSync(workplace)).toEqual([]);
  });

  it('the next one is tried', async () => {
    const printing = standIn('printing', 'for word in "$@"; do case $word in --print-to-pdf=*) echo %PDF > "${word#*=}";; esac; done');
    expect(await reasonOf(standIn('broken', 'exit 1'), printing)).toBe('printed');
  });

  it('the one that is named is the only one', () => {
    process.env[browserVariable] = standIn('named', 'exit 0');
    try {
      expect(browsers()).toEqual([join(root, 'named')]);
    } finally {
      delete process.env[browserVariable];
    }
  });
});
