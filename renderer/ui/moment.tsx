// A moment in local time; the same in UTC while the pointer rests on it.

import type { Language } from '../../services/domain/language.ts';
import { useSettings } from '../stores/index.ts';

const local = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const withDate = { ...local, year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** Made once each: a formatter costs a thousand times what it formats, and a blade's evidence has hundreds of moments. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(language: Language, date: boolean): Intl.DateTimeFormat {
  const key = `${language} ${date}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(language, date ? withDate : local);
  formatters.set(key, made);
  return made;
}

const day = { dateStyle: 'long' } as const;

/** A day inside a sentence. `at`: milliseconds since 1970. */
export function useDateWords(): (at: number) => string {
  const language = useSettings((settings) => settings.language);
  return (at) => new Date(at).toLocaleDateString(language, day);
}

/** A moment inside a sentence. `at`: milliseconds since 1970. */
export function useMomentWords(): (at: number, date?: boolean) => string {
  const language = useSettings((settings) => settings.language);
  return (at, date = false) => formatterOf(language, date).format(new Date(at));
}

/** `at`: milliseconds since 1970. */
export function Moment({ at, date = false }: { readonly at: number; readonly date?: boolean }) {
  const language = useSettings((settings) => settings.language);
  const moment = new Date(at);
  const utc = `${moment.toISOString().replace('T', ' ').slice(0, 19)} UTC`;
  return (
    <time dateTime={moment.toISOString()} title={utc}>
      {formatterOf(language, date).format(moment)}
    </time>
  );
}
