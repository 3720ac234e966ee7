import { type Command, InvalidArgumentError, Option } from 'commander';

const backends = ['embedded', 'emulators', 'gcp'] as const;
type Backend = (typeof backends)[number];

/** The options that every command takes. */
export interface CommonOptions {
  backend: Backend;
  /** The data folder. */
  data: string;
  /** The configuration file; where absent, `cdp.config.ts` of the current folder or of the checkout. */
  config?: string;
  json: boolean;
}

/** Adds a command with the options that all of them take. */
export const addCommand = (
  program: Command,
  nameAndArguments: string,
  settings: { isDefault?: boolean } = {},
): Command =>
  program
    .command(nameAndArguments, settings)
    .addOption(new Option('--backend <name>', 'where to run').choices(backends).default('embedded'))
    .option('--data <dir>', 'the data folder', '.cdp')
    .option('--config <file>', 'the configuration, as TypeScript or JSON')
    .option('--json', 'print JSON, for tools', false);

/** A command for people to type next, with the options that this one was given. */
export const nextCommand = (words: string, { backend, data, config }: CommonOptions): string =>
  [
    `npx cdp ${words}`,
    ...(backend === 'embedded' ? [] : [`--backend ${backend}`]),
    ...(data === '.cdp' ? [] : [`--data ${data}`]),
    ...(config === undefined ? [] : [`--config ${config}`]),
  ].join(' ');

/** An option's value as a whole number from `least` on. */
export const wholeNumber =
  (least = 0) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`It takes a whole number from ${least} on.`);
    }
    return value;
  };

/** An option's value as a share between 0 and 1. */
export const share = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It takes a number from 0 to 1.');
  }
  return value;
};

/** An option's value as a moment, in milliseconds since 1970: ISO 8601, or how long ago, such as `15m`, `2h` or `7d`. */
export const moment = (text: string): number => {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return Date.now() - Number(count) * unitMs(unit);
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError(
      'It takes a time such as 2026-01-31T12:00:00Z, or how long ago: 15m, 2h or 7d.',
    );
  }
  return time;
};

const unitMs = (unit: string | undefined): number =>
  unit === 'd' ? 86_400_000 : unit === 'h' ? 3_600_000 : unit === 'm' ? 60_000 : 1000;

/** An option's value as a time such as `30s`, `15m`, `2h` or `7d`, in milliseconds. */
export const duration = (text: string): number => {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count === undefined)
    throw new InvalidArgumentError('It takes a time such as 30s, 15m, 2h or 7d.');
  return Number(count) * unitMs(unit);
};
