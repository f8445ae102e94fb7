// A length of time in words: exact where it is counted, rough where it is foretold.

import { useWords, words } from '../i18n/index.ts';

const minute = 60;
const hour = 60 * minute;

export const durationWords = words(
  'duration',
  {
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
    soon: 'less than a minute',
    roughMinutes_one: 'about a minute',
    roughMinutes_other: 'about {{count}} minutes',
    roughHours: 'about {{hours}} h {{minutes}} min',
  },
  {
    seconds: '{{seconds}} 秒',
    minutes: '{{minutes}} 分 {{seconds}} 秒',
    hours: '{{hours}} 小时 {{minutes}} 分',
    soon: '不到一分钟',
    roughMinutes_one: '约 {{count}} 分钟',
    roughMinutes_other: '约 {{count}} 分钟',
    roughHours: '约 {{hours}} 小时 {{minutes}} 分',
  },
);

type Told<Key extends string> = readonly [key: Key, params?: Readonly<Record<string, number>>];

/** `72` → 1 min 12 s. Never below zero: clocks of page and laptop are the same one, but not read at the same time. */
export function exact(seconds: number): Told<'seconds' | 'minutes' | 'hours'> {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < minute) return ['seconds', { seconds: whole }];
  if (whole < hour) return ['minutes', { minutes: Math.floor(whole / minute), seconds: whole % minute }];
  return ['hours', { hours: Math.floor(whole / hour), minutes: Math.floor((whole % hour) / minute) }];
}

/** A forecast does not know seconds, and beyond half an hour not single minutes either. */
export function rough(seconds: number): Told<'soon' | 'roughMinutes' | 'roughHours'> {
  if (seconds < minute) return ['soon'];
  const minutes = Math.round(seconds / minute);
  if (minutes <= 30) return ['roughMinutes', { count: minutes }];
  const fives = Math.ceil(minutes / 5) * 5;
  return fives < minute ? ['roughMinutes', { count: fives }] : ['roughHours', { hours: Math.floor(fives / 60), minutes: fives % 60 }];
}

/** How a component says durations, given in seconds. */
export function useDuration(): { readonly exactly: (seconds: number) => string; readonly roughly: (seconds: number) => string } {
  const say = useWords(durationWords);
  return { exactly: (seconds) => say(...exact(seconds)), roughly: (seconds) => say(...rough(seconds)) };
}
