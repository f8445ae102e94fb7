// The run as a whole: which one it is, how far, how fast bytes flow, and how to steer it.

import { Button, Flex, FlexItem, Label, Title } from '@patternfly/react-core';
import { DesktopIcon, PauseIcon, PlayIcon, PowerOffIcon } from '@patternfly/react-icons';
import { useWords } from '../../i18n/index.ts';
import { rackStore, usePlace, useRack } from '../../stores/index.ts';
import { ForecastLine } from './forecast-line.tsx';
import { useSteering } from './steering-store.ts';
import { ThroughputPlot } from './throughput-plot.tsx';
import { useView } from './view-store.ts';
import { rackWords } from './words.ts';

export const RackHead = () => (
  <header className="rs-rack-head">
    <div className="rs-rack-run">
      <div className="rs-rack-steer">
        <Name />
        <Controls />
      </div>
      <ForecastLine />
    </div>
    <ThroughputPlot />
  </header>
);

function Name() {
  const say = useWords(rackWords);
  const run = useRack((rack) => rack.run?.run ?? '');
  const plan = useRack((rack) => rack.run?.plan ?? '');
  const device = useRack((rack) => rack.run?.device);
  const paused = useRack((rack) => rack.run?.paused === true);
  return (
    <Flex spaceItems={{ default: 'spaceItemsSm' }} alignItems={{ default: 'alignItemsBaseline' }}>
      <Title headingLevel="h1" size="lg">
        {say('run', { run })}
      </Title>
      <span className="rs-subtle">
        {say('ofPlan', { plan })}
        {device && `, ${say('on', { device })}`}
      </span>
      {paused && (
        <Label color="yellow" icon={<PauseIcon />}>
          {say('paused')}
        </Label>
      )}
    </Flex>
  );
}

/** Armed, and its go not given yet. */
const unusedSlots = () =>
  Object.values(rackStore.getState().blades)
    .filter(({ permission }) => permission === 'armed')
    .map(({ slot }) => slot);

function Controls() {
  const say = useWords(rackWords);
  const paused = useRack((rack) => rack.run?.paused === true);
  const anyUnused = useRack((rack) => Object.values(rack.blades).some(({ permission }) => permission === 'armed'));
  const busy = useSteering((steering) => steering.busy);
  const decide = useSteering((steering) => steering.decide);
  const ask = useView((view) => view.ask);
  const go = usePlace((place) => place.go);
  return (
    <Flex spaceItems={{ default: 'spaceItemsSm' }}>
      <FlexItem>
        <Button
          size="sm"
          variant={paused ? 'primary' : 'secondary'}
          icon={paused ? <PlayIcon /> : <PauseIcon />}
          isDisabled={busy}
          onClick={() => void decide(paused ? 'resume' : 'pause', {})}
        >
          {say(paused ? 'resume' : 'pause')}
        </Button>
      </FlexItem>
      <FlexItem>
        <Button size="sm" variant="secondary" isDisabled={busy || !anyUnused} onClick={() => ask('disarm', unusedSlots())}>
          {say('disarmAll')}
        </Button>
      </FlexItem>
      <FlexItem>
        <Button size="sm" variant="secondary" isDanger icon={<PowerOffIcon />} isDisabled={busy} onClick={() => ask('stop')}>
          {say('stop')}
        </Button>
      </FlexItem>
      <FlexItem>
        <Button size="sm" variant="link" icon={<DesktopIcon />} onClick={() => go('wall')}>
          {say('wall')}
        </Button>
      </FlexItem>
    </Flex>
  );
}
