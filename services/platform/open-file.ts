// A file opened once: what is read later comes from the file that was there then, whatever takes its name meanwhile.

import { type FileHandle, open } from 'node:fs/promises';

export interface OpenFile {
  readonly size: number;
  readonly handle: FileHandle;
  close(): Promise<void>;
}

/** Rejects with Node's error (ENOENT, EACCES …); EISDIR for anything that is no regular file. */
export async function openFile(path: string): Promise<OpenFile> {
  const handle = await open(path);
  const stat = await handle.stat();
  if (stat.isFile()) return { size: stat.size, handle, close: () => handle.close() };
  await handle.close();
  throw Object.assign(new Error(`${path} is no regular file`), { code: 'EISDIR' });
}
