// How far each step of the cluster is, in a few words.

import { currentTests, isHandedOver } from '../../../services/domain/cluster/sealing.ts';
import { useWords } from '../../i18n/index.ts';
import { useNow } from '../../ui/clock.ts';
import { useDuration } from '../../ui/duration.ts';
import { endsSoon } from './certificates.ts';
import { testOf } from './check-rows.ts';
import { addonRows, awaited, isReady, type Seen, type StepName, stateOfStep } from './steps.ts';
import { clusterWords } from './words.ts';

export function useSummaries(seen: Seen): (step: StepName) => string {
  const say = useWords(clusterWords);
  const { exactly } = useDuration();
  const now = useNow();
  const { cluster, wanted, blades } = seen;

  const control = () => {
    const { api } = cluster;
    const soon = cluster.certificates.filter((one) => endsSoon(one, now)).length;
    if (api?.answers && soon > 0) return say('endSoonShort', { count: soon });
    if (api) return api.answers ? say('answers') : say('silentFor', { time: exactly((now - api.since) / 1000) });
    return say(stateOfStep('control', seen) === 'working' ? 'beginning' : 'notBegun');
  };
  const nodes = () => {
    const of = awaited(blades);
    return say('readyOf', { ready: of.filter(isReady).length, of: of.length });
  };
  const addons = () => {
    const rows = addonRows(seen);
    return rows.length === 0
      ? say('noAddons')
      : say('readyOf', { ready: rows.filter(({ state }) => state === 'ready').length, of: rows.length });
  };
  const acceptance = () => {
    const { isRunning, failed, passed, of } = testOf(cluster.acceptances, wanted);
    if (!isRunning && currentTests(cluster.acceptances).length === 0) return say('notYet');
    if (failed > 0 && !isRunning) return say('failedCount', { count: failed });
    return stateOfStep('acceptance', seen) === 'done' ? say('passed') : say('passedOf', { passed, of });
  };
  const unplug = () => {
    if (!cluster.unplug) return say('notYet');
    const { passed, stale } = cluster.unplug;
    if (passed !== undefined && stale) return say('notYet');
    return say(passed === undefined ? 'running' : passed ? 'passed' : 'failed');
  };
  const told: Readonly<Record<StepName, () => string>> = {
    control,
    nodes,
    addons,
    acceptance,
    handover: () => say(isHandedOver(cluster) ? 'written' : 'notYet'),
    unplug,
    seal: () => say(cluster.sealedAt === undefined ? 'notYet' : 'sealed'),
  };
  return (step) => told[step]();
}
