// `npm test`: every check in turn, then one line of figures and what was skipped and why.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingBrowser } from './browser/chromium.ts';
import { ensurePackages } from './setup/setup.ts';
import { skip, skipFile } from './setup/skipped.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-test-'));
const skips = join(scratch, 'skipped');

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const run = (command: string, words: string[]) => spawnSync(command, words, { stdio: 'inherit' }).status === 0;

/** A check that is one yes or no. */
function check(name: string, command: string, ...words: string[]): Outcome {
  console.log(`\n── ${name}`);
  const passed = run(command, words);
  return { name, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** A vitest run, counted test by test. A file that could not even be read counts as one failure. */
function tests(name: string, ...words: string[]): Outcome {
  console.log(`\n── ${name}`);
  const report = join(scratch, `${name}.json`);
  const passed = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...words]);
  if (!existsSync(report)) return { name, passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  return { name, passed: numPassedTests, failed: passed ? 0 : Math.max(1, numFailedTests), skipped: numPendingTests };
}

const missing = ensurePackages('test');
process.env[skipFile] = skips;
const browserTests = () =>
  skip('the console in a browser', missingBrowser()) ? [] : [tests('browser', '--config', 'vitest.browser.config.ts')];
const outcomes = [
  check('types', 'tsc', '-p', '.'),
  check('types of the page', 'tsc', '-p', 'renderer'),
  check('types of its tests', 'tsc', '-p', 'test/browser'),
  check('lint', 'biome', 'check', '.'),
  check('boundaries', 'depcruise', 'services', 'renderer', 'test', '--config', '.dependency-cruiser.cjs'),
  check('page', 'npm', 'run', 'build'),
  tests('unit'),
  ...browserTests(),
  tests('interop', '--config', 'vitest.interop.config.ts'),
];

console.log('\n── summary');
for (const { name, passed, failed, skipped } of outcomes)
  console.log(`${name.padEnd(12)} ${passed} passed${failed ? `, ${failed} failed` : ''}${skipped ? `, ${skipped} skipped` : ''}`);

const reasons = existsSync(skips) ? [...new Set(readFileSync(skips, 'utf8').trim().split('\n'))] : [];
if (reasons.length > 0) console.log(`\nskipped, because:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
if (missing.length > 0) console.log(`\nto enable what was skipped (as root): apt-get install --no-install-recommends ${missing.join(' ')}`);

const sum = (key: 'passed' | 'failed' | 'skipped') => outcomes.reduce((total, outcome) => total + outcome[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
rmSync(scratch, { recursive: true, force: true });
process.exit(sum('failed') === 0 ? 0 : 1);
