// What a system is given for its first start, whoever writes it down: its name, who gets in, files, and units.

/** A file owned by root. */
export interface SystemFile {
  readonly path: string;
  readonly mode: number;
  readonly text: string;
}

/** A file owned by root that the system fetches from the laptop by itself, and keeps only with this checksum. */
export interface RemoteFile {
  readonly path: string;
  readonly mode: number;
  readonly url: string;
  readonly sha256: string;
}

export interface SystemUnit {
  readonly name: string;
  readonly enabled?: boolean;
  readonly mask?: boolean;
  readonly contents?: string;
  readonly dropins?: readonly { readonly name: string; readonly contents: string }[];
}

export interface SystemParts {
  readonly hostname?: string;
  /** Lines of `.pub` files that open the user `core`, whom every CoreOS-lineage system has. */
  readonly sshKeys?: readonly string[];
  readonly files?: readonly SystemFile[];
  readonly remoteFiles?: readonly RemoteFile[];
  readonly units?: readonly SystemUnit[];
}

/** Modes by purpose. */
export const modes = { readable: 0o644, program: 0o755, secret: 0o600 } as const;

/** Writes the same parts, in their order, in the form that one kind of system reads. */
export interface ConfigWriter {
  /** Of the documents' names. */
  readonly extension: 'ign' | 'yaml';
  readonly contentType: string;
  write(parts: readonly SystemParts[]): string;
}
