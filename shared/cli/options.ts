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

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** An option's value as a time such as `30s`, `15m`, `2h` or `7d`, in milliseconds. */
export const duration = (text: string): number => {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count === undefined)
    throw new InvalidArgumentError('It takes a time such as 30s, 15m, 2h or 7d.');
  return Number(count) * (unitMs[unit ?? 's'] ?? 1000);
};
