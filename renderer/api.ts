// How the page speaks to the appliance: calls of the contract, and the one stream of changes.

import type { CallName, CallOutput, CallRequest, Change, ChangeName, ProblemView } from '../services/contract/index.ts';
import type { Language } from '../services/domain/language.ts';
import { problem } from '../services/domain/problem.ts';

/** What a call gives: its output, or every problem that kept it from that. */
export type Answer<Name extends CallName> =
  | { readonly ok: true; readonly value: CallOutput<Name> }
  | { readonly ok: false; readonly problems: readonly ProblemView[] };

export interface Api {
  /** Never rejects: an appliance that does not answer is a problem too (`console-silent`). */
  call<Name extends CallName>(name: Name, input: CallRequest<Name>): Promise<Answer<Name>>;
  /** Hears the stream until the returned function is called; it reconnects by itself. */
  changes(language: Language, heard: Heard): () => void;
}

export type Heard = { readonly [Name in ChangeName]: (change: Change<Name>) => void } & {
  /** Whether the appliance is heard now. */
  readonly line: (up: boolean) => void;
};

/** Answers of the appliance are checked by its own tests against the same schemas; here they are taken as they are. */
async function answerOf<Name extends CallName>(response: Response): Promise<Answer<Name>> {
  const body = await response.json();
  return response.ok ? { ok: true, value: body } : { ok: false, problems: body.problems ?? [problem('call-failed')] };
}

/** A silent appliance: the cable of a technician's day. Tried again this much later, by the browser itself for short gaps. */
const retryMilliseconds = 1000;

function openChanges(language: Language, heard: Heard): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(`api/changes?language=${language}`);
    source.onopen = () => heard.line(true);
    for (const name of ['rack', 'site', 'plan', 'jobs'] as const)
      source.addEventListener(name, (event) => heard[name](JSON.parse((event as MessageEvent).data)));
    source.onerror = () => {
      heard.line(false);
      // The browser gives up for good on an answer that is not a stream: a restarted appliance asks for its new token.
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(open, retryMilliseconds);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

/** Browsers let calls on their way outlive the page up to 64 KiB altogether; one change of a plan is far less. */
const mostOutliving = 32 * 1024;

export const api: Api = {
  async call(name, input) {
    const body = JSON.stringify(input);
    try {
      const response = await fetch(`api/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        // What was typed last is written although the page is closed.
        keepalive: name === 'editPlan' && body.length < mostOutliving,
      });
      return await answerOf(response);
    } catch {
      return { ok: false, problems: [problem('console-silent')] };
    }
  },
  changes: openChanges,
};
