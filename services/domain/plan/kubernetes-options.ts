// The plan's part about Kubernetes, version 1: what is asked of the cluster beside its size and its networks.

import { z } from 'zod';
import { keyAlgorithms } from '../kubernetes/secrets.ts';

const text = (form: RegExp, wanted: string) => z.string().regex(form).describe(wanted);

/** As in image references: `registry.k8s.io`, `registry.example.org:5000`. */
const registry = text(
  /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
  'the name of a registry as in image names, for example registry.k8s.io',
);

/** Plans are read by many: no place for a password. */
const webAddress = text(
  /^https?:\/\/[^\s/@"\\]+(\/[^\s@"\\]*)?$/,
  'an address without user and password, for example https://mirror.example.org',
);

/** Hosts that are asked instead of a registry, once the laptop is gone. */
const mirror = z.strictObject({
  registry,
  /** Asked in this order, then the registry itself. */
  urls: z.array(webAddress).min(1).describe('a list of addresses, for example [https://mirror.example.org]'),
  /** Of whoever signed their certificates, where that is not one of the public authorities: PEM. */
  ca: text(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n-]+[\s\S]*-----END CERTIFICATE-----\s*$/, 'a certificate in PEM form').optional(),
});

const proxy = z.strictObject({
  http: webAddress.optional(),
  https: webAddress.optional(),
  /** Hosts, domains and networks that are reached without it, beside those of the cluster itself. */
  except: z.array(text(/^[^\s,"\\]+$/, 'a host, domain or network, for example .example.org')).default([]),
});

/** Every field may be left out; what is optional here was added to version 1 later. */
export const kubernetesOptions = {
  /** How pods of one blade reach those of another: in VXLAN, or by routes, which needs all blades in one network. */
  flannel: z.strictObject({ backend: z.enum(['vxlan', 'host-gw']).default('vxlan') }).optional(),
  /** The API servers keep a record of who changed what. */
  audit: z.boolean().optional(),
  /** Secrets lie encrypted in etcd, by a key that lies on the control-plane blades. */
  encryptSecrets: z.boolean().optional(),
  /** Of every key of the cluster; RSA-2048, as kubeadm has it, where the plan says nothing. */
  keyAlgorithm: z.enum(keyAlgorithms).optional(),
  /** How many times longer than usual the control plane waits for its own parts: for blades with slow disks or processors. */
  patience: z.int().min(1).max(20).describe('a whole number from 1 to 20').optional(),
  mirrors: z.array(mirror).optional(),
  /** Through which nodes fetch images once the laptop is gone. */
  proxy: proxy.optional(),
};
