// The question before a bundle is taken off this laptop, with what that frees.

import { useEffect, useState } from 'react';
import type { BundleListed } from '../../../services/contract/index.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { useWords } from '../../i18n/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useBundles } from './use-bundles.ts';
import { bundlesWords } from './words.ts';

export function RemoveDialog({ bundle, onClose }: { readonly bundle: BundleListed; readonly onClose: () => void }) {
  const say = useWords(bundlesWords);
  const { directory, name, version } = bundle;
  const [bytes, setBytes] = useState<number>();
  const removalOf = useBundles((state) => state.removalOf);
  const remove = useBundles((state) => state.remove);
  useEffect(() => void removalOf(directory).then(setBytes), [removalOf, directory]);
  return (
    <Dialog
      title={say('removeTitle', { name: `${name} ${version}` })}
      confirm={say('removeYes')}
      cancel={say('no')}
      isDanger
      isReady={bytes !== undefined}
      onClose={onClose}
      onConfirm={() => remove(directory)}
    >
      <p>{bytes !== undefined && say('removeMore', { bytes: bytesInWords(bytes) })}</p>
    </Dialog>
  );
}
