import type { Meter } from '@opentelemetry/api';

/** Where the buckets of times end, seconds: from an answer at once to a backlog of hours. */
const times = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200];
const sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2500];

/** The metrics, by the names that dashboards know. */
export const metersOf = (meter: Meter) => ({
  events: meter.createCounter('tributary.events', {
    description: 'Arrivals of events, by what became of them.',
    unit: '{event}',
  }),
  quarantined: meter.createCounter('tributary.quarantined', {
    description: 'Events that were rejected, by the rule that they broke.',
    unit: '{event}',
  }),
  latency: meter.createHistogram('tributary.event.latency', {
    description: 'From the receipt of an event to the profile that holds it.',
    unit: 's',
    advice: { explicitBucketBoundaries: times },
  }),
  wait: meter.createHistogram('tributary.backlog.age', {
    description: 'How long a message has waited when a stage takes it up.',
    unit: 's',
    advice: { explicitBucketBoundaries: times },
  }),
  duration: meter.createHistogram('tributary.stage.duration', {
    description: 'How long a stage works on what it takes up at once.',
    unit: 's',
    advice: { explicitBucketBoundaries: times },
  }),
  batch: meter.createHistogram('tributary.stage.events', {
    description:
      'The events that a stage takes up at once; of the stage commit, the size of a group commit.',
    unit: '{event}',
    advice: { explicitBucketBoundaries: sizes },
  }),
});
