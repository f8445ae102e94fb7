// What can be taken back and done again: whole texts of one plan file, as they were before each change.

export interface History {
  /** The newest last. */
  readonly undo: readonly string[];
  readonly redo: readonly string[];
}

/** More than anybody takes back; each step is one act on the page, however many fields it changed. */
const mostSteps = 200;
/** Sixteen texts of the largest plan, and every step of an ordinary one. */
const mostCharacters = 16 * 1024 * 1024;

export const noHistory: History = { undo: [], redo: [] };

/** The newest steps that are not too many and not too much together; the very last one always. */
function bounded(steps: readonly string[]): readonly string[] {
  let characters = 0;
  const first = steps.findLastIndex((text, index) => {
    characters += text.length;
    return steps.length - index > mostSteps || (characters > mostCharacters && index < steps.length - 1);
  });
  return steps.slice(first + 1);
}

/** After a change from the text `before`: what was taken back earlier cannot be done again. */
export const changedFrom = ({ undo }: History, before: string): History => ({ undo: bounded([...undo, before]), redo: [] });

export interface Step {
  readonly text: string;
  readonly history: History;
}

/** One step back from the text `now`; undefined when there is none. */
export function stepBack({ undo, redo }: History, now: string): Step | undefined {
  const text = undo.at(-1);
  return text === undefined ? undefined : { text, history: { undo: undo.slice(0, -1), redo: [...redo, now] } };
}

/** One step forward again from the text `now`; undefined when there is none. */
export function stepForward({ undo, redo }: History, now: string): Step | undefined {
  const text = redo.at(-1);
  return text === undefined ? undefined : { text, history: { undo: [...undo, now], redo: redo.slice(0, -1) } };
}
