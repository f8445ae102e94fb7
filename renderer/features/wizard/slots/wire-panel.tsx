// Machines heard on the wire that are in no slot, and the mode in which blades are switched on in the order of their slots.

import { Alert, Button, Content, EmptyState, EmptyStateBody, FormSelect, FormSelectOption, Switch } from '@patternfly/react-core';
import { useMemo, useRef, useState } from 'react';
import type { AdapterView, SightingView } from '../../../../services/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { planStore, usePlan, useRack, useSite } from '../../../stores/index.ts';
import { useNow } from '../../../ui/clock.ts';
import { useDuration } from '../../../ui/duration.ts';
import { ProblemAlerts } from '../../../ui/problems.tsx';
import { Wish } from '../../../ui/wish.tsx';
import { panelWords } from './panel-words.ts';
import { useRackOfPlan, useSlots } from './stores.ts';
import { draggedMac } from './use-grid-hands.ts';
import { type HeardRow, heldRows, placedMacs, rowsOf, unplaced } from './wire.ts';

const none: readonly never[] = [];

export function WirePanel() {
  return (
    <>
      <Listening />
      <PowerOn />
      <Sightings />
    </>
  );
}

/** The adapter with the laptop's address of the plan, else one with a cable. */
function likely(adapters: readonly AdapterView[], laptop: string | null | undefined): string {
  const planned = adapters.find(({ addresses }) => addresses.some(({ address }) => address === laptop));
  return (planned ?? adapters.find(({ link }) => link === 'up') ?? adapters[0])?.name ?? '';
}

function Listening() {
  const say = useWords(panelWords);
  const listening = useSite(({ site }) => site?.listening);
  const adapters = useSite(({ site }) => site?.adapters ?? none);
  const laptop = usePlan(({ plan }) => plan.network?.laptop);
  const listen = useSite((site) => site.listen);
  const trouble = useSite((site) => site.trouble);
  const [chosen, choose] = useState<string>();
  const device = chosen ?? likely(adapters, laptop);
  if (listening) return <Content component="small">{say('listening', { device: listening })}</Content>;
  return (
    <>
      <Content component="small">{say('notListening')}</Content>
      <ProblemAlerts problems={trouble} />
      <div className="rs-slots-pair">
        <FormSelect aria-label={say('adapter')} value={device} onChange={(_, name) => choose(name)}>
          {adapters.map(({ name }) => (
            <FormSelectOption key={name} value={name} label={name} />
          ))}
        </FormSelect>
        <Button variant="secondary" isDisabled={device === ''} onClick={() => void listen(device)}>
          {say('listen', { device })}
        </Button>
      </div>
    </>
  );
}

/** Nobody is heard unless somebody listens or a run is open: on the likely adapter then. */
function useListening(): () => void {
  const listening = useSite(({ site }) => site?.listening);
  const device = useSite(({ site }) => likely(site?.adapters ?? none, planStore.getState().plan.network?.laptop));
  const listen = useSite((site) => site.listen);
  const serves = useRack(({ run }) => run !== null);
  return () => {
    if (!listening && !serves && device) void listen(device);
  };
}

function PowerOn() {
  const say = useWords(panelWords);
  const target = useSlots((slots) => slots.target);
  const seatings = useSlots((slots) => slots.seatings);
  const start = useSlots((slots) => slots.startPowerOn);
  const stop = useSlots((slots) => slots.stopPowerOn);
  const secondPort = useSlots((slots) => slots.secondPort);
  const begin = useListening();
  const [before, last] = seatings.length > 1 ? seatings.slice(-2) : [undefined, seatings[0]];
  return (
    <div className="rs-slots-power" data-on={target !== undefined}>
      <Switch
        label={say('powerOn')}
        isChecked={target !== undefined}
        onChange={(_, on) => {
          if (on) begin();
          (on ? start : stop)();
        }}
      />
      {target === undefined ? (
        <Content component="small">{say('powerOnHelp')}</Content>
      ) : (
        <Alert isInline isPlain variant="info" title={say('waitsAt', { slot: target })}>
          {last && say('lastSeated', last)}{' '}
          {before && (
            <Button variant="link" isInline onClick={secondPort}>
              {say('secondPort', { slot: before.slot })}
            </Button>
          )}
        </Alert>
      )}
    </div>
  );
}

/** Whether a machine is in a slot does not change with its name or role. */
const usePlacedKey = () => useRackOfPlan((rack) => [...placedMacs(rack)].join(' '));

export function useUnplaced(): readonly SightingView[] {
  const sightings = useSite(({ site }) => site?.sightings ?? none);
  const placed = usePlacedKey();
  return useMemo(() => unplaced(sightings, new Set(placed.split(' '))), [sightings, placed]);
}

/** While a pointer is on the list, or the keyboard, no row of it moves: nothing is taken instead of what was aimed at. */
function useHeld(heard: readonly SightingView[]) {
  const [hands, setHands] = useState<ReadonlySet<string>>(new Set());
  const shown = useRef<readonly HeardRow[]>([]);
  shown.current = hands.size > 0 ? heldRows(shown.current, heard) : rowsOf(heard);
  const laid = (hand: string) => () => setHands((now) => new Set([...now, hand]));
  const lifted = (hand: string) => () => setHands((now) => new Set([...now].filter((one) => one !== hand)));
  return {
    rows: shown.current,
    hold: {
      onPointerEnter: laid('pointer'),
      onPointerLeave: lifted('pointer'),
      onDragStart: laid('drag'),
      onDragEnd: lifted('drag'),
      onFocus: laid('keyboard'),
      onBlur: lifted('keyboard'),
    },
  };
}

function Sightings() {
  const say = useWords(panelWords);
  const heard = useUnplaced();
  const { rows, hold } = useHeld(heard);
  if (rows.length === 0)
    return (
      <EmptyState variant="xs" titleText={say('nobody')} headingLevel="h2">
        <EmptyStateBody>{say('nobodyMore')}</EmptyStateBody>
      </EmptyState>
    );
  return (
    <>
      <h2 className="rs-slots-subtitle">{say('heard', { count: heard.length })}</h2>
      <Content component="small">{say('dragHelp')}</Content>
      <ul className="rs-slots-heard" {...hold}>
        {rows.map((row) => (
          <Sighting key={row.sighting.mac} {...row} />
        ))}
      </ul>
    </>
  );
}

function Sighting({ sighting: { mac, client, vendorClass, last, times, wish }, isGone }: HeardRow) {
  const say = useWords(panelWords);
  const { exactly } = useDuration();
  const slot = useSlots((slots) => slots.focus);
  const place = useSlots((slots) => slots.place);
  const now = useNow();
  return (
    <li
      draggable={!isGone}
      data-gone={isGone}
      onDragStart={(event) => event.dataTransfer.setData(draggedMac, mac)}
      {...(vendorClass === undefined ? {} : { title: vendorClass })}
    >
      <code>{mac}</code>
      <span className="rs-slots-client">
        {client} · {isGone ? say('placed') : `${say('ago', { time: exactly((now - last) / 1000) })} · ${say('times', { count: times })}`}{' '}
        <Wish {...(wish ? { wish } : {})} />
      </span>
      <Button
        variant="secondary"
        isAriaDisabled={isGone || slot === ''}
        aria-label={`${mac}: ${say('putInto', { slot })}`}
        onClick={() => place(mac)}
      >
        {say('putInto', { slot })}
      </Button>
    </li>
  );
}
