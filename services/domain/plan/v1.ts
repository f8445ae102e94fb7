// Plan, version 1: the shape of one cluster to be, as people write it in YAML. Shapes only; rules that need two fields are in check.ts.

import { z } from 'zod';
import { cidr, ipAddress } from '../network/address.ts';
import { macAddress } from '../network/mac.ts';

const name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'use lower-case letters, digits and hyphens, at most 63, as in a host name');

/** `chassis/number`, the identity a technician sees: `c1/3`. Slots count from 1. */
export const slotId = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\/[1-9][0-9]{0,2}$/, 'write chassis/number, for example c1/3');

/** Which disk the OS goes to. Every given field must match; `pick` decides among what is left. Never a kernel name: those move between boots. */
export const diskRule = z.strictObject({
  serial: z.string().min(1).optional(),
  wwn: z.string().min(1).optional(),
  model: z.string().min(1).optional(),
  minGiB: z.number().positive().optional(),
  maxGiB: z.number().positive().optional(),
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
  name,
  model: z.string().min(1).default('generic'),
  slots: z.int().min(1).max(256),
  /** Address of slot 1; slot n has firstIp + (n − 1) × step. */
  firstIp: ipAddress.optional(),
  step: z.int().min(1).max(256).default(1),
});

const blade = z.strictObject({
  slot: slotId,
  /** Every NIC of the blade that may ask on this network; the first is the one that carries the address. */
  macs: z.array(macAddress).min(1).max(16),
  hostname: name.optional(),
  role: z.enum(['control-plane', 'worker']).optional(),
  /** By hand, instead of the chassis rule. */
  ip: ipAddress.optional(),
  disk: diskRule.optional(),
  loader: loaderChoice.optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

const network = z.strictObject({
  /** The provisioning net the blades and the laptop share. */
  subnet: cidr,
  /** The laptop's address on it, while it provisions. */
  laptop: ipAddress,
  /** Default route of the installed system. */
  gateway: ipAddress.optional(),
  /** Resolvers of the installed system. */
  dns: z.array(ipAddress).default([]),
  searchDomains: z.array(z.string().min(1)).default([]),
  /** Time servers of the installed system; while provisioning the laptop answers. */
  ntp: z.array(z.string().min(1)).default([]),
  vip: ipAddress.optional(),
  pods: cidr.optional(),
  services: cidr.optional(),
  nodePorts: z
    .string()
    .regex(/^\d+-\d+$/, 'write first-last, for example 30000-32767')
    .optional(),
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
  bundle: z.string().min(1),
  network,
  chassis: z.array(chassis).min(1),
  blades: z.array(blade).min(1),
  access: z
    .strictObject({
      sshKeys: z.array(z.string().min(1)).default([]),
      /** Debug: a shell on the console without a password, in the live and in the installed system. */
      autologin: z.boolean().default(false),
      /** Serial consoles the kernel also writes to, as in `console=`: `ttyS0,115200`. */
      consoles: z
        .array(z.string().regex(/^tty[A-Za-z0-9]+(,\d+[a-z0-9]*)?$/, 'write it as in console=, for example ttyS0,115200'))
        .default([]),
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
