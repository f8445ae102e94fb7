// The plan handed on in the forms that others need: downloaded as a file, or copied.

import { Dropdown, DropdownItem, DropdownList, MenuItemAction, MenuToggle } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { type ExportForm, exportForms, exportPlan } from '../../../services/domain/exchange/exports.ts';
import { checkPlan } from '../../../services/domain/plan/check.ts';
import type { Plan } from '../../../services/domain/plan/plan.ts';
import { useWords } from '../../i18n/index.ts';
import { planStore, settingsStore, usePlan } from '../../stores/index.ts';
import { exchangeWords } from './words.ts';

function download({ name, mediaType, text }: ReturnType<typeof exportPlan>): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

/** The plan as it is on the screen now; undefined while it has errors. */
const planNow = (): Plan | undefined => checkPlan(planStore.getState().data).plan;

function written(form: ExportForm): ReturnType<typeof exportPlan> | undefined {
  const plan = planNow();
  return plan && exportPlan(plan, form, settingsStore.getState().language);
}

export function ExportMenu() {
  const say = useWords(exchangeWords);
  const errors = usePlan(({ problems }) => problems.filter(({ level }) => level === 'error').length);
  const readable = usePlan(({ data }) => data !== undefined);
  const [isOpen, open] = useState(false);
  const [copied, setCopied] = useState<ExportForm>();
  const toggle = (next: boolean) => {
    setCopied(undefined);
    open(next);
  };
  const copy = async (form: ExportForm) => {
    const found = written(form);
    if (!found) return;
    await navigator.clipboard.writeText(found.text);
    setCopied(form);
  };
  const save = (form: ExportForm) => {
    const found = written(form);
    if (found) download(found);
    toggle(false);
  };
  return (
    <Dropdown
      isOpen={isOpen}
      popperProps={{ appendTo: 'inline' }}
      onOpenChange={toggle}
      onSelect={(_, form) => save(form as ExportForm)}
      onActionClick={(event, form) => {
        event.stopPropagation();
        void copy(form as ExportForm);
      }}
      toggle={(reference) => (
        <MenuToggle ref={reference} isExpanded={isOpen} isDisabled={!readable} onClick={() => toggle(!isOpen)}>
          {say('export')}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {errors > 0 ? (
          <DropdownItem isAriaDisabled>{say('notYet', { count: errors })}</DropdownItem>
        ) : (
          exportForms.map((form) => <ExportItem key={form} form={form} copied={copied === form} />)
        )}
      </DropdownList>
    </Dropdown>
  );
}

function ExportItem({ form, copied }: { readonly form: ExportForm; readonly copied: boolean }) {
  const say = useWords(exchangeWords);
  const name = say(`form_${form}`);
  return (
    <DropdownItem
      value={form}
      itemId={form}
      actions={
        <MenuItemAction
          icon={copied ? <CheckIcon /> : <CopyIcon />}
          actionId="copy"
          aria-label={say(copied ? 'copied' : 'copyForm', { form: name })}
        />
      }
    >
      {name}
    </DropdownItem>
  );
}
