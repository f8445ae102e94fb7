// The loaders to choose from, in words.

import { loaderChoice } from '../../../../services/domain/plan/v1.ts';
import { useWords } from '../../../i18n/index.ts';
import type { Choice } from '../../../ui/inputs.tsx';
import { accessWords } from './words.ts';

export function useLoaders(): Choice[] {
  const say = useWords(accessWords);
  return loaderChoice.options.map((value) => ({ value, label: say(value) }));
}
