// The keys that this laptop trusts: `.pub` files in its state directory, put there by a person who compared their words.

import { type Problem, problem, Refusal } from '../domain/problem.ts';
import { entriesIn, fileTrouble, makeDirectory, removeFile, writeWhole } from '../platform/files.ts';
import { isComment, type PublicKey, publicKeyText, readPublicKey } from './keys.ts';

export interface TrustStore {
  readonly directory: string;
  /** Every key there. A file that holds none is told of, and is trusted by nobody. */
  list(): Promise<{ readonly keys: readonly PublicKey[]; readonly problems: readonly Problem[] }>;
  /**
   * Under a name made from its fingerprint, or under `name`, replacing what had that name. Throws a Refusal (`key-comment-wrong`, `file-unwritable`).
   */
  add(key: PublicKey, name?: string): void;
  /** Lets go of the key with these words, in whatever files it is. Throws a Refusal (`key-not-trusted`, `file-unwritable`). */
  remove(words: string): Promise<void>;
}

/** Throws a Refusal (`file-unwritable`). */
function writing(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Refusal(problem('file-unwritable', { file, reason: fileTrouble(error) }));
  }
}

/** A name that a person finds again by the words. */
const nameOf = ({ words }: PublicKey): string => words.replaceAll(' ', '-');

/** The keys trusted by whoever works with this state directory. */
export function trustStore(stateDirectory: string): TrustStore {
  const directory = `${stateDirectory}/trusted-keys`;
  const files = async () => (await entriesIn(directory)).filter(({ name }) => name.endsWith('.pub')).map(({ path }) => path);
  const readAll = async () => Promise.all((await files()).map(async (file) => ({ file, read: await readPublicKey(file) })));
  return {
    directory,
    async list() {
      const all = (await readAll()).map(({ read }) => read);
      return { keys: all.flatMap((read) => (read.ok ? read.value : [])), problems: all.flatMap((read) => (read.ok ? [] : read.problems)) };
    },
    add(key, name = nameOf(key)) {
      if (!isComment(key.comment)) throw new Refusal(problem('key-comment-wrong', { comment: key.comment }));
      const file = `${directory}/${name}.pub`;
      writing(file, () => {
        makeDirectory(directory);
        writeWhole(file, publicKeyText(key));
      });
    },
    async remove(words) {
      const its = (await readAll()).filter(({ read }) => read.ok && read.value.words === words);
      if (its.length === 0) throw new Refusal(problem('key-not-trusted', { words }));
      for (const { file } of its) writing(file, () => removeFile(file));
    },
  };
}
