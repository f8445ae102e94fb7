// The bill of materials of a bundle, for those who must know what they install: CycloneDX 1.6 as JSON, a component for every part.

import { Contrib, Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';
import type { Manifest, Part } from '../domain/bundle.ts';
import { sha256 } from '../platform/sha256.ts';
import { manifestText } from './write.ts';

const { ComponentType } = Enums;

const typeOf: Readonly<Record<Part['kind'], Enums.ComponentType>> = {
  loader: ComponentType.Firmware,
  kernel: ComponentType.OperatingSystem,
  initrd: ComponentType.OperatingSystem,
  rootfs: ComponentType.OperatingSystem,
  image: ComponentType.OperatingSystem,
  'signing-key': ComponentType.File,
  binary: ComponentType.Application,
  'cni-plugins': ComponentType.Application,
  'container-image': ComponentType.Container,
  manifest: ComponentType.File,
  other: ComponentType.File,
};

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Package URL (purl-spec): `type` is `oci` or `generic`; qualifiers in the order of their names, those without a value left out. */
function packageUrl(
  type: string,
  name: string,
  version: string | undefined,
  qualifiers: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries(qualifiers)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':')}`);
  const at = version === undefined ? '' : `@${encodeURIComponent(version)}`;
  return `pkg:${type}/${encodeURIComponent(name)}${at}${given.length > 0 ? `?${given.join('&')}` : ''}`;
}

/** `registry.k8s.io/pause:3.10` → its repository and its tag; the port of a registry is no tag. */
function referenceOf(reference: string): { repository: string; tag: string | undefined } {
  const [named = reference] = reference.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return colon < 0 ? { repository: named, tag: undefined } : { repository: named.slice(0, colon), tag: named.slice(colon + 1) };
}

const archOf = ({ arch }: Part): string | undefined => (arch === 'any' ? undefined : arch);

function purlOf(part: Part): string {
  const arch = archOf(part);
  if (!part.image)
    return packageUrl('generic', lastOf(part.path), part.version, { arch, checksum: `sha256:${part.sha256}`, download_url: part.source });
  const { repository, tag } = referenceOf(part.image.reference);
  return packageUrl('oci', lastOf(repository).toLowerCase(), part.image.digest, { arch, repository_url: repository, tag });
}

/** Throws for what is no SPDX expression of licences that SPDX knows: its words stand in the bill as a name then. */
function checkExpression(text: string): void {
  const isOperator = (word: string) => /^(AND|OR|WITH)$/.test(word);
  const isKnown = (word: string) => [word, word.replace(/\+$/, '')].some(SPDX.isSupportedSpdxId);
  let form = text.replace(/[^\s()]+/g, (word) => (isOperator(word) ? 'o' : isKnown(word) ? 'L' : '?')).replace(/\s/g, '');
  for (let before = ''; before !== form; ) {
    before = form;
    form = form.replace(/\(L(oL)*\)/, 'L');
  }
  if (!/^L(oL)*$/.test(form)) throw new RangeError('no SPDX expression');
}
const licences = new Contrib.License.Factories.LicenseFactory(checkExpression);

/** What CycloneDX has no word for, by names of our own. */
function propertiesOf({ kind, arch, path, size, satisfies = [], provenance }: Part): Models.PropertyRepository {
  const told: Readonly<Record<string, string | undefined>> = {
    kind,
    arch,
    path,
    size: String(size),
    'proved-by': provenance?.by,
    'signing-key': provenance?.key,
    'signing-subkey': provenance?.subkey,
  };
  const pairs = [...Object.entries(told), ...satisfies.map((need) => ['satisfies', need] as const)];
  return new Models.PropertyRepository(
    pairs.flatMap(([name, value]) => (value === undefined ? [] : [new Models.Property(`rackstrap:part:${name}`, value)])),
  );
}

function componentOf(part: Part): Models.Component {
  const { path, version, licence, source, image } = part;
  const { ExternalReference, ExternalReferenceRepository, HashDictionary, LicenseRepository } = Models;
  return new Models.Component(typeOf[part.kind], image ? referenceOf(image.reference).repository : lastOf(path), {
    bomRef: path,
    purl: purlOf(part),
    hashes: new HashDictionary([[Enums.HashAlgorithm['SHA-256'], part.sha256]]),
    licenses: new LicenseRepository(licence === undefined ? [] : [licences.makeFromString(licence)]),
    externalReferences: new ExternalReferenceRepository(
      source === undefined ? [] : [new ExternalReference(source, Enums.ExternalReferenceType.Distribution)],
    ),
    properties: propertiesOf(part),
    ...(version === undefined ? {} : { version }),
  });
}

/** An RFC 9562 UUID of the custom kind (8) out of the manifest itself: the same bundle has the same bill. */
function serialOf(manifest: Manifest): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(manifestText(manifest)));
  const digits = hash.digest();
  return `urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** `rackstrap 0.1.0` → name and version. */
function toolOf(tool: string): Models.Tool {
  const [name = tool, ...version] = tool.split(' ');
  return new Models.Tool({ name, ...(version.length > 0 ? { version: version.join(' ') } : {}) });
}

/** The bill of materials as CycloneDX 1.6 JSON text. Media type `application/vnd.cyclonedx+json; version=1.6`. */
export function bundleSbom(manifest: Manifest): string {
  const parts = manifest.parts.map(componentOf);
  const bundle = new Models.Component(ComponentType.Platform, manifest.name, {
    bomRef: `bundle:${manifest.name}-${manifest.version}`,
    version: manifest.version,
    dependencies: new Models.BomRefRepository(parts.map(({ bomRef }) => bomRef)),
  });
  const bom = new Models.Bom({
    serialNumber: serialOf(manifest),
    components: new Models.ComponentRepository(parts),
    metadata: new Models.Metadata({
      timestamp: new Date(manifest.created),
      component: bundle,
      tools: new Models.Tools({ tools: new Models.ToolRepository([toolOf(manifest.tool)]) }),
    }),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}
