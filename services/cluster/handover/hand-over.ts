// What the cluster's engineer receives, written into a directory: whole files, and nothing in the place of what is not this cluster's.

import { parse } from 'yaml';
import { failed, ok, type Problem, problem, type Result } from '../../domain/problem.ts';
import { fileTrouble, isThere, removeFile } from '../../platform/files.ts';
import { makeDirectoryForOwner, writeForOwner } from '../../platform/for-owner.ts';
import { readPlainAtMost } from '../../platform/plain-file.ts';
import { sha256OfBytes } from '../../platform/sha256.ts';
import type { HandedOver, HandOverOptions } from './input.ts';
import { journalLines } from './journal-lines.ts';
import { reportOf } from './report/report.ts';

/** The first one says whose the others are: it is written first, and the sums of all come last. */
const keyFile = 'kubeconfig';
const sumsFile = 'SHA256SUMS';
export const handedFiles = [keyFile, 'report.html', 'report.pdf', 'plan.yaml', 'journal.jsonl', sumsFile] as const;

/** For its owner alone, as a private key is kept: the journal and the plan tell of the site, too. */
const mode = 0o600;
/** A kubeconfig is a few kilobytes; what is larger is none of ours. */
const mostKubeconfigBytes = 1024 * 1024;

/** By whom servers of this cluster are vouched for; undefined for what is no kubeconfig. */
function authorityIn(kubeconfig: string): unknown {
  try {
    return parse(kubeconfig)?.clusters?.[0]?.cluster?.['certificate-authority-data'];
  } catch {
    return undefined;
  }
}

async function isOf(directory: string, kubeconfig: string): Promise<boolean> {
  const there = await readPlainAtMost(`${directory}/${keyFile}`, mostKubeconfigBytes).catch(() => undefined);
  const authority = there && authorityIn(new TextDecoder().decode(there));
  return authority !== undefined && authority === authorityIn(kubeconfig);
}

/** A file of ours that is there already, where it is not of an earlier hand-over of this cluster. */
async function foreign(directory: string, kubeconfig: string): Promise<Problem | undefined> {
  const file = handedFiles.find((name) => isThere(`${directory}/${name}`));
  if (file === undefined || (await isOf(directory, kubeconfig))) return undefined;
  return problem('handover-of-another', { directory, file });
}

type Files = readonly (readonly [name: string, content: Uint8Array])[];

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** As sha256sum writes and checks them. */
const sumsOf = (files: Files): Uint8Array => bytes(files.map(([name, content]) => `${sha256OfBytes(content)}  ${name}\n`).join(''));

function write(directory: string, files: Files): Result<readonly string[]> {
  let file = directory;
  try {
    makeDirectoryForOwner(directory);
    for (const name of handedFiles.filter((one) => files.every(([written]) => written !== one))) removeFile(`${directory}/${name}`);
    for (const [name, content] of files) {
      file = `${directory}/${name}`;
      writeForOwner(file, content, mode);
    }
    return ok(files.map(([name]) => name));
  } catch (error) {
    return failed(problem('handover-unwritable', { file, reason: fileTrouble(error) }));
  }
}

/**
 * Writes kubeconfig, report, plan, journal and their sums. Fails with `handover-of-another`, and then nothing was touched, or with
 * `handover-unwritable`; a report that could not be printed is a warning.
 */
export async function handOver({ directory, kubeconfig, planText, report, print }: HandOverOptions): Promise<Result<HandedOver>> {
  const inTheWay = await foreign(directory, kubeconfig.reveal());
  if (inTheWay) return failed(inTheWay);
  const page = reportOf(report);
  const printed = await print(page);
  const files: Files = [
    [keyFile, bytes(kubeconfig.reveal())],
    ['report.html', bytes(page)],
    ...(printed.ok ? [['report.pdf', printed.value] as const] : []),
    ['plan.yaml', bytes(planText)],
    ['journal.jsonl', bytes(journalLines(report.events))],
  ];
  const written = write(directory, [...files, [sumsFile, sumsOf(files)]]);
  if (!written.ok) return written;
  return ok({ directory, files: written.value, warnings: printed.ok ? [] : printed.problems });
}
