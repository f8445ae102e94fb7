// Inputs bound to a path of the plan: what is typed goes into the file, and what stands in the file is shown.

import { FormSelect, FormSelectOption, Switch, TextArea, TextInput } from '@patternfly/react-core';
import { useEffect, useRef, useState } from 'react';
import { parsePath } from '../../services/domain/plan/path.ts';
import { usePlan } from '../stores/index.ts';
import { Field, fieldId, type Question, useProblemsAt } from './field.tsx';

/** Long enough to finish a word, short enough that the file is what the screen shows. */
const typingMilliseconds = 400;

/** What stands at `where` in the plan as it is written, defaults not filled in. */
export const valueAt = (data: unknown, where: string): unknown =>
  parsePath(where).reduce<unknown>((found, step) => (found as Record<string | number, unknown> | null | undefined)?.[step], data);

/** The value at a path of the plan that is open, and how to change it: undefined takes the field out. */
export function usePlanValue(where: string): [unknown, (value: unknown) => void] {
  const value = usePlan((plan) => valueAt(plan.data, where));
  const edit = usePlan((plan) => plan.edit);
  return [value, (next) => edit(next === undefined ? { where } : { where, value: next })];
}

/** The text of an input while it is typed in: written when the typing pauses, and when the field is left. */
export function useTyped(
  written: string,
  write: (text: string) => void,
): { text: string; type: (text: string) => void; leave: () => void } {
  const [typed, setTyped] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ typed, write });
  latest.current = { typed, write };
  const leave = () => {
    clearTimeout(timer.current);
    const { typed: text, write: commit } = latest.current;
    if (text !== undefined && text !== written) commit(text);
    latest.current.typed = undefined;
    setTyped(undefined);
  };
  const leaving = useRef(leave);
  leaving.current = leave;
  // Going to another step with the field still in hand writes it too.
  useEffect(() => () => leaving.current(), []);
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current.typed !== undefined && latest.current.write(latest.current.typed), typingMilliseconds);
  };
  return { text: typed ?? written, type, leave };
}

const shown = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

interface TextQuestion extends Question {
  readonly placeholder?: string;
  /** What the text means in the plan; the text itself unless given. An empty text takes the field out. */
  readonly read?: (text: string) => unknown;
  readonly show?: (value: unknown) => string;
  readonly rows?: number;
}

/** A line of text; several with `rows`. */
export function PlanText({ where, label, help, placeholder = '', read = (text) => text, show = shown, rows }: TextQuestion) {
  const [value, set] = usePlanValue(where);
  const { text, type, leave } = useTyped(show(value), (typed) => set(typed.trim() === '' ? undefined : read(typed.trim())));
  const wrong = useProblemsAt(where).some(({ level }) => level === 'error');
  const common = {
    id: fieldId(where),
    value: text,
    placeholder,
    'aria-describedby': `${fieldId(where)}-problems`,
    validated: wrong ? ('error' as const) : ('default' as const),
    onChange: (_: unknown, typed: string) => type(typed),
    onBlur: leave,
  };
  return (
    <Field where={where} label={label} help={help}>
      {rows ? (
        <TextArea {...common} rows={rows} resizeOrientation="vertical" />
      ) : (
        <TextInput {...common} spellCheck={false} autoComplete="off" />
      )}
    </Field>
  );
}

/** A whole number; anything else goes into the plan as it was typed and is complained of there. */
export const PlanNumber = (question: Omit<TextQuestion, 'read' | 'show'>) => (
  <PlanText {...question} read={(text) => (/^-?\d+$/.test(text) ? Number(text) : text)} />
);

const listOf = (text: string) =>
  text
    .split(/[\s,;]+/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
const listed = (value: unknown) => (Array.isArray(value) ? value.map(String).join(', ') : shown(value));

/** Several values in one line, apart by commas or spaces. */
export const PlanList = (question: Omit<TextQuestion, 'read' | 'show'>) => <PlanText {...question} read={listOf} show={listed} />;

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of several; `fallback` is what the plan means when it says nothing. */
export function PlanChoice({
  where,
  label,
  help,
  choices,
  fallback,
}: Question & { readonly choices: readonly Choice[]; readonly fallback?: string }) {
  const [value, set] = usePlanValue(where);
  return (
    <Field where={where} label={label} help={help}>
      <FormSelect id={fieldId(where)} value={shown(value) || (fallback ?? '')} onChange={(_, next) => set(next === '' ? undefined : next)}>
        {choices.map((choice) => (
          <FormSelectOption key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </FormSelect>
    </Field>
  );
}

/** Yes or no; `fallback` is what the plan means when it says nothing. */
export function PlanSwitch({ where, label, help, fallback = false }: Question & { readonly fallback?: boolean }) {
  const [value, set] = usePlanValue(where);
  const on = typeof value === 'boolean' ? value : fallback;
  return (
    <Field where={where} label={label} help={help}>
      <Switch id={fieldId(where)} aria-label={label} isChecked={on} onChange={(_, next) => set(next)} />
    </Field>
  );
}
