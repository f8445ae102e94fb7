// The frame of a step's questions: a form that never submits, and sections with a heading each.

import { Content, Form } from '@patternfly/react-core';
import { type ReactNode, useId } from 'react';
import './step.css';

export const StepForm = ({ children }: { readonly children: ReactNode }) => (
  <Form className="rs-step" onSubmit={(event) => event.preventDefault()}>
    {children}
  </Form>
);

export function Section({
  title,
  lead,
  action,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Stands beside the heading. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="rs-step-section" aria-labelledby={id}>
      <header className="rs-step-head">
        <Content component="h2" id={id}>
          {title}
        </Content>
        {action}
      </header>
      {lead && <p className="rs-step-lead">{lead}</p>}
      {children}
    </section>
  );
}

/** Questions beside each other as long as there is room; `pairs`: two, where four belong together. */
export const Fields = ({ pairs = false, children }: { readonly pairs?: boolean; readonly children: ReactNode }) => (
  <div className={pairs ? 'rs-step-fields rs-step-pairs' : 'rs-step-fields'}>{children}</div>
);
