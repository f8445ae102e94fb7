// Makes the key of whoever builds bundles: the private half for this user only, the public half beside it.

import { problem, Refusal } from '../domain/problem.ts';
import { generateKey } from '../platform/ed25519.ts';
import { fileTrouble, isInTheWay, isThere, removeFile, writeNew } from '../platform/files.ts';
import { isComment, type PublicKey, publicKeyOf, publicKeyText } from './keys.ts';

export const publicFileOf = (file: string): string => `${file}.pub`;

const ownerOnly = 0o600;
const everybody = 0o644;

/** Throws a Refusal (`file-in-the-way`, `file-unwritable`). */
function writeKeyFile(file: string, content: string, mode: number): void {
  try {
    writeNew(file, content, mode);
  } catch (error) {
    throw new Refusal(
      isInTheWay(error) ? problem('file-in-the-way', { file }) : problem('file-unwritable', { file, reason: fileTrouble(error) }),
    );
  }
}

/**
 * Writes a new private key to `file`, enciphered when there is a passphrase, and its public half to `file.pub`: both or none.
 * Throws a Refusal (`file-in-the-way`, `file-unwritable`, `key-comment-wrong`).
 */
export function writeNewKey(file: string, comment: string, passphrase?: string): PublicKey {
  if (!isComment(comment)) throw new Refusal(problem('key-comment-wrong', { comment }));
  if (isThere(publicFileOf(file))) throw new Refusal(problem('file-in-the-way', { file: publicFileOf(file) }));
  const key = generateKey();
  const half = publicKeyOf(key.publicKey, comment);
  writeKeyFile(file, key.pem(passphrase), ownerOnly);
  try {
    writeKeyFile(publicFileOf(file), publicKeyText(half), everybody);
  } catch (reason) {
    removeFile(file);
    throw reason;
  }
  return half;
}
