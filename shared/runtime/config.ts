import type { TributaryConfig } from '../domain/config/config.ts';

export type { SpecEvent } from '../domain/event/event.ts';

/** Types a configuration; returns it as it is. */
export const defineConfig = (config: TributaryConfig): TributaryConfig => config;

/** The value of an environment variable, or the fallback; an empty string where neither is there. */
export const env = (name: string, fallback = ''): string => process.env[name] ?? fallback;
