// The images that a bundle's manifests name, also where its own manifest does not tell of them: one that was not built by Rackstrap.

import type { Part } from '../domain/bundle.ts';
import { imagesIn } from './build/manifest-images.ts';
import { parseReference } from './build/registry/reference.ts';
import type { Bundle } from './bundle.ts';
import { partText } from './part-text.ts';

/** As they are run by; undefined where it cannot be read, which is told where it would be applied. */
function imagesNamed(text: string): string[] | undefined {
  const found = imagesIn(text);
  return found.kind === 'read' ? [...new Set(found.uses.map(({ image }) => parseReference(image)?.name ?? image))] : undefined;
}

/** The parts of a bundle that was verified, each manifest with the images that it names: what it names has to be carried. */
export const partsWithImages = (bundle: Pick<Bundle, 'manifest' | 'piecesOf'>): Part[] =>
  bundle.manifest.parts.map((part) => {
    const images = part.kind === 'manifest' && part.images === undefined ? imagesNamed(partText(bundle, part.path)) : undefined;
    return images ? { ...part, images } : part;
  });
