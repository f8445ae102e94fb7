// Where things lie in a bundle's directory: the manifest, its signature, and every part under its digest, as in an OCI image layout.

export const manifestFile = (directory: string): string => `${directory}/manifest.json`;

export const signatureFile = (directory: string): string => `${directory}/manifest.sig`;

export const blobDirectory = (directory: string): string => `${directory}/blobs/sha256`;

/** Two parts of the same bytes are one file. */
export const blobFile = (directory: string, sha256: string): string => `${blobDirectory(directory)}/${sha256}`;

/** A blob that is being copied here: its beginning, to go on behind. */
export const partialFile = (directory: string, sha256: string): string => `${blobFile(directory, sha256)}.partial`;

/** FAT32 takes files below 4 GiB; whole mebibytes, so that every piece but the last ends where a disk's block does. */
export const largestPiece = 4 * 2 ** 30 - 2 ** 20;
/** Three digits: 4 TB, more than a stick holds. */
export const mostPieces = 1000;

/** The name of a piece of a blob that is kept in pieces. */
export const pieceName = (sha256: string, index: number): string => `${sha256}.${String(index).padStart(3, '0')}`;

/** The names of a blob's files among those in its directory: its own, or those of its pieces; none when it is not there. */
export function blobNames(sha256: string, names: ReadonlySet<string>): string[] {
  if (names.has(sha256)) return [sha256];
  const pieces: string[] = [];
  while (pieces.length < mostPieces && names.has(pieceName(sha256, pieces.length))) pieces.push(pieceName(sha256, pieces.length));
  return pieces;
}
