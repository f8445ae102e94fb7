// One of several things to choose, as a wide row: the whole of it is the target, and what can be copied in it still can be.

import { Radio } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import './choice-row.css';

export const ChoiceRows = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div role="radiogroup" aria-label={label} className="rs-choices">
    {children}
  </div>
);

export function ChoiceRow({
  id,
  group,
  title,
  isChosen,
  onChoose,
  children,
}: {
  readonly id: string;
  /** The same for all rows of a choice. */
  readonly group: string;
  readonly title: ReactNode;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children?: ReactNode;
}) {
  return (
    <div className={isChosen ? 'rs-choice rs-choice-chosen' : 'rs-choice'}>
      <Radio id={id} name={group} label={title} isChecked={isChosen} onChange={onChoose} />
      <div className="rs-choice-facts">{children}</div>
    </div>
  );
}
