// SSH keys as people paste them: the lines of `.pub` files or of authorized_keys, taken apart; a private key is refused before it goes anywhere.

import { type Problem, problem } from '../problem.ts';
import { isPrivateKey, sshKeyProblem } from './ssh-key.ts';

/** One key for the eye: `ssh-ed25519`, `you@laptop`. */
export interface KeyInWords {
  readonly type: string;
  /** The end of the key itself, by which two keys without a comment are told apart. */
  readonly end: string;
  readonly comment: string;
}

/** Enough to compare with one's own file. */
const shownCharacters = 8;

export function keyInWords(line: string): KeyInWords {
  const [type = '', body = '', ...comment] = line.trim().split(/[ \t]+/);
  return { type, end: body.slice(-shownCharacters), comment: comment.join(' ') };
}

export interface PastedKeys {
  /** Good ones that are not there yet, in their order. */
  readonly keys: readonly string[];
  /** What is wrong with the others, each told once; nothing of a private key is in it. */
  readonly problems: readonly Problem[];
  /** The lines that are wrong, to be corrected; none of a private key. */
  readonly wrong: readonly string[];
  /** How many are there already. */
  readonly known: number;
}

/** Two lines hold one key when type and body are the same, whatever their comments. */
const identity = (line: string) => line.split(/[ \t]+/, 2).join(' ');

/**
 * The public keys in `text`, one in each line; blank lines and those that begin with # are passed over. Nothing is taken from a text that holds a
 * private key (`plan-ssh-key-private-refused`); other wrong lines are told of (`plan-ssh-key`, `plan-ssh-key-weak`) and left out.
 */
export function pastedKeys(text: string, already: readonly string[] = []): PastedKeys {
  if (isPrivateKey(text)) return { keys: [], problems: [problem('plan-ssh-key-private-refused')], wrong: [], known: 0 };
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const checked = lines.map((line) => ({ line, found: sshKeyProblem(line) }));
  const before = new Set(already.map(identity));
  const good = new Map(checked.filter(({ found }) => !found).map(({ line }) => [identity(line), line]));
  const problems = checked.flatMap(({ found }) => found ?? []);
  return {
    keys: [...good].filter(([key]) => !before.has(key)).map(([, line]) => line),
    problems: [...new Map(problems.map((one) => [one.what, one])).values()],
    wrong: checked.filter(({ found }) => found).map(({ line }) => line),
    known: [...good.keys()].filter((key) => before.has(key)).length,
  };
}
