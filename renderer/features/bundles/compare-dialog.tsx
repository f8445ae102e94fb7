// Two bundles beside each other: what the one has more, less and other, and what bringing it here would copy.

import { Button, FormGroup, FormSelect, FormSelectOption, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useEffect, useId, useState } from 'react';
import type { BundleDifference, BundleListed, PartView } from '../../../services/contract/index.ts';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { useWords } from '../../i18n/index.ts';
import { titleOf } from './facts.ts';
import { useBundles } from './use-bundles.ts';
import { bundlesWords } from './words.ts';

interface Comparing {
  readonly bundle: BundleListed;
  readonly bundles: readonly BundleListed[];
  readonly onClose: () => void;
}

/** An older one of the same name is what people want to compare with. */
const likely = (bundle: BundleListed, others: readonly BundleListed[]): BundleListed | undefined =>
  others.find(({ name, id }) => name === bundle.name && id !== bundle.id) ?? others[0];

const nameOf = ({ name, version }: BundleListed): string => `${name} ${version}`;

export function CompareDialog({ bundle, bundles, onClose }: Comparing) {
  const say = useWords(bundlesWords);
  const id = useId();
  const others = bundles.filter((one) => one !== bundle && one.trust.is !== 'unreadable');
  const [chosen, choose] = useState(() => likely(bundle, others)?.directory ?? '');
  const compare = useBundles((state) => state.compare);
  const difference = useBundles((state) => state.difference);
  useEffect(() => {
    if (chosen) void compare(chosen, bundle.directory);
  }, [compare, chosen, bundle.directory]);
  return (
    <Modal isOpen variant="medium" onEscapePress={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={say('compareTitle')} labelId={`${id}-title`} />
      <ModalBody tabIndex={0}>
        {others.length === 0 ? (
          <p>{say('compareNone')}</p>
        ) : (
          <>
            <FormGroup label={say('compareWith', { name: nameOf(bundle) })} fieldId={id}>
              <FormSelect id={id} value={chosen} onChange={(_, next) => choose(next)}>
                {others.map((one) => (
                  <FormSelectOption key={one.directory} value={one.directory} label={`${nameOf(one)} — ${one.directory}`} />
                ))}
              </FormSelect>
            </FormGroup>
            <div aria-live="polite" className="rs-bundle-difference">
              {difference && <Difference difference={difference} name={nameOf(bundle)} />}
            </div>
          </>
        )}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{say('close')}</Button>
      </ModalFooter>
    </Modal>
  );
}

function Difference({
  difference: { added, removed, changed, same, bytesToCopy },
  name,
}: {
  readonly difference: BundleDifference;
  readonly name: string;
}) {
  const say = useWords(bundlesWords);
  const isSame = added.length + removed.length + changed.length === 0;
  return (
    <>
      <p>
        {isSame ? say('same') : say('sameParts', { count: same })} {!isSame && say('toCopy', { name, bytes: bytesInWords(bytesToCopy) })}
      </p>
      <List title={say('changed', { count: changed.length })} lines={changed.map(({ before, after }) => changeOf(before, after))} />
      <List title={say('added', { count: added.length })} lines={added.map(lineOf)} />
      <List title={say('removed', { count: removed.length })} lines={removed.map(lineOf)} />
    </>
  );
}

interface Line {
  readonly path: string;
  readonly title: string;
  readonly more: string;
}

const lineOf = (part: PartView): Line => ({
  path: part.path,
  title: titleOf(part),
  more: [part.version, part.arch, bytesInWords(part.size)].filter(Boolean).join(' · '),
});

const arrow = (before: string | undefined, after: string | undefined): string | undefined =>
  before === after ? after : `${before ?? '–'} → ${after ?? '–'}`;

const changeOf = (before: PartView, after: PartView): Line => ({
  path: after.path,
  title: titleOf(after),
  more: [arrow(before.version, after.version), after.arch, arrow(bytesInWords(before.size), bytesInWords(after.size))]
    .filter(Boolean)
    .join(' · '),
});

function List({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="rs-bundle-lines">
        {lines.map(({ path, title: name, more }) => (
          <li key={path}>
            <code title={path}>{name}</code> <span className="rs-bundles-small">{more}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
