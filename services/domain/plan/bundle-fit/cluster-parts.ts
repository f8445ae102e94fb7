// What a cluster is made of: programs, images and manifests, for the blades of each architecture.

import { movingVip } from '../../kubernetes/endpoint.ts';
import { agnhostImage } from '../../kubernetes/images.ts';
import { kubeadmImages } from '../../kubernetes/support.ts';
import { acceptanceNeed, addonNeed, cniNeed, kubernetesNeed, vipNeed } from '../../needs.ts';
import { at, type Problem, problem } from '../../problem.ts';
import { bare } from '../../version.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { entriesOf, entry } from '../rules/entries.ts';
import { type Fitting, imageName, nameOf, type PartAtHand, type PartsAtHand, partsFor } from './at-hand.ts';

/** Something that has to be carried: what it is, for what, where the plan asks for it. */
interface Required {
  readonly what: string;
  readonly need: string;
  readonly where: string;
  readonly isIt: (part: PartAtHand) => boolean;
}

const isFor = ({ satisfies }: PartAtHand, need: string): boolean => satisfies?.includes(need) ?? false;

/** Images for a need, which the blades choose by it. */
const imagesFor = (bundle: PartsAtHand, need: string): string[] => [
  ...new Set(bundle.parts.flatMap((part) => (part.image && isFor(part, need) ? [part.image.reference] : []))),
];

/** Images that the parts for a need name themselves: a manifest, or kubeadm with its list. */
const imagesNamed = (bundle: PartsAtHand, need: string): string[] =>
  bundle.parts.filter((part) => isFor(part, need)).flatMap(({ images = [] }) => images);

const image = (reference: string, need: string, where: string): Required => ({
  what: reference,
  need,
  where,
  isIt: (part) => part.image?.reference === reference && isFor(part, need),
});

/** Those that are named, and those that are carried for other blades: what one architecture runs, the other runs too. */
const namedImages = (bundle: PartsAtHand, need: string, where: string): Required[] =>
  [...new Set([...imagesNamed(bundle, need), ...imagesFor(bundle, need)])].map((reference) => image(reference, need, where));

const anyImage = (need: string, where: string): Required => ({
  what: 'container-image',
  need,
  where,
  isIt: (part) => part.kind === 'container-image' && isFor(part, need),
});

/** What a manifest names; one that does not tell names something. */
function imagesOf(bundle: PartsAtHand, need: string, where: string): Required[] {
  const tells = bundle.parts.some((part) => part.images !== undefined && isFor(part, need));
  const named = namedImages(bundle, need, where);
  return tells || named.length > 0 ? named : [anyImage(need, where)];
}

const manifest = (need: string, where: string): Required => ({
  what: 'manifest',
  need,
  where,
  isIt: (part) => part.kind === 'manifest' && isFor(part, need),
});

const program = (name: string): Required => ({
  what: name,
  need: kubernetesNeed,
  where: 'kubernetes',
  isIt: ({ kind, path }) => kind === 'binary' && nameOf(path) === name,
});

/** One that its name and tag tell, whatever registry it comes from. */
interface UsualImage {
  readonly name: string;
  /** Without it any. */
  readonly tag?: string;
}

function isUsual({ name, tag }: UsualImage, reference: string): boolean {
  const found = imageName(reference);
  return found.name === name && (tag === undefined || found.tag === tag);
}

const usualImage = (usual: UsualImage, need: string): Required => ({
  what: usual.tag === undefined ? usual.name : `${usual.name}:${usual.tag}`,
  need,
  where: 'kubernetes',
  isIt: (part) => part.image !== undefined && isUsual(usual, part.image.reference) && isFor(part, need),
});

/** What proves in pods that the cluster works: of any version. */
const testImage = usualImage({ name: imageName(agnhostImage('')).name }, acceptanceNeed);

/** Everything of kubeadm's own: its programs, its images, and the plugins that every pod network calls. */
function kubernetesItself(bundle: PartsAtHand): Required[] {
  const tag = `v${bare(bundle.kubernetes!.version)}`;
  const named = namedImages(bundle, kubernetesNeed, 'kubernetes');
  const usual = [...kubeadmImages.ofItsVersion.map((name) => ({ name, tag })), ...kubeadmImages.ofTheirOwn.map((name) => ({ name }))];
  const isNamed = (one: UsualImage) => named.some(({ what }) => isUsual(one, what));
  return [
    ...['kubeadm', 'kubelet', 'kubectl'].map(program),
    { what: 'cni-plugins', need: kubernetesNeed, where: 'kubernetes', isIt: ({ kind }) => kind === 'cni-plugins' },
    ...named,
    ...usual.filter((one) => !isNamed(one)).map((one) => usualImage(one, kubernetesNeed)),
  ];
}

/** What of a plan needs parts of its own in the bundle, beside Kubernetes itself, and where the plan asks for it. */
interface Wanting {
  readonly need: string;
  readonly where: string;
  /** Its YAML is carried too; that of the VIP is written for each blade. */
  readonly hasManifest: boolean;
}

function wantings(plan: Loose<Plan>): Wanting[] {
  const { kubernetes } = plan;
  return [
    ...entry(kubernetes?.cni, 'kubernetes.cni').map(({ value, where }) => ({ need: cniNeed(value), where, hasManifest: true })),
    ...entriesOf(kubernetes?.addons, 'kubernetes.addons').map(({ value, where }) => ({ need: addonNeed(value), where, hasManifest: true })),
    ...(movingVip(plan) ? [{ need: vipNeed, where: 'network.vip', hasManifest: false }] : []),
  ];
}

/** In the words of `satisfies`, what the plan's cluster needs; nothing without a cluster. */
export const clusterNeeds = (plan: Loose<Plan>): string[] =>
  plan.kubernetes ? [kubernetesNeed, acceptanceNeed, ...wantings(plan).map(({ need }) => need)] : [];

const requiredFor = (bundle: PartsAtHand, { need, where, hasManifest }: Wanting): Required[] => [
  ...(hasManifest ? [manifest(need, where)] : []),
  ...imagesOf(bundle, need, where),
];

/** Each with the architectures that lack it, once. */
function absent({ bundle, arches }: Fitting, { what, need, where, isIt }: Required): Problem[] {
  const without = arches.filter(({ arch }) => !partsFor(bundle, arch).some(isIt)).map(({ arch }) => arch);
  if (without.length === 0) return [];
  return [at(where, problem('cluster-part-absent', { bundle: bundle.name, part: what, need, arch: without.join(', ') }))];
}

/** `kubernetes-absent`, `cluster-part-absent`: nothing when the plan brings up no cluster. */
export function clusterParts(fitting: Fitting): Problem[] {
  const { plan, bundle } = fitting;
  if (!plan.kubernetes) return [];
  const others = wantings(plan).flatMap((one) => requiredFor(bundle, one));
  const required = bundle.kubernetes ? [...kubernetesItself(bundle), ...others, testImage] : others;
  const none = bundle.kubernetes ? [] : [at('kubernetes', problem('kubernetes-absent', { bundle: bundle.name }))];
  return [...none, ...required.flatMap((one) => absent(fitting, one))];
}
