// The disks of a blade as its agent has seen them: what a technician reads before allowing a wipe.

import type { BladeView } from '../../../../services/contract/index.ts';
import { bytesInWords } from '../../../../services/domain/blade/words.ts';
import { useWords } from '../../../i18n/index.ts';
import { armWords } from './words.ts';

/** `isWritten`: what was on them is gone since. */
export function Disks({ hardware, isWritten = false }: Pick<BladeView, 'hardware'> & { readonly isWritten?: boolean }) {
  const say = useWords(armWords);
  if (!hardware) return <span className="rs-todo">{say('diskUnknown')}</span>;
  if (hardware.disks.length === 0) return <span>{say('noDisk')}</span>;
  return hardware.disks.map(({ name, sizeBytes, model, serial, blank, contents }) => (
    <div key={name} title={[model, serial].filter(Boolean).join(' ')}>
      <code>{name}</code> {bytesInWords(sizeBytes)} {serial && <small className="rs-todo">{serial}</small>}{' '}
      {!isWritten && (blank ? say('blank') : <strong>{contents || say('unknownContents')}</strong>)}
    </div>
  ));
}
