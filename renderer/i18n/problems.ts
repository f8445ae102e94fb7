// A problem in the language that is chosen.

import type { ProblemView } from '../../services/contract/index.ts';
import { problemIn } from '../../services/domain/problem-words.ts';
import { useSettings } from '../stores/index.ts';

export type ProblemWords = (problem: ProblemView) => { readonly what: string; readonly todo: string };

export function useProblemWords(): ProblemWords {
  const language = useSettings((settings) => settings.language);
  return (problem) => problemIn(problem, language);
}
