// Ignition configs, spec 3: files, units and users as the JSON a machine applies once, at its first boot.

/** A file owned by root. */
export interface IgnitionFile {
  readonly path: string;
  /** Permission bits; Ignition wants them as a decimal number, which is what JSON makes of 0o600. */
  readonly mode: number;
  readonly text: string;
}

export interface IgnitionUnit {
  readonly name: string;
  readonly enabled?: boolean;
  readonly mask?: boolean;
  readonly contents?: string;
  readonly dropins?: readonly { readonly name: string; readonly contents: string }[];
}

export interface IgnitionUser {
  readonly name: string;
  readonly sshAuthorizedKeys: readonly string[];
}

export interface IgnitionParts {
  readonly files?: readonly IgnitionFile[];
  readonly units?: readonly IgnitionUnit[];
  readonly users?: readonly IgnitionUser[];
}

/** Modes by purpose. */
export const modes = { readable: 0o644, program: 0o755, secret: 0o600 } as const;

/** RFC 2397, percent-encoded rather than base64: people review these. */
const dataUrl = (text: string): string => `data:,${encodeURIComponent(text.toWellFormed())}`;

// Without `overwrite` Ignition refuses to replace what the image brings, such as /etc/hosts.
const file = ({ path, mode, text }: IgnitionFile) => ({ path, mode, overwrite: true, contents: { source: dataUrl(text) } });

/** The config of spec `version` that has all of `parts`, in their order. */
export function ignitionConfig(version: string, parts: readonly IgnitionParts[]): string {
  const config = {
    ignition: { version },
    passwd: { users: parts.flatMap(({ users = [] }) => users) },
    storage: { files: parts.flatMap(({ files = [] }) => files).map(file) },
    systemd: { units: parts.flatMap(({ units = [] }) => units) },
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
