// The boot table: plain data, the only thing the boot services know. It is replaced whole and atomically.

/** `armed`: may install once; `local`: boots its own disk. A machine that is in no entry is only observed. */
export type Permission = 'armed' | 'local';

export interface TablePiece {
  readonly file: string;
  readonly size: number;
  /** Its last write before it was verified, milliseconds since 1970: what was written since is not served. */
  readonly writtenAt?: number;
}

/** A file of the bundle that may be served, under the path it is asked by. */
export interface TableFile {
  /** The files on the laptop that it is, one behind the other; more than one where a disk takes none that large. */
  readonly pieces: readonly TablePiece[];
  readonly size: number;
  readonly sha256: string;
  /** What asking for it proves about the blade. */
  readonly kind: 'loader' | 'kernel' | 'initrd' | 'image' | 'other';
  readonly contentType?: string;
}

/** A file rendered for one blade. */
export interface TableDocument {
  readonly body: string;
  readonly contentType: string;
  /** What asking for it proves about the blade. */
  readonly kind: 'script' | 'config' | 'menu' | 'secrets' | 'document';
  /** `open`: to the blade's address; `token`: only with the blade's bearer token as well. */
  readonly release: 'open' | 'token';
}

export interface TableBlade {
  readonly slot: string;
  /** Lower case with colons; the first carries the address. */
  readonly macs: readonly string[];
  readonly address: string;
  readonly hostname: string;
  readonly permission: Permission;
  /** Client architecture (RFC 4578 option 93, decimal) → path in `files`. */
  readonly loaders: Readonly<Record<number, string>>;
  /** Give the loader even to an iPXE that is not the one we sent (a NIC ROM), and the script only to the one we sent. */
  readonly forceLoader: boolean;
  /** The iPXE script's URL. */
  readonly script: string;
  /** By name: served as `/blade/<mac with hyphens>/<name>` to this blade only. */
  readonly documents: Readonly<Record<string, TableDocument>>;
  /** TFTP path → text, served to this blade only: `pxelinux.cfg/01-…`. */
  readonly tftp: Readonly<Record<string, string>>;
  /** Bearer tokens its systems call home with, of this arming. */
  readonly tokens: { readonly live: string; readonly installed: string };
}

/** For machines that are not planned and have an address of the pool: what they are brought up with, and the menu they are shown. */
export interface TableMenu extends Pick<TableBlade, 'loaders' | 'forceLoader' | 'script'> {
  /** iPXE scripts by name: served as `/menu/<name>`. */
  readonly scripts: Readonly<Record<string, string>>;
  /**
   * The iPXE script of a machine whose choice the laptop knows, by what has become of it since, without its first line. Before it come lines that
   * set `rs-slot` and `rs-script`, where it has a slot.
   */
  readonly waiting: { readonly unplanned: string; readonly notArmed: string; readonly armed: string };
  /** TFTP path → text. */
  readonly tftp: Readonly<Record<string, string>>;
}

export interface TableSubnet {
  readonly address: string;
  readonly prefixLength: number;
  readonly router?: string;
}

export interface BootTable {
  readonly revision: number;
  readonly server: { readonly address: string; readonly prefixLength: number; readonly hostname: string };
  /** `http://10.20.30.242` or with a port; no slash at the end. */
  readonly httpBase: string;
  readonly dhcp: {
    readonly mode: 'full' | 'proxy';
    readonly leaseSeconds: number;
    /** Options 3 and 6 only when given. */
    readonly router?: string;
    readonly dns: readonly string[];
    readonly pool?: { readonly first: string; readonly last: string };
    readonly relayed: readonly TableSubnet[];
    readonly routerAdvertisement: boolean;
  };
  readonly blades: readonly TableBlade[];
  readonly menu?: TableMenu;
  /** What any client that the table knows may fetch: by TFTP under this path, by HTTP as `/files/<sha256>/<file name>` or `/files/<path>`. */
  readonly files: Readonly<Record<string, TableFile>>;
  /** Parts of the bundle that were found missing or damaged, and are not served: path → SHA-256. */
  readonly withheld?: Readonly<Record<string, string>>;
}

/** The table with the look-ups the services need, made once per revision. */
export interface IndexedTable extends BootTable {
  readonly byMac: ReadonlyMap<string, TableBlade>;
  readonly byAddress: ReadonlyMap<string, TableBlade>;
  /** `<sha256>/<file name>` → path in `files` or `withheld`. */
  readonly byDigest: ReadonlyMap<string, string>;
}

/** The last part of a path: installers tell the form of a file by it. */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What a part is asked for by when it is asked for by what it is, whatever its path: `<sha256>/<file name>`. */
export const digestName = (path: string, sha256: string): string => `${sha256}/${fileNameOf(path)}`;

const byDigest = ({ files, withheld = {} }: BootTable) => [
  ...Object.entries(withheld).map(([path, sha256]) => [digestName(path, sha256), path] as const),
  ...Object.entries(files).map(([path, { sha256 }]) => [digestName(path, sha256), path] as const),
];

export const indexTable = (table: BootTable): IndexedTable => ({
  ...table,
  byMac: new Map(table.blades.flatMap((blade) => blade.macs.map((mac) => [mac, blade] as const))),
  byAddress: new Map(table.blades.map((blade) => [blade.address, blade] as const)),
  byDigest: new Map(byDigest(table)),
});
