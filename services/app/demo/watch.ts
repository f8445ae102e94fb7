// Shows a run in the terminal while it goes on: a bar per blade where a person watches, a line per stage elsewhere.

import type { Blade } from '../../domain/blade/blade.ts';
import { stages } from '../../domain/blade/stages.ts';
import type { Output } from '../output.ts';
import type { RunStore } from '../run-store.ts';

const framesPerSecond = 8;
const barWidth = 24;
const lastStage = stages.indexOf('booted');

const cursorUp = (lines: number) => `\u001b[${lines}A`;
const clearLine = '\u001b[2K';

/** Of a whole installation: each stage is one step, a transfer or a write fills the step under way. */
function fraction({ stage, progress }: Blade): number {
  const done = Math.min(stages.indexOf(stage), lastStage);
  return done === lastStage ? 1 : (done + (progress?.percent ?? 0) / 100) / lastStage;
}

function barOf(blade: Blade): string {
  const filled = Math.floor(fraction(blade) * barWidth);
  const doing = blade.progress && blade.stage !== 'booted' ? `${blade.progress.step} ${blade.progress.percent} %` : '';
  const bar = '█'.repeat(filled).padEnd(barWidth, '░');
  return `${blade.slot.padEnd(7)} ${bar} ${blade.stage.padEnd(11)} ${(blade.problem?.what ?? doing).padEnd(16)}`;
}

function inFrames(store: RunStore, output: Output, columns: number): { stop(): void } {
  let drawn = 0;
  const draw = () => {
    const lines = store.run().blades.map((blade) => clearLine + barOf(blade).slice(0, columns - 1));
    output.line((drawn > 0 ? cursorUp(drawn) : '') + lines.join('\n'));
    drawn = lines.length;
  };
  const timer = setInterval(draw, 1000 / framesPerSecond);
  return {
    stop() {
      clearInterval(timer);
      draw();
    },
  };
}

function inLines(store: RunStore, output: Output): { stop(): void } {
  const told = new Map<string, string>();
  const stop = store.follow(({ run }) => {
    for (const { slot, stage } of run.blades) {
      if (told.get(slot) === stage) continue;
      if (told.has(slot) || stage !== 'waiting') output.line(`${slot.padEnd(7)} ${stage}`);
      told.set(slot, stage);
    }
  });
  return { stop };
}

export function watch(store: RunStore, output: Output): { stop(): void } {
  output.line(`A virtual rack of ${store.planned.size} blades: the services are real, on loopback; the blades are simulated.\n`);
  return output.columns ? inFrames(store, output, output.columns) : inLines(store, output);
}
