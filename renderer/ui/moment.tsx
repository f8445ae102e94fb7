// A moment in local time; the same in UTC while the pointer rests on it.

import { useSettings } from '../stores/index.ts';

const local = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const withDate = { ...local, year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** `at`: milliseconds since 1970. */
export function Moment({ at, date = false }: { readonly at: number; readonly date?: boolean }) {
  const language = useSettings((settings) => settings.language);
  const moment = new Date(at);
  const utc = `${moment.toISOString().replace('T', ' ').slice(0, 19)} UTC`;
  return (
    <time dateTime={moment.toISOString()} title={utc}>
      {moment.toLocaleString(language, date ? withDate : local)}
    </time>
  );
}
