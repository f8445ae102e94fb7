// A problem in the language that is chosen.

import type { ProblemView } from '../../services/contract/index.ts';
import { useSettings } from '../stores/index.ts';

export type ProblemWords = (problem: ProblemView) => { readonly what: string; readonly todo: string };

export function useProblemWords(): ProblemWords {
  useSettings((settings) => settings.language);
  return ({ what, todo }) => ({ what, todo });
}
