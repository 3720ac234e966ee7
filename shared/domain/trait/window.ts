import { shortDigest } from '../digest.ts';
import type { Evidence } from '../identity/evidence.ts';
import { canonicalJson, type Json } from '../json.ts';
import type { Aggregate } from './aggregate.ts';
import type { ValueCounts } from './value-counts.ts';

/**
 * What a sliding window remembers of the events that count. Time is cut into epochs as long as the window, so that it never covers more than
 * two; an epoch into cells of 2^level milliseconds. At level 0, a cell is an instant and the window exact.
 */
export type WindowState = Record<string, Epoch>;

interface Epoch {
  level: number;
  /** What the events of a cell add up to, by the cell's number since 1970. */
  cells: Cells;
  /** Of counted values, set once one had to go: every kept value's digest is below it. */
  cut?: string;
}

type Cells = Record<string, unknown>;

/** How many cells an epoch has at most, and how many different values in all its cells together. */
const room = { cells: 64, values: 400 } as const;

/** The cells that are never made coarser than this leave a window of up to 61 in an epoch: its thirtieth part at most. */
const leastCells = 60;

/**
 * A sliding window over an aggregate: a commutative monoid of bounded size. An epoch that holds too many cells makes them coarser, and one that
 * is coarse enough and holds too many values keeps a sample of them: how far, depends on the set of its events alone. Old epochs go when
 * a later event shows that no window reaches them again. Each is for itself, so what was dropped leaves no trace in those that stay.
 */
export class Window {
  readonly #length: number;
  readonly #aggregate: Aggregate;
  readonly #coarsest: number;

  /** @param length milliseconds. */
  constructor(length: number, aggregate: Aggregate) {
    this.#length = length;
    this.#aggregate = aggregate;
    this.#coarsest = Math.max(0, Math.ceil(Math.log2(length / leastCells)));
  }

  /** How late an event may leave, in milliseconds, where there were too many to keep each of them. */
  get bound(): number {
    return 2 ** this.#coarsest - 1;
  }

  /** Joins one event. May use up the state that it is given. */
  add(state: WindowState, value: Json, evidence: Evidence): WindowState {
    const number = Math.floor(evidence.at / this.#length);
    const newest = Math.max(number, ...Object.keys(state).map(Number));
    if (number < newest - 1) return state;
    const epoch: Epoch = state[number] ?? { level: 0, cells: {} };
    if (epoch.cut !== undefined && shortDigest(canonicalJson(value)) >= epoch.cut) return state;
    const key = Math.floor(evidence.at / 2 ** epoch.level);
    epoch.cells[key] = this.#aggregate.add(epoch.cells[key], value, evidence);
    state[number] = this.#fitted(epoch);
    return this.#withoutOld(state, newest);
  }

  join(one: WindowState, other: WindowState): WindowState {
    const joined: WindowState = { ...one };
    for (const [number, epoch] of Object.entries(other)) {
      const known = joined[number];
      joined[number] = known === undefined ? epoch : this.#joinEpochs(known, epoch);
    }
    return this.#withoutOld(joined, Math.max(...Object.keys(joined).map(Number)));
  }

  /** What is in the window that ends now; `undefined` where nothing is. */
  at(state: WindowState, now: number): unknown {
    let joined: unknown;
    for (const { level, cells, cut } of Object.values(state)) {
      for (const [key, cell] of Object.entries(cells)) {
        if (this.#leavesAt(key, level) <= now) continue;
        const counted = cut === undefined ? cell : withCut(cell, cut);
        joined = joined === undefined ? counted : this.#aggregate.join(joined, counted);
      }
    }
    return joined;
  }

  /** When the next of what is in the window leaves it, milliseconds since 1970; infinity where nothing is in it. */
  nextExit(state: WindowState, now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { level, cells } of Object.values(state)) {
      for (const key in cells) {
        const leaves = this.#leavesAt(key, level);
        if (leaves > now && leaves < next) next = leaves;
      }
    }
    return next;
  }

  /** A cell leaves with the last event that it could hold. */
  #leavesAt(key: string, level: number): number {
    return (Number(key) + 1) * 2 ** level - 1 + this.#length;
  }

  #withoutOld(state: WindowState, newest: number): WindowState {
    for (const number in state) if (Number(number) < newest - 1) delete state[number];
    return state;
  }

  #joinEpochs(one: Epoch, other: Epoch): Epoch {
    const level = Math.max(one.level, other.level);
    const cut = one.cut === undefined || (other.cut ?? one.cut) < one.cut ? other.cut : one.cut;
    const cells = { ...this.#coarser(one, level) };
    for (const [key, cell] of Object.entries(this.#coarser(other, level))) {
      const known = cells[key];
      cells[key] = known === undefined ? cell : this.#aggregate.join(known, cell);
    }
    return this.#fitted({ level, cells, ...(cut !== undefined && { cut }) }, true);
  }

  #coarser({ level, cells }: Epoch, wanted: number): Cells {
    if (level === wanted) return cells;
    const coarse: Cells = {};
    for (const [key, cell] of Object.entries(cells)) {
      const place = Math.floor(Number(key) / 2 ** (wanted - level));
      const known = coarse[place];
      coarse[place] = known === undefined ? cell : this.#aggregate.join(known, cell);
    }
    return coarse;
  }

  /** @param mixed whether values may be there that a cut excludes. */
  #fitted(epoch: Epoch, mixed = false): Epoch {
    let fitted = epoch;
    while (!this.#fits(fitted) && fitted.level < this.#coarsest) {
      const level = fitted.level + 1;
      fitted = { level, cells: this.#coarser(fitted, level) };
    }
    const isSample = mixed && fitted.cut !== undefined;
    return isSample || !this.#fits(fitted) ? sampled(fitted) : fitted;
  }

  #fits({ cells }: Epoch): boolean {
    const keys = Object.keys(cells);
    if (keys.length > room.cells) return false;
    return !this.#aggregate.countsValues || valuesIn(cells) <= room.values;
  }
}

const countsOf = (cell: unknown): Record<string, number> => (cell as ValueCounts).counts;

const valuesIn = (cells: Readonly<Cells>): number =>
  Object.values(cells).reduce<number>(
    (total, cell) => total + Object.keys(countsOf(cell)).length,
    0,
  );

const withCut = (cell: unknown, cut: string): ValueCounts => ({ counts: countsOf(cell), cut });

/** Keeps the values of the smallest digests, as many as there is room for in all cells together. */
function sampled(epoch: Epoch): Epoch {
  const { level, cells, cut } = epoch;
  const cellsOf = new Map<string, number>();
  for (const cell of Object.values(cells)) {
    for (const value in countsOf(cell)) cellsOf.set(value, (cellsOf.get(value) ?? 0) + 1);
  }
  const ranked = [...cellsOf.keys()]
    .map((value) => ({ value, digest: shortDigest(value) }))
    .filter(({ digest }) => cut === undefined || digest < cut)
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const kept = new Set<string>();
  let left: number = room.values;
  let lowest = cut;
  for (const { value, digest } of ranked) {
    left -= cellsOf.get(value) ?? 0;
    if (left < 0) {
      lowest = digest;
      break;
    }
    kept.add(value);
  }
  return { level, cells: onlyValues(cells, kept), ...(lowest !== undefined && { cut: lowest }) };
}

function onlyValues(cells: Readonly<Cells>, kept: ReadonlySet<string>): Cells {
  const only: Cells = {};
  for (const [key, cell] of Object.entries(cells)) {
    const counts = Object.entries(countsOf(cell)).filter(([value]) => kept.has(value));
    if (counts.length > 0) only[key] = { counts: Object.fromEntries(counts) };
  }
  return only;
}
