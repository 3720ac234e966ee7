import type { Outcome } from '../../domain/event/event.ts';
import { Distribution, type Percentiles } from '../../domain/telemetry/distribution.ts';
import type { Clock } from '../../ports/clock.ts';
import {
  type Cause,
  type Settled,
  type Span,
  type Stage,
  silent,
  type Telemetry,
} from '../../ports/telemetry.ts';
import { RecentCount } from './recent-count.ts';

/** What a stage has done since the start. Times in milliseconds. */
interface StageFigures {
  stage: Stage;
  events: number;
  /** Over the last minute. */
  perSecond: number;
  failures: number;
  /** Of the events that it took up at once. */
  batch: Percentiles;
  duration: Percentiles;
  /** How long messages had waited when they were taken up. */
  waited: Percentiles;
}

/** What the platform of one process has done since it started. */
export interface PlatformFigures {
  since: string;
  stages: StageFigures[];
  outcomes: Record<string, Partial<Record<Outcome, number>>>;
  /** From receipt to profile, milliseconds. */
  latency: Percentiles;
  /** By the rule that was broken. */
  quarantined: Record<string, number>;
}

/** Senders can make up as many sources as they like; beyond that many, all are one. */
const namesAtMost = 200;
const others = 'others';

/** Keeps figures of what it hears, in a small memory, for whoever asks. */
export class Figures implements Telemetry {
  readonly #clock: Clock;
  readonly #since: string;
  readonly #stages = new Map<Stage, OfStage>();
  readonly #outcomes = new Map<string, Partial<Record<Outcome, number>>>();
  readonly #latency = new Distribution();
  readonly #quarantined = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = new Date(clock()).toISOString();
  }

  begin(stage: Stage, cause: Cause): Span {
    const startedAt = this.#clock();
    const figures = this.#stages.get(stage) ?? newStage();
    this.#stages.set(stage, figures);
    if (cause.since !== undefined) figures.waited.add(Math.max(0, startedAt - cause.since));
    return {
      traceparent: silent.begin(stage, cause).traceparent,
      took: (events) => {
        figures.events += events;
        figures.recent.add(events, this.#clock());
        figures.batch.add(events);
      },
      settled: (settled) => this.#settle(settled),
      end: (error) => {
        if (error !== undefined) figures.failures += 1;
        figures.duration.add(this.#clock() - startedAt);
      },
    };
  }

  async flush(): Promise<void> {}

  read(): PlatformFigures {
    const now = this.#clock();
    return {
      since: this.#since,
      stages: [...this.#stages].map(([stage, { events, recent, failures, ...spread }]) => ({
        stage,
        events,
        perSecond: recent.perSecond(now),
        failures,
        batch: spread.batch.percentiles(),
        duration: spread.duration.percentiles(),
        waited: spread.waited.percentiles(),
      })),
      outcomes: Object.fromEntries(this.#outcomes),
      latency: this.#latency.percentiles(),
      quarantined: Object.fromEntries(this.#quarantined),
    };
  }

  #settle({ outcomes, quarantined }: Settled): void {
    const now = this.#clock();
    for (const { source, outcome, receivedAt } of outcomes) {
      const name = bounded(this.#outcomes, source);
      const counts = this.#outcomes.get(name) ?? {};
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      this.#outcomes.set(name, counts);
      if (outcome === 'applied') this.#latency.add(Math.max(0, now - Date.parse(receivedAt)));
    }
    for (const { rule } of quarantined) {
      const name = bounded(this.#quarantined, rule);
      this.#quarantined.set(name, (this.#quarantined.get(name) ?? 0) + 1);
    }
  }
}

const newStage = () => ({
  events: 0,
  failures: 0,
  recent: new RecentCount(),
  batch: new Distribution(),
  duration: new Distribution(),
  waited: new Distribution(),
});

type OfStage = ReturnType<typeof newStage>;

const bounded = (known: ReadonlyMap<string, unknown>, name: string): string =>
  known.has(name) || known.size < namesAtMost ? name : others;
