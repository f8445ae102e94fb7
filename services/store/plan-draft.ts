// A plan in progress: any text, what can be read of it, and everything that is wrong with it, each with its line.

import type { Document } from 'yaml';
import { checkPlan } from '../domain/plan/check.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { failed, ok, type Problem, problem, type Result } from '../domain/problem.ts';
import { fileTrouble, readAtMost } from '../platform/files.ts';
import { sha256 } from '../platform/sha256.ts';
import { atOffset, parseYaml, placed, plain, readable, syntaxProblems, type Written } from './plan-yaml.ts';

/** The text of a plan file, whatever is in it. */
export interface PlanFileText {
  /** With its byte-order mark and line ends: encoded as UTF-8 it is the file, byte for byte. */
  readonly text: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

/** The text and what can be read of it. */
export interface PlanDraft extends PlanFileText {
  readonly path: string;
  /** Keeps comments and order for edits; undefined when it is nested too deeply to be read at all. */
  readonly document?: Document;
  /** The plain data; absent when YAML cannot be read, or can be read in two ways: then only the text can be edited. */
  readonly data?: unknown;
  /** The plan in today's version; only when no problem is an error. */
  readonly plan?: Plan;
  /** Errors and warnings in the order of the file. */
  readonly problems: readonly Problem[];
}

type Read = Pick<PlanDraft, 'data' | 'plan' | 'problems'>;

/** 512 blades with everything filled in take about 200 KiB. */
export const largestPlan = 1024 * 1024;

/** For sorting: the earlier line first. */
export const inFileOrder = (one: Problem, other: Problem): number =>
  (one.source?.line ?? 0) - (other.source?.line ?? 0) || (one.source?.column ?? 0) - (other.source?.column ?? 0);

const isError = ({ level }: Problem) => level === 'error';

/** With a field written twice the rest is checked all the same, but nobody can say which of the two is meant: there is no data then. */
function checkWritten(written: Written): Read {
  const syntax = syntaxProblems(written);
  if (!readable(written)) return { problems: syntax };
  const read = plain(written.document);
  if (!read) return { problems: [...syntax, atOffset(written, 0, problem('plan-aliases'))] };
  const { plan, problems } = checkPlan(read.data);
  const all = [...syntax, ...problems.map((found) => placed(written, found))].toSorted(inFileOrder);
  return { problems: all, ...(syntax.some(isError) ? {} : read), ...(plan && !all.some(isError) ? { plan } : {}) };
}

/** SHA-256 in hexadecimal. */
export function digestOf(bytes: Uint8Array): string {
  const hash = sha256();
  hash.update(bytes);
  return hash.digest();
}

/** What can be read of `text`; `path` is the file's name in problems. */
export function draftOf(text: string, path: string): PlanDraft {
  const head = { path, text, sha256: digestOf(new TextEncoder().encode(text)) };
  const written = parseYaml(text, path);
  if (!written) return { ...head, problems: [problem('plan-yaml', { reason: 'it is nested too deeply' })] };
  return { ...head, document: written.document, ...checkWritten(written) };
}

/** Problems found by others than the plan's own check, each with the line of its path in this text. */
export function placedIn({ text, path }: Pick<PlanDraft, 'text' | 'path'>, problems: readonly Problem[]): Problem[] {
  const written = parseYaml(text, path);
  return problems.map((found) => (written && found.where !== undefined ? placed(written, found) : found));
}

/** Keeps the byte-order mark: what is not changed is written back as it was. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The file's text, whatever it says. Fails with `plan-unreadable`, `plan-too-large` or `plan-not-text`. */
export async function readPlanText(path: string): Promise<Result<PlanFileText>> {
  const read = await readAtMost(path, largestPlan).catch((error) => ({ trouble: fileTrouble(error) }));
  if (read === undefined) return failed(problem('plan-too-large', { file: path, limit: largestPlan / 1024 }));
  if ('trouble' in read) return failed(problem('plan-unreadable', { file: path, reason: read.trouble }));
  const text = decode(read);
  return text === undefined ? failed(problem('plan-not-text', { file: path })) : ok({ text, sha256: digestOf(read) });
}

/** Reads the file at `path`, however unfinished it is. Fails with `plan-unreadable`, `plan-too-large` or `plan-not-text`. */
export async function readDraft(path: string): Promise<Result<PlanDraft>> {
  const read = await readPlanText(path);
  return read.ok ? ok(draftOf(read.value.text, path)) : read;
}
