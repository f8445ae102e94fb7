// What is where after the hand-over: in this directory, on the laptop, on the blades.

import { timeOf } from './moment.ts';
import { definitions, heading, list, paragraph, type Section } from './parts.ts';
import type { Telling } from './telling.ts';

export function whereaboutsSection({ say, sealed }: Telling): Section {
  const { laptop } = say;
  const body = [
    heading(laptop.files),
    definitions(...Object.entries(laptop.file)),
    heading(laptop.laptop),
    list([sealed ? laptop.secretsGone(timeOf(sealed.at)) : laptop.secretsThere, laptop.kept, sealed ? laptop.silent : laptop.answers]),
    heading(laptop.blades),
    paragraph(laptop.bladesHold),
  ];
  return { id: 'whereabouts', title: laptop.title, body };
}
