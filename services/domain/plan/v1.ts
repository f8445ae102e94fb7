// Plan, version 1: the shape of one cluster to be, as people write it in YAML. Shapes only; rules that need two fields are in check.ts.

import { z } from 'zod';
import { cidr, ipAddress, isAddress } from '../network/address.ts';
import { macAddress } from '../network/mac.ts';

/** Text of this form; `wanted` completes "Write …" wherever something else is written. */
const text = (form: RegExp, wanted: string) => z.string().regex(form).describe(wanted);

/** One label of a DNS name (RFC 1123), which is also what Kubernetes takes as a node's name. */
const name = text(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits and hyphens, at most 63, as in a host name');
/** A DNS name; one that ends in a number is a mistyped address. */
const domain = /^(?=.{1,253}$)(?!(.*\.)?\d+$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** `chassis/number`, the identity a technician sees: `c1/3`. Slots count from 1. */
export const slotId = text(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\/[1-9][0-9]{0,2}$/, 'chassis/number, for example c1/3');
const chassisName = text(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, 'lower-case letters, digits and hyphens, at most 32, for example c1');

const gibibytes = z.number().positive().describe('a size in GiB, for example 100');
const words = z.string().min(1);

/** Which disk the OS goes to. Every given field must match; `pick` decides among what is left. Never a kernel name: those move between boots. */
export const diskRule = z.strictObject({
  serial: words.optional(),
  wwn: words.optional(),
  model: words.optional(),
  minGiB: gibibytes.optional(),
  maxGiB: gibibytes.optional(),
  transport: z.enum(['nvme', 'sata', 'sas', 'virtio', 'usb']).optional(),
  pick: z.enum(['only', 'smallest', 'largest']).default('only'),
});

/**
 * How a blade's firmware is brought to the live system.
 * `auto`: an iPXE in the NIC's ROM gets its script at once, everything else the loader for its architecture;
 * `undionly`: BIOS clients get undionly.kpxe even when their ROM is iPXE; `pxelinux`: PXELINUX with a file per MAC.
 */
export const loaderChoice = z.enum(['auto', 'undionly', 'pxelinux']);

const chassis = z.strictObject({
  name: chassisName,
  model: words.default('generic'),
  slots: z.int().min(1).max(256),
  /** Address of slot 1; slot n has firstIp + (n − 1) × step. */
  firstIp: ipAddress.optional(),
  step: z.int().min(1).max(256).default(1),
});

const blade = z.strictObject({
  slot: slotId,
  /** Every NIC of the blade that may ask on this network; the first is the one that carries the address. */
  macs: z.array(macAddress).min(1).max(16).describe('a list of one to 16 MAC addresses, for example [d0:00:67:13:0d:00]'),
  hostname: name.optional(),
  role: z.enum(['control-plane', 'worker']).optional(),
  /** By hand, instead of the chassis rule. */
  ip: ipAddress.optional(),
  disk: diskRule.optional(),
  loader: loaderChoice.optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

const timeServer = z
  .string()
  .refine((server) => isAddress(server) || domain.test(server))
  .describe('the address or name of a time server');

const network = z.strictObject({
  /** The provisioning net the blades and the laptop share. */
  subnet: cidr,
  /** The laptop's address on it, while it provisions. */
  laptop: ipAddress,
  /** Default route of the installed system. */
  gateway: ipAddress.optional(),
  /** Resolvers of the installed system. */
  dns: z.array(ipAddress).default([]),
  searchDomains: z.array(text(domain, 'a domain name, for example rack.example.org')).default([]),
  /** Time servers of the installed system; while provisioning the laptop answers. */
  ntp: z.array(timeServer).default([]),
  vip: ipAddress.optional(),
  pods: cidr.optional(),
  services: cidr.optional(),
  nodePorts: text(/^\d{1,5}-\d{1,5}$/, 'first-last, for example 30000-32767').optional(),
  dhcp: z
    .strictObject({
      /** `full` gives addresses; `proxy` only adds the boot part to the answers of the site's own DHCP server. */
      mode: z.enum(['full', 'proxy']).default('full'),
      /** Tell DHCP clients the gateway and resolvers too. Off: nothing on the provisioning net may come to route through it by surprise. */
      announceGateway: z.boolean().default(false),
      announceDns: z.boolean().default(false),
      /** Addresses for machines that are not in the plan. Without it they get none and are only recorded. */
      pool: z.strictObject({ first: ipAddress, last: ipAddress }).optional(),
      /** Subnets that reach the laptop through a DHCP relay. */
      relayed: z.array(z.strictObject({ subnet: cidr, gateway: ipAddress })).default([]),
      /** A router advertisement with no prefix and lifetime 0 while serving: without one iPXE waits 13 s for IPv6 on every boot. */
      routerAdvertisement: z.boolean().default(true),
    })
    .prefault({}),
});

export const planV1 = z.strictObject({
  apiVersion: z.literal('rackstrap/v1'),
  name,
  architecture: z.enum(['laptop', 'small', 'development', 'production']),
  /** Name of the bundle the rack is installed from. */
  bundle: words.describe('the name of a bundle'),
  network,
  chassis: z.array(chassis).min(1).describe('a list of chassis, each with its name and its number of slots'),
  blades: z.array(blade).min(1).describe('a list of blades, each with its slot and its MAC addresses'),
  access: z
    .strictObject({
      /** Public keys, each as the one line of its `.pub` file. */
      sshKeys: z.array(z.string().trim().min(1).describe('the line of a .pub file')).default([]),
      /** Debug: a shell on the console without a password, in the live and in the installed system. */
      autologin: z.boolean().default(false),
      /** Serial consoles the kernel also writes to, as in `console=`: `ttyS0,115200`. */
      consoles: z.array(text(/^tty[A-Za-z0-9]+(,\d+[a-z0-9]*)?$/, 'a console as in console=, for example ttyS0,115200')).default([]),
    })
    .prefault({}),
  /** For blades without a disk rule of their own. */
  disk: diskRule.prefault({}),
  loader: loaderChoice.default('auto'),
  updates: z.strictObject({ automatic: z.boolean().default(false) }).prefault({}),
});

export type PlanV1 = z.output<typeof planV1>;
export type DiskRule = z.output<typeof diskRule>;
export type LoaderChoice = z.output<typeof loaderChoice>;
