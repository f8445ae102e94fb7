// Plan, version 1: the shape of one cluster to be, as people write it in YAML. Shapes only; rules that need two fields are in check.ts.

import { z } from 'zod';
import { arches } from '../bundle.ts';
import { podNetworkNames } from '../kubernetes/pod-networks.ts';
import { taintForm } from '../kubernetes/taint-form.ts';
import { cidr, ipAddress, isAddress } from '../network/address.ts';
import { macAddress } from '../network/mac.ts';
import { kubernetesOptions } from './kubernetes-options.ts';

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
 * `undionly`: BIOS clients get undionly.kpxe even when their ROM is iPXE; `pxelinux`: PXELINUX with a file per MAC;
 * `secure-boot`: UEFI clients get the loaders that are signed for Secure Boot, BIOS clients what they get by `auto`.
 */
export const loaderChoice = z.enum(['auto', 'undionly', 'pxelinux', 'secure-boot']);

/** What every node in a place is known by in the cluster: cabinet, kind of disk, … */
const labels = z.record(z.string(), z.string());

/** Addresses from one slot to the next. */
const step = z.int().min(1).max(256).default(1);

const chassis = z.strictObject({
  name: chassisName,
  model: words.default('generic'),
  slots: z.int().min(1).max(256),
  /** Address of slot 1; slot n has firstIp + (n − 1) × step. */
  firstIp: ipAddress.optional(),
  step,
  /** Of every blade in it; a blade's own label of the same name comes first. */
  labels: labels.optional(),
});

/** For chassis without a firstIp: chassis i, counted from 0 in the order of the plan, begins at firstIp + i × perChassis. */
const addressing = z.strictObject({
  firstIp: ipAddress,
  step,
  perChassis: z.int().min(1).max(65_536),
});

export const role = z.enum(['control-plane', 'worker']);

const blade = z.strictObject({
  slot: slotId,
  /** Every NIC of the blade that may ask on this network; the first is the one that carries the address. */
  macs: z.array(macAddress).min(1).max(16).describe('a list of one to 16 MAC addresses, for example [d0:00:67:13:0d:00]'),
  hostname: name.optional(),
  /** Where the architecture leaves it open; see domain/architecture. */
  role: role.optional(),
  /** Where it differs from the plan's. */
  arch: z.enum(arches).optional(),
  /** By hand, instead of the chassis rule. */
  ip: ipAddress.optional(),
  disk: diskRule.optional(),
  loader: loaderChoice.optional(),
  labels: labels.optional(),
  /** Pods that do not tolerate them stay away. */
  taints: z.array(text(taintForm, 'a taint as kubectl writes it, for example dedicated=storage:NoSchedule')).optional(),
});

/** One range, or one of each family where the cluster speaks IPv4 and IPv6 (dual stack), the first being the one of the nodes. */
const clusterRange = z
  .union([cidr, z.array(cidr).min(1).max(2)])
  .describe('network/length, for example 10.100.0.0/16, or a list of one IPv4 and one IPv6 network');

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
  pods: clusterRange.optional(),
  /** Length of each node's part of the first pod range; of a second one it is the default of its family (network/sizes.ts). */
  podPrefix: z.int().min(8).max(128).optional(),
  services: clusterRange.optional(),
  /** Networks of the site that blades or pods speak to, and that no range of the plan may overlap. */
  siteRoutes: z.array(cidr).default([]),
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
      /** Machines of the pool that boot from the network are shown a menu, which boots their own disk unless somebody chooses; on unless it says no. */
      menu: z.boolean().optional(),
      /** Subnets that reach the laptop through a DHCP relay. */
      relayed: z.array(z.strictObject({ subnet: cidr, gateway: ipAddress })).default([]),
      /** A router advertisement with no prefix and lifetime 0 while serving: without one iPXE waits 13 s for IPv6 on every boot. */
      routerAdvertisement: z.boolean().default(true),
    })
    .prefault({}),
});

const kubernetes = z.strictObject({
  /** `1.37.1`; without it the one that the bundle carries. */
  version: text(/^\d+\.\d+\.\d+$/, 'major.minor.patch, for example 1.37.1').optional(),
  cni: z.enum(podNetworkNames).default('flannel'),
  /** Brought up in this order once the nodes are ready. */
  addons: z.array(name).default([]),
  ...kubernetesOptions,
});

export const architecture = z.enum(['laptop', 'small', 'development', 'production']);

export const planV1 = z.strictObject({
  apiVersion: z.literal('rackstrap/v1'),
  name,
  architecture,
  /** Name of the bundle the rack is installed from. */
  bundle: words.describe('the name of a bundle, or name-version for one of several versions'),
  /** Processor architecture of the blades. */
  arch: z.enum(arches).default('amd64'),
  /** Without it only the operating system is installed. */
  kubernetes: kubernetes.optional(),
  network,
  chassis: z.array(chassis).min(1).describe('a list of chassis, each with its name and its number of slots'),
  blades: z.array(blade).min(1).describe('a list of blades, each with its slot and its MAC addresses'),
  addressing: addressing.optional(),
  /** Whether control-plane blades may share a chassis, and so a power feed and a switch. */
  placement: z.strictObject({ controlPlane: z.enum(['anywhere', 'one-per-chassis']).default('anywhere') }).prefault({}),
  etcd: z
    .strictObject({
      /** Why an even number of etcd members is wanted although it survives no more than one less. */
      evenReason: z.string().trim().min(1).describe('the reason, in a few words').optional(),
    })
    .prefault({}),
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
export type ArchitectureName = z.output<typeof architecture>;
export type Role = z.output<typeof role>;
export type LoaderChoice = z.output<typeof loaderChoice>;
