import type { QuarantinedEvent } from '../domain/event/event.ts';
import type { OutcomeRecord } from '../domain/event/outcome.ts';

/** What works on events on their way. `commit` is what concurrent invocations of a merge share; `pipeline` is validate, enrich and merge in one. */
export type Stage =
  | 'collect'
  | 'validate'
  | 'enrich'
  | 'merge'
  | 'pipeline'
  | 'commit'
  | 'activate'
  | 'deliver'
  | 'sweep'
  | 'export';

/** What asked for some work. */
export interface Cause {
  /** Of what comes in, the trace contexts as they came (`traceparent`). One is the parent of the work; several are linked to it. */
  traceparents: readonly (string | undefined)[];
  /** Since when it has waited, milliseconds since 1970. */
  since?: number;
}

/** What became of events. */
export interface Settled {
  outcomes: readonly OutcomeRecord[];
  quarantined: readonly QuarantinedEvent[];
}

/** Work under way. */
export interface Span {
  /** The trace context for what the work leads to; absent where there is none to pass on. */
  readonly traceparent: string | undefined;
  /** The events that it is about. */
  took(events: number): void;
  settled(settled: Settled): void;
  /** @param error why it failed. */
  end(error?: unknown): void;
}

/** Hears what the platform does while it does it. It decides nothing and never throws. */
export interface Telemetry {
  begin(stage: Stage, cause: Cause): Span;
  /** Hands on what is gathered: now, or only where it is time to. */
  flush(when: 'now' | 'due'): Promise<void>;
}

/** Nobody listens. A trace context passes through untouched, where there is one. */
export const silent: Telemetry = {
  begin: (_stage, { traceparents: [first, ...others] }) =>
    first === undefined || others.length > 0 ? silentSpan : { ...silentSpan, traceparent: first },
  flush: async () => {},
};

export const silentSpan: Span = {
  traceparent: undefined,
  took: () => {},
  settled: () => {},
  end: () => {},
};
