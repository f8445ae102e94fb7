// What a handler makes of one event: the blade afterwards, and a note when the event was not what the blade's stage led to expect.

import type { Blade } from './blade.ts';
import type { Event } from './events.ts';

export interface Outcome {
  readonly blade: Blade;
  /** Why the event moved nothing, in words for the journal. */
  readonly note?: string;
}

export type EventOf<Type extends Event['type']> = Extract<Event, { readonly type: Type }>;

/** One small function per kind of event. */
export type Handler<Type extends Event['type']> = (blade: Blade, event: EventOf<Type>) => Outcome;

export const becomes = (blade: Blade): Outcome => ({ blade });

/** An unexpected event is recorded, never an exception. */
export const stays = (blade: Blade, note: string): Outcome => ({ blade, note });
