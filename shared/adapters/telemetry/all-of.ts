import { silent, type Telemetry } from '../../ports/telemetry.ts';

/** Several listeners as one. The trace context is that of the first, which hands it to the others. */
export function allOf(listeners: readonly Telemetry[]): Telemetry {
  const [first = silent, ...others] = listeners;
  if (others.length === 0) return first;
  return {
    begin: (stage, cause) => {
      const leading = first.begin(stage, cause);
      const { traceparent } = leading;
      const heard = { ...cause, traceparents: [traceparent] };
      const spans = [leading, ...others.map((listener) => listener.begin(stage, heard))];
      return {
        traceparent,
        took: (events) => {
          for (const span of spans) span.took(events);
        },
        settled: (settled) => {
          for (const span of spans) span.settled(settled);
        },
        end: (error) => {
          for (const span of spans) span.end(error);
        },
      };
    },
    flush: async (when) => {
      for (const listener of listeners) await listener.flush(when);
    },
  };
}
