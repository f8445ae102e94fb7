// Fill down: what the chosen slots are to get from the first, and a preview of every slot before anything is changed.

import {
  Button,
  Checkbox,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  NumberInput,
  TextInput,
} from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { planStore } from '../../../stores/index.ts';
import { valueAt } from '../../../ui/inputs.tsx';
import { currentRack } from './current-rack.ts';
import { type CopiedField, copiedFields, type Filled, type FillWish, filled } from './fill.ts';
import { FillPreview } from './fill-preview.tsx';
import { fillWords } from './fill-words.ts';
import { inOrder } from './geometry.ts';
import type { Rack } from './rack.ts';
import { slotsStore, useSlots } from './stores.ts';

export function FillDialog() {
  const isOpen = useSlots((slots) => slots.dialog === 'fill');
  return isOpen ? <Asked /> : null;
}

/** What is asked for, while it is typed. */
interface Form {
  readonly mac: { readonly on: boolean; readonly first: string; readonly step: number };
  readonly name: { readonly on: boolean; readonly pattern: string; readonly start: number };
  readonly ip: { readonly how: 'leave' | 'rule' | 'hand'; readonly first: string; readonly step: number };
  readonly copy: readonly CopiedField[];
}

function proposed(rack: Rack, first: string | undefined): Form {
  const cell = first === undefined ? undefined : rack.cells[first];
  return {
    mac: { on: cell?.macs[0] !== undefined, first: cell?.macs[0] ?? '', step: 1 },
    name: { on: false, pattern: 'node-{n}', start: 1 },
    ip: { how: 'leave', first: cell?.ip ?? '', step: 1 },
    copy: [],
  };
}

const wishOf = ({ mac, name, ip, copy }: Form): FillWish => ({
  ...(mac.on && { macs: mac }),
  ...(name.on && { hostnames: name }),
  ...(ip.how === 'rule' ? { ips: 'rule' } : ip.how === 'hand' ? { ips: ip } : {}),
  copy,
});

type Fields = Readonly<Record<string, unknown>>;
const bladeAt = (index: number) => valueAt(planStore.getState().data, `blades[${index}]`) as Fields | undefined;

function Asked() {
  const say = useWords(fillWords);
  const [rack] = useState(() => currentRack(planStore.getState()));
  const [slots] = useState(() => inOrder(rack, slotsStore.getState().selected));
  const [form, setForm] = useState(() => proposed(rack, slots[0]));
  const outcome = useMemo(() => filled(rack, slots, wishOf(form), bladeAt), [rack, slots, form]);
  const close = () => slotsStore.getState().ask(undefined);
  const count = outcome.edits.length;
  return (
    <Modal isOpen onEscapePress={close} variant="large" aria-labelledby="rs-fill-title">
      <ModalHeader title={say('title', { count: slots.length, first: slots[0] ?? '', last: slots.at(-1) ?? '' })} labelId="rs-fill-title" />
      <ModalBody tabIndex={0} aria-label={say('preview')}>
        <Wishes form={form} change={(part) => setForm({ ...form, ...part })} hasSource={rack.cells[slots[0] ?? '']?.blade !== undefined} />
        <FillPreview rack={rack} lines={outcome.lines} />
      </ModalBody>
      <ModalFooter>
        <Button
          isDisabled={count === 0}
          onClick={() => {
            apply(outcome);
            close();
          }}
        >
          {say('apply', { count })}
        </Button>
        <Button variant="link" onClick={close}>
          {say('cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function apply({ edits }: Filled): void {
  planStore.getState().edit(...edits);
  slotsStore.getState().tell({ key: 'filledDown', params: { count: edits.length } });
}

interface WishesProps {
  readonly form: Form;
  readonly change: (part: Partial<Form>) => void;
  /** There is a blade in the first slot to copy from. */
  readonly hasSource: boolean;
}

function Wishes({ form: { mac, name, ip, copy }, change, hasSource }: WishesProps) {
  const say = useWords(fillWords);
  return (
    <div className="rs-slots-wishes">
      <Checkbox id="rs-fill-mac" label={say('macs')} isChecked={mac.on} onChange={(_, on) => change({ mac: { ...mac, on } })} />
      <Text label={say('firstMac')} value={mac.first} set={(first) => change({ mac: { ...mac, first, on: true } })} />
      <Count label={say('step')} value={mac.step} least={1} set={(step) => change({ mac: { ...mac, step } })} />

      <Checkbox id="rs-fill-name" label={say('names')} isChecked={name.on} onChange={(_, on) => change({ name: { ...name, on } })} />
      <Text label={say('pattern')} value={name.pattern} set={(pattern) => change({ name: { ...name, pattern, on: true } })} />
      <Count label={say('start')} value={name.start} least={0} set={(start) => change({ name: { ...name, start } })} />

      <FormSelect aria-label={say('ips')} value={ip.how} onChange={(_, how) => change({ ip: { ...ip, how: how as Form['ip']['how'] } })}>
        <FormSelectOption value="leave" label={say('ipsLeave')} />
        <FormSelectOption value="rule" label={say('ipsRule')} />
        <FormSelectOption value="hand" label={say('ipsHand')} />
      </FormSelect>
      <Text label={say('firstIp')} value={ip.first} set={(first) => change({ ip: { ...ip, first, how: 'hand' } })} />
      <Count label={say('step')} value={ip.step} least={1} set={(step) => change({ ip: { ...ip, step } })} />

      <fieldset className="rs-slots-copies" disabled={!hasSource}>
        <legend>{say('copy')}</legend>
        {copiedFields.map((field) => (
          <Checkbox
            key={field}
            id={`rs-fill-${field}`}
            label={say(field)}
            isDisabled={!hasSource}
            isChecked={copy.includes(field)}
            onChange={(_, on) => change({ copy: on ? [...copy, field] : copy.filter((one) => one !== field) })}
          />
        ))}
      </fieldset>
    </div>
  );
}

const Text = ({ label, value, set }: { readonly label: string; readonly value: string; readonly set: (text: string) => void }) => (
  <TextInput aria-label={label} title={label} value={value} spellCheck={false} autoComplete="off" onChange={(_, text) => set(text)} />
);

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly set: (value: number) => void;
}

/** As far as the last byte of an address goes. */
const most = 256;

function Count({ label, value, least, set }: CountProps) {
  const limited = (next: number) => set(Math.min(most, Math.max(least, next)));
  return (
    <span className="rs-slots-count">
      <span>{label}</span>
      <NumberInput
        value={value}
        min={least}
        max={most}
        widthChars={4}
        inputAriaLabel={label}
        minusBtnAriaLabel={`${label} −1`}
        plusBtnAriaLabel={`${label} +1`}
        onMinus={() => limited(value - 1)}
        onPlus={() => limited(value + 1)}
        onChange={(event) => limited(Number((event.target as HTMLInputElement).value) || least)}
      />
    </span>
  );
}
