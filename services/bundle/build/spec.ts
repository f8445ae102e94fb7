// `bundle.yaml`: what a bundle is to hold, as an engineer writes it; and everything that is wrong with it, each with its line.

import { z } from 'zod';
import { arches, manifestV1 } from '../../domain/bundle.ts';
import { sha256Hex } from '../../domain/digest.ts';
import { agnhostVersion } from '../../domain/kubernetes/images.ts';
import { type OsFamilyName, osFamilyNames } from '../../domain/os/names.ts';
import { shapeProblems } from '../../domain/plan/shape.ts';
import { at, failed, ok, type Problem, problem, type Result } from '../../domain/problem.ts';
import { fileTrouble, readAtMost } from '../../platform/files.ts';
import { registriesAccess } from './registry/access.ts';
import { parseReference } from './registry/reference.ts';
import { parseSpecYaml } from './spec-yaml.ts';

/** Text of this form; `wanted` completes "Write …" wherever something else is written. */
const text = (form: RegExp, wanted: string) => z.string().regex(form).describe(wanted);

const words = z.string().trim().min(1);
const version = text(/^v?\d+\.\d+\.\d+([-+.][A-Za-z0-9.+-]+)?$/, 'a version of three numbers, for example 1.37.1');
/** A place of files: an address, or a directory on this machine. */
const place = words.describe('an address such as https://mirror.example.org/files, or a directory');
const name = text(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits and hyphens, at most 63');
const image = z
  .string()
  .refine((value) => parseReference(value) !== undefined)
  .describe('the name of an image, for example registry.k8s.io/pause:3.10');
const address = text(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, 'an address, for example https://dl.k8s.io');

const os = z.strictObject({
  family: z.enum(osFamilyNames),
  /** Without one the newest; of Flatcar's LTS also `current-2024`. */
  version: text(/^(current(-\d{4})?|\d+(\.\d+)+)$/, 'the version of a release, for example 4593.2.5, or current').optional(),
  /** Of Flatcar. */
  channel: z.enum(['stable', 'beta', 'alpha', 'lts']).optional(),
  /** Of Fedora CoreOS. */
  stream: z.enum(['stable', 'testing', 'next']).optional(),
  /** Of Fedora CoreOS: the disk image too, which its installer does not need. */
  image: z.boolean().optional(),
  /** Instead of the project's own server. */
  from: place.optional(),
  /** Where the release is signed with a key that this version does not know. */
  key: z
    .strictObject({
      fingerprint: text(/^[0-9A-F]{40}$/, 'the 40 upper-case digits of a fingerprint').optional(),
      url: place.optional(),
    })
    .optional(),
});

const kubernetes = z.strictObject({ version, from: place.optional(), images: z.array(image).optional() });

const applied = {
  manifest: place.describe('the address or the path of its YAML'),
  sha256: sha256Hex.describe('64 lower-case hexadecimal digits').optional(),
  version: words.optional(),
  licence: words.optional(),
  /** That its manifest does not name. */
  images: z.array(image).optional(),
};

/** At least one pod network; a plan chooses. */
const cni = z.strictObject({
  flannel: version.describe('the version of flannel, for example 0.28.9').optional(),
  /** Of flannel, instead of what its release carries. */
  manifest: place.optional(),
  sha256: sha256Hex.describe('64 lower-case hexadecimal digits').optional(),
  cilium: z.strictObject(applied).optional(),
  calico: z.strictObject(applied).optional(),
  /** Of the programs that every pod network calls. */
  plugins: version.describe('the version of the CNI plugins, for example 1.9.1'),
  from: place.optional(),
});

/** What the acceptance test runs in pods; it comes with every Kubernetes, and its version needs to be written only where another is wanted. */
const acceptance = z.strictObject({
  agnhost: text(/^\d+\.\d+(\.\d+)?$/, `the version of Kubernetes’ test image agnhost, for example ${agnhostVersion}`),
});

const loaders = z.strictObject({
  /** iPXE's release; its SHA-256 where this version of Rackstrap does not know it. */
  ipxe: version.optional(),
  sha256: sha256Hex.describe('64 lower-case hexadecimal digits').optional(),
  from: place.optional(),
  /** On this machine, after iPXE's release: as Debian's packages leave them. */
  directories: z.array(words).optional(),
});

const addon = z.strictObject({ name, ...applied });

export const specVersion = 'rackstrap/bundle-spec/v1';

export const bundleSpec = z.strictObject({
  apiVersion: z.literal(specVersion).describe(specVersion),
  name: manifestV1.shape.name.describe('lower-case letters, digits, dots and hyphens, at most 63'),
  version: manifestV1.shape.version.describe('letters, digits, dots, hyphens and plus signs, at most 63, for example "2026.11"'),
  arch: z
    .array(z.enum(arches))
    .min(1)
    .default(['amd64'])
    .describe(`a list of ${arches.join(', ')}`),
  os,
  kubernetes: kubernetes.optional(),
  cni: cni.optional(),
  vip: z.strictObject({ kubeVip: version }).optional(),
  acceptance: acceptance.optional(),
  loaders: loaders.optional(),
  addons: z.array(addon).default([]),
  /** Beside those that Kubernetes, the pod network and the add-ons name. */
  images: z.array(image).default([]),
  /** Address of an origin, or of a directory there → what is asked instead. */
  sources: z.record(address, place).default({}),
  registries: registriesAccess.default({}),
  /** Path of a part → its licence, where its source does not tell. */
  licences: z.record(z.string(), words).default({}),
});

export type BundleSpec = z.output<typeof bundleSpec>;

/** A specification of every add-on there is takes some kilobytes. */
const largestSpec = 1024 * 1024;

const needs = (field: string, needed: string): Problem => at(field, problem('spec-needs-field', { field, needed }));

/** Whose releases no server has: they come from a mirror or a directory, and nobody there knows which is the newest. */
const withoutServer: readonly OsFamilyName[] = ['container-linux', 'lab'];

/** Fields that mean something only together with others. */
function osRules({ os: { family, channel, stream, version: wanted, from, image: withImage } }: BundleSpec): Problem[] {
  const stranger = (field: string) =>
    at(`os.${field}`, problem('spec-excludes-field', { field: `os.${field}`, other: `family: ${family}` }));
  return [
    ...(channel && family !== 'flatcar' ? [stranger('channel')] : []),
    ...(stream && family !== 'fedora-coreos' ? [stranger('stream')] : []),
    ...(withImage !== undefined && family !== 'fedora-coreos' ? [stranger('image')] : []),
    ...(withoutServer.includes(family) && !/^\d/.test(wanted ?? '') ? [needs('os.family', 'os.version')] : []),
    ...(withoutServer.includes(family) && !from ? [needs('os.family', 'os.from')] : []),
  ];
}

const clusterRules = (spec: BundleSpec): Problem[] =>
  spec.kubernetes
    ? []
    : [
        ...(spec.cni ? [needs('cni', 'kubernetes')] : []),
        ...(spec.vip ? [needs('vip', 'kubernetes')] : []),
        ...(spec.acceptance ? [needs('acceptance', 'kubernetes')] : []),
        ...(spec.addons.length > 0 ? [needs('addons', 'kubernetes')] : []),
      ];

const networkRules = ({ cni: wanted }: BundleSpec): Problem[] => {
  if (!wanted || wanted.flannel) return [];
  const ofFlannel = (['manifest', 'sha256'] as const).filter((field) => wanted[field] !== undefined);
  return [
    ...(wanted.cilium || wanted.calico ? [] : [needs('cni', 'cni.flannel, cni.cilium or cni.calico')]),
    ...ofFlannel.map((field) => needs(`cni.${field}`, 'cni.flannel')),
  ];
};

const loaderRules = ({ loaders: wanted }: BundleSpec): Problem[] =>
  wanted && !wanted.ipxe && !wanted.directories ? [needs('loaders', 'loaders.ipxe or loaders.directories')] : [];

function twice(values: readonly string[], where: (index: number) => string): Problem[] {
  const isRepeated = (value: string, index: number) => values.indexOf(value) !== index;
  return values.flatMap((value, index) => (isRepeated(value, index) ? [at(where(index), problem('spec-twice', { value }))] : []));
}

const repetitions = ({ arch, addons }: BundleSpec): Problem[] => [
  ...twice(arch, (index) => `arch[${index}]`),
  ...twice(
    addons.map((one) => one.name),
    (index) => `addons[${index}].name`,
  ),
];

const rules = [osRules, clusterRules, networkRules, loaderRules, repetitions];

/** `rackstrap/bundle-spec/v2` and the like, which this program is too old for. */
const newer = (data: unknown): string | undefined => {
  const { apiVersion } = data as { apiVersion?: unknown };
  return typeof apiVersion === 'string' && /^rackstrap\/bundle-spec\/v\d+$/.test(apiVersion) && apiVersion !== specVersion
    ? apiVersion
    : undefined;
};

function checked(data: unknown): { spec: BundleSpec } | { problems: Problem[] } {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { problems: [problem('spec-not-a-map')] };
  const tooNew = newer(data);
  if (tooNew) return { problems: [at('apiVersion', problem('spec-too-new', { version: tooNew }))] };
  const shape = shapeProblems(bundleSpec, data);
  if (shape.length > 0) return { problems: shape };
  const spec = bundleSpec.parse(data);
  const problems = rules.flatMap((rule) => rule(spec));
  return problems.length > 0 ? { problems } : { spec };
}

/** The specification in `content`; `file` is its name in problems. Fails with every problem, each with its line. */
export function parseSpec(content: string, file: string): Result<BundleSpec> {
  const written = parseSpecYaml(content, file);
  if ('problems' in written) return failed(...written.problems);
  const found = checked(written.data);
  return 'spec' in found ? ok(found.spec) : failed(...found.problems.map(written.placed));
}

/** Reads and checks the specification at `path`. Fails as `parseSpec` does, and with `spec-unreadable`. */
export async function readSpec(path: string): Promise<Result<BundleSpec>> {
  const unreadable = (reason: string) => failed(problem('spec-unreadable', { file: path, reason }));
  try {
    const bytes = await readAtMost(path, largestSpec);
    return bytes ? parseSpec(new TextDecoder().decode(bytes), path) : unreadable('it is too large');
  } catch (error) {
    return unreadable(fileTrouble(error));
  }
}
