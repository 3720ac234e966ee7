import { Bar, Presets } from 'cli-progress';
import colors from 'picocolors';

/** Writes a line for people or tools. */
export const print = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** Writes what is not the result: hints, warnings, progress. */
export const note = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value, undefined, 2));

/** A text that senders wrote, without what would move the cursor or change the colours of a terminal. */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  text.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, (character) =>
    JSON.stringify(character).length > 3
      ? JSON.stringify(character).slice(1, -1)
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A text that senders wrote as a cell of a table. */
export const oneLine = (text: string, length = 60): string => {
  const line = printable(text);
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

/** A number as people read it. */
export const grouped = (value: number): string => value.toLocaleString('en-US');

/** Rows under a heading: numbers to the right, everything else to the left. */
export function table(
  heading: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const texts = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? grouped(cell) : cell)),
  );
  const widths = heading.map((title, column) =>
    texts.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), title.length),
  );
  const isNumber = heading.map(
    (_, column) =>
      rows.some((row) => typeof row[column] === 'number') &&
      rows.every((row) => typeof row[column] === 'number' || row[column] === ''),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [colors.bold(line(heading)), ...texts.map(line)].join('\n');
}

/** A progress bar on standard error: for people at a terminal, and only for what takes more than a second. */
export class ProgressBar {
  readonly #bar: Bar | undefined;
  readonly #shownAt = Date.now() + 1000;
  #started = false;

  constructor(title: string) {
    if (process.stderr.isTTY) {
      const format = `${title} {bar} {percentage}% | {eta_formatted} left`;
      this.#bar = new Bar(
        { format, hideCursor: true, clearOnComplete: true },
        Presets.shades_classic,
      );
    }
  }

  update(done: number, total: number): void {
    if (this.#bar === undefined || Date.now() < this.#shownAt) return;
    if (!this.#started) this.#bar.start(total, done);
    this.#started = true;
    this.#bar.setTotal(total);
    this.#bar.update(done);
  }

  stop(): void {
    if (this.#started) this.#bar?.stop();
  }
}
