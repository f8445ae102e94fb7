// Each program of a booting blade that asks for an address, option by option in the order that captures of the real one show.

import {
  broadcastFlag,
  isMalformed,
  type Message,
  nowhere,
  option,
  readSubOptions,
  textAt,
  textBytes,
  uint16,
} from '../../protocol/dhcp/index.ts';

/** Option code and its bytes. */
export type Option = readonly [code: number, value: Uint8Array];

/** What a blade says of itself in DHCP. */
export interface Identity {
  readonly mac: Uint8Array;
  /** SMBIOS UUID, 16 bytes. */
  readonly uuid: Uint8Array;
}

/** A program that speaks DHCP. Times in milliseconds. */
export interface DhcpProgram {
  readonly name: string;
  /** Asks for broadcast answers, because it cannot hear others yet. */
  readonly broadcast: boolean;
  /** BOOTP's secs field as this program fills it, in DISCOVER and in REQUEST. */
  readonly seconds: readonly [discover: number, request: number];
  /** How long it waits for an answer, try by try; after the last it gives up. */
  readonly waits: readonly number[];
  /** How long it goes on collecting offers after a good one; `noProxy`: the offer says that no proxy will answer (175.176). */
  collects(noProxy: boolean): number;
  /** Why this offer is no use to it; undefined when it is. */
  refuses(offer: Message): string | undefined;
  options(identity: Identity, message: 'discover' | 'request', chosen: readonly Option[]): readonly Option[];
}

/** What the program sends; `chosen` are the server and the address of the offer it takes. */
export function ask(
  identity: Identity,
  program: DhcpProgram,
  xid: number,
  kind: 'discover' | 'request',
  chosen: readonly Option[] = [],
): Message {
  const chaddr = new Uint8Array(16);
  chaddr.set(identity.mac);
  return {
    op: 'request',
    hardwareType: 1,
    hardwareLength: identity.mac.length,
    hops: 0,
    xid,
    secs: program.seconds[kind === 'discover' ? 0 : 1],
    flags: program.broadcast ? broadcastFlag : 0,
    ciaddr: nowhere,
    yiaddr: nowhere,
    siaddr: nowhere,
    giaddr: nowhere,
    chaddr,
    sname: '',
    file: '',
    options: new Map(program.options(identity, kind, chosen)),
  };
}

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const hex = (value: string): Uint8Array => Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const messageType = (message: 'discover' | 'request'): Option => [53, bytes(message === 'discover' ? 1 : 3)];
/** RFC 4578 section 2.3: type 0, then the UUID. */
const machine = ({ uuid }: Identity): Option => [97, bytes(0, ...uuid)];
const architecture = (code: number): Option => [93, uint16(code)];
const vendorClass = (kind: 'PXEClient' | 'HTTPClient', code: number, undi: string): Option => [
  60,
  textBytes(`${kind}:Arch:${String(code).padStart(5, '0')}:UNDI:${undi}`),
];
const maximumSize = (size: number): Option => [57, uint16(size)];

/** The boot file of an answer: option 67, else the file field; `''` when it names none. */
export const bootFileOf = ({ options, file }: Message): string => textAt(options.get(option.bootFile) ?? new Uint8Array()) || file;

const vendorClassOf = ({ options }: Message): string => textAt(options.get(option.vendorClass) ?? new Uint8Array());

const refusesNothing = (): undefined => undefined;
const refusesWithoutFile = (offer: Message): string | undefined => (bootFileOf(offer) ? undefined : 'PXE-E53: No boot filename received');

/** Vendor class `PXEClient` without PXE_DISCOVERY_CONTROL (43.6) makes EDK2 ask port 4011, where a rack without proxyDHCP is silent. */
function refusesBinl(offer: Message): string | undefined {
  const vendor = readSubOptions(offer.options.get(option.vendorSpecific) ?? new Uint8Array());
  const binl = vendorClassOf(offer).startsWith('PXEClient') && (isMalformed(vendor) || !vendor.has(6));
  return binl ? 'PXE-E16: No valid offer received' : refusesWithoutFile(offer);
}

const refusesNonHttp = (offer: Message): string | undefined =>
  vendorClassOf(offer).startsWith('HTTPClient') && /^https?:/.test(bootFileOf(offer)) ? undefined : 'No HTTP boot offer received';

/** EDK2's waits; a ROM built from Intel's reference code has the same. */
const firmwareWaits = [4_000, 8_000, 16_000, 32_000];
/** EDK2 collects offers this long, whatever it was offered (seen: 3.8 s). */
const EDK2_COLLECTS_MILLISECONDS = 3_800;

/** PXE 2.1 firmware of a BIOS NIC: the order of RFC 4578's example. No capture: every BIOS ROM at hand is iPXE. */
export const biosPxe: DhcpProgram = {
  name: 'PXE ROM',
  broadcast: true,
  seconds: [4, 4],
  waits: firmwareWaits,
  collects: () => 0,
  refuses: refusesWithoutFile,
  options: (identity, message, chosen) => [
    messageType(message),
    ...chosen,
    [55, bytes(1, 2, 3, 5, 6, 11, 12, 13, 16, 17, 18, 43, 54, 60, 67, 128, 129, 130, 131, 132, 133, 134, 135)],
    maximumSize(1260),
    machine(identity),
    architecture(0),
    [94, bytes(1, 2, 1)],
    vendorClass('PXEClient', 0, '002001'),
  ],
};

/** Both of EDK2's network boots ask for these first. */
const edk2Asks = [1, 2, 3, 4, 5, 6, 12, 13, 15, 17, 18, 22, 23, 28, 40, 41, 42, 43, 50, 51, 54, 58, 59, 60];

const edk2 = (name: string, kind: 'PXEClient' | 'HTTPClient', code: number, asks: readonly number[], requestSize: number): DhcpProgram => ({
  name,
  broadcast: true,
  seconds: [0, 0],
  waits: firmwareWaits,
  collects: () => EDK2_COLLECTS_MILLISECONDS,
  refuses: kind === 'PXEClient' ? refusesBinl : refusesNonHttp,
  options: (identity, message, chosen) => [
    messageType(message),
    ...chosen,
    maximumSize(message === 'discover' ? 1472 : requestSize),
    [55, bytes(...edk2Asks, ...asks)],
    machine(identity),
    [94, bytes(1, 3, 0)],
    architecture(code),
    vendorClass(kind, code, '003000'),
  ],
});

const PXE_VENDOR_OPTIONS = [128, 129, 130, 131, 132, 133, 134, 135];

/** OVMF's own PXE stack; its REQUEST says 65280 bytes. */
export const uefiPxe = edk2('UEFI PXE', 'PXEClient', 7, [66, 67, 97, ...PXE_VENDOR_OPTIONS], 65_280);

/** OVMF's UEFI HTTP boot. */
export const uefiHttp = edk2('UEFI HTTP boot', 'HTTPClient', 16, [235, 67, 97], 1_472);

/** Which build of iPXE: in the NIC's ROM, the BIOS loader, or one of the two UEFI loaders. */
export type IpxeBuild = 'rom' | 'undionly' | 'snponly' | 'ipxe-efi';

/** Encapsulated in option 175: bus and device, version 1.0.0, then one entry per feature of the build. */
const ipxeFeatures: Readonly<Record<IpxeBuild, string>> = {
  rom: 'b105011af41000eb03010000170101220101130101110101270101190101290101100102210101150101180101120101',
  undionly: 'b105011af41000eb03010000170101220101130101110101270101190101290101100102210101150101180101120101',
  snponly: 'b105011af41000eb03010000170101240101130101110101270101290101150101120101',
  'ipxe-efi': 'b105011af41000eb030100001701012401011301011101012701012901011501011b0101120101',
};

const isEfi = (build: IpxeBuild): boolean => build === 'snponly' || build === 'ipxe-efi';
const IPXE_ASKS = [1, 3, 6, 7, 12, 15, 17, 26, 43, 60, 66, 67, 119, ...PXE_VENDOR_OPTIONS, 175, 203];
/** Without `no-pxedhcp` in the offer, iPXE waits this long for a proxy's (seen: 3 s, with a second DISCOVER). */
const IPXE_COLLECTS_MILLISECONDS = 3_000;

export const ipxe = (build: IpxeBuild): DhcpProgram => ({
  name: build === 'rom' ? 'iPXE (NIC ROM)' : `iPXE (${build})`,
  broadcast: build === 'undionly',
  seconds: [4, 10],
  waits: [1_000, 2_000, 4_000, 8_000, 10_000],
  collects: (noProxy) => (noProxy ? 0 : IPXE_COLLECTS_MILLISECONDS),
  refuses: refusesNothing,
  options: (identity, message, chosen) => [
    messageType(message),
    maximumSize(1472),
    architecture(isEfi(build) ? 7 : 0),
    [94, isEfi(build) ? bytes(1, 3, 10) : bytes(1, 2, 1)],
    isEfi(build) ? vendorClass('PXEClient', 7, '003010') : vendorClass('PXEClient', 0, '002001'),
    [77, textBytes('iPXE')],
    [55, bytes(...IPXE_ASKS)],
    [175, hex(ipxeFeatures[build])],
    [61, bytes(1, ...identity.mac)],
    machine(identity),
    ...chosen,
  ],
});

/** systemd-networkd in the live system: its client identifier is a DUID, so the same MAC shows another one than in its firmware. */
export const liveSystem: DhcpProgram = {
  name: 'live system',
  broadcast: false,
  seconds: [1, 1],
  waits: [2_000, 4_000, 8_000, 16_000, 16_000],
  collects: () => 0,
  refuses: refusesNothing,
  options: (identity, message, chosen) => [
    messageType(message),
    [61, bytes(0xff, ...identity.mac.subarray(2), 0, 2, 0, 0, 0xab, 0x11, ...identity.uuid.subarray(8))],
    [55, bytes(1, 3, 6, 12, 15, 33, 42, 120, 121)],
    maximumSize(1472),
    ...chosen,
    [12, textBytes('localhost')],
  ],
};
