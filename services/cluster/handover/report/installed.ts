// How it was installed: which disk lost what by whose word, and how long every blade took for each stage.

import { firstPacket } from '../../../domain/blade/forecast.ts';
import { nothingWiped } from '../../../domain/blade/install.ts';
import { stageNames } from '../../../domain/blade/stage-names.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import type { Install } from './installs.ts';
import type { Piece } from './markup.ts';
import { minutesOf, timeOf } from './moment.ts';
import { type Column, lines, paragraph, type Section, table } from './parts.ts';
import type { Row, Telling } from './telling.ts';

const written = ({ writtenAt, failure }: Install, { say }: Telling): string => {
  if (failure !== undefined) return say.installed.failed(failure);
  return writtenAt === undefined ? say.installed.notEnded : timeOf(writtenAt);
};

const disk = ({ disk: name, model, sizeBytes, serial }: Install, { say }: Telling): Piece => {
  const size = sizeBytes === undefined ? [] : [bytesInWords(sizeBytes)];
  return lines([[name, ...(model ? [model] : []), ...size].join(', '), ...(serial ? [say.installed.serial(serial)] : [])]);
};

function diskColumns(telling: Telling): readonly Column<Install>[] {
  const { installed } = telling.say;
  return [
    { title: installed.slot, kind: 'name', cell: ({ slot }) => slot },
    { title: installed.disk, cell: (install) => disk(install, telling) },
    { title: installed.lost, cell: ({ wiped }) => (wiped === nothingWiped ? installed.blank : wiped) },
    { title: installed.consent, cell: ({ consentBy }) => consentBy ?? installed.notNeeded },
    { title: installed.at, kind: 'number', cell: ({ at }) => timeOf(at) },
    { title: installed.written, kind: 'number', cell: (install) => written(install, telling) },
  ];
}

/** Of the twelve stages those that somebody waits for. */
const shownStages = ['config', 'installing', 'rebooting', 'booted', 'joining', 'ready'] as const;

function stageColumns({ say, language }: Telling): readonly Column<Row>[] {
  const since = ({ blade }: Row, stage: (typeof shownStages)[number]) => {
    const at = blade.reached[stage];
    return at === undefined ? '' : minutesOf(at - firstPacket(blade));
  };
  return [
    { title: say.installed.slot, kind: 'name', cell: ({ planned }) => planned.slot },
    { title: say.installed.heard, kind: 'number', cell: ({ blade }) => timeOf(firstPacket(blade)) },
    ...shownStages.map((stage) => ({
      title: stageNames[language][stage],
      kind: 'number' as const,
      cell: (row: Row) => since(row, stage),
    })),
  ];
}

export function installedSection(telling: Telling): Section {
  const { say, rows, installs } = telling;
  const heard = rows.filter(({ blade }) => Object.keys(blade.reached).length > 0);
  const disks = installs.length > 0 ? table(say.installed.disks, installs, diskColumns(telling)) : paragraph(say.installed.noDisks);
  const times =
    heard.length > 0
      ? [table(say.installed.times, heard, stageColumns(telling)), paragraph(say.installed.timesMore)]
      : paragraph(say.installed.noTimes);
  return { id: 'installed', title: say.installed.title, wide: true, body: [disks, times] };
}
