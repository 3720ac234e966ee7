import type { SpecEvent } from '../domain/event/event.ts';
import type { TimedEvent } from './tab.ts';

/** What one person does: events in the order of their times, none before the first time. */
export interface Life {
  /** No later than the first event; milliseconds since 1970. */
  from: number;
  /** From the beginning, each time it is asked. */
  events(): Iterator<TimedEvent>;
}

interface Running {
  next: TimedEvent;
  rest: Iterator<TimedEvent>;
  /** The place in the list of lives, which orders events of one time. */
  rank: number;
}

/**
 * The events of many lives as one stream in the order of time. Lazy: a life begins when its time has come and is
 * dropped when it ends, so that only those in between take memory. O(log n) comparisons an event, for n lives at once.
 */
export function* inTimeOrder(lives: readonly Life[]): Generator<SpecEvent> {
  const waiting = lives.map((life, rank) => ({ life, rank }));
  waiting.sort((a, b) => a.life.from - b.life.from || a.rank - b.rank);
  const running: Running[] = [];
  let begun = 0;
  for (;;) {
    let soonest = running[0];
    for (
      let next = waiting[begun];
      next && next.life.from <= (soonest?.next.at ?? Infinity);
      next = waiting[begun]
    ) {
      begun++;
      begin(running, next.life, next.rank);
      soonest = running[0];
    }
    if (soonest === undefined) return;
    yield soonest.next.event;
    advance(running, soonest);
  }
}

function begin(running: Running[], life: Life, rank: number): void {
  const rest = life.events();
  const first = rest.next();
  if (first.done) return;
  running.push({ next: first.value, rest, rank });
  siftUp(running, running.length - 1);
}

/** Moves the first of the heap on to its next event, or takes it off. */
function advance(running: Running[], first: Running): void {
  const step = first.rest.next();
  if (!step.done) {
    first.next = step.value;
  } else {
    const last = running.pop();
    if (last === undefined || last === first) return;
    running[0] = last;
  }
  siftDown(running);
}

const isBefore = (a: Running, b: Running): boolean =>
  a.next.at < b.next.at || (a.next.at === b.next.at && a.rank < b.rank);

// A binary heap: no entry is before its parent, which stands at (index - 1) / 2.

function siftUp(heap: Running[], from: number): void {
  let index = from;
  while (index > 0) {
    const above = (index - 1) >> 1;
    const [child, parent] = [heap[index], heap[above]];
    if (!child || !parent || !isBefore(child, parent)) return;
    heap[index] = parent;
    heap[above] = child;
    index = above;
  }
}

function siftDown(heap: Running[]): void {
  let index = 0;
  for (;;) {
    const parent = heap[index];
    let below = 2 * index + 1;
    let child = heap[below];
    const other = heap[below + 1];
    if (child && other && isBefore(other, child)) {
      child = other;
      below++;
    }
    if (!parent || !child || !isBefore(child, parent)) return;
    heap[index] = child;
    heap[below] = parent;
    index = below;
  }
}
