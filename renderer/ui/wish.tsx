// What somebody at the console of a machine chose in its boot menu.

import type { SightingView } from '../../services/contract/index.ts';
import { menuEntry } from '../../services/domain/menu.ts';
import { useWords } from '../i18n/index.ts';
import { useSettings } from '../stores/index.ts';
import { uiWords } from './words.ts';

/** Nothing when nobody chose. */
export function Wish({ wish }: Pick<SightingView, 'wish'>) {
  const say = useWords(uiWords);
  const language = useSettings((settings) => settings.language);
  if (!wish) return null;
  const title = menuEntry(wish.entry)!.title[language];
  return <strong>{say('wish', { title })}</strong>;
}
