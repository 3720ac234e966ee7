import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TributaryConfig } from '../domain/config/config.ts';
import { isJsonObject } from '../domain/json.ts';
import { compileRules } from './rules.ts';

/** A configuration can't be had, and the message says why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const ofTheCheckout = fileURLToPath(new URL('../../cdp.config.ts', import.meta.url));
const schemasOfTheCheckout = fileURLToPath(new URL('../../schemas/events', import.meta.url));

/** The configuration of a file, or of the current folder, or else of the checkout. @throws ConfigError */
export const loadConfig = (file: string | undefined): Promise<TributaryConfig> =>
  readConfig(configPath(file));

/** The configuration of a TypeScript or JSON file, checked. @throws ConfigError */
export async function readConfig(path: string): Promise<TributaryConfig> {
  const config = await readDefault(path);
  try {
    assertConfig(config);
    const planned = await withPlan(config, dirname(path));
    compileRules(planned);
    return planned;
  } catch (error) {
    throw new ConfigError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The folder of the schemas that a configuration goes by, whatever is wrong with them. @throws ConfigError */
export async function schemasFolder(file: string | undefined): Promise<string> {
  const path = configPath(file);
  const config = await readDefault(path);
  const schemas = isJsonObject(config) ? config['schemas'] : undefined;
  return typeof schemas === 'string' ? resolve(dirname(path), schemas) : schemasOfTheCheckout;
}

/** The configuration with the tracking plan that its `schemas` make. */
async function withPlan(config: TributaryConfig, dir: string): Promise<TributaryConfig> {
  if (config.schemas === undefined) return config;
  // A plan that is compiled ahead needs no compiler.
  const { readPlan } = await import('./read-schemas.ts');
  return { ...config, plan: await readPlan(resolve(dir, config.schemas)) };
}

/** What a JSON file holds, or what a TypeScript one exports as default. @throws ConfigError */
export const readDefault = (path: string): Promise<unknown> =>
  path.endsWith('.json') ? readJson(path) : importModule(path);

/** Where the configuration is. */
export function configPath(file: string | undefined): string {
  if (file !== undefined) {
    const path = resolve(file);
    if (!existsSync(path)) throw new ConfigError(`There is no configuration at ${path}.`);
    return path;
  }
  const here = resolve('cdp.config.ts');
  return existsSync(here) ? here : ofTheCheckout;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

async function importModule(path: string): Promise<unknown> {
  try {
    const loaded: { default?: unknown } = await import(pathToFileURL(path).href);
    return loaded.default;
  } catch (error) {
    throw new ConfigError(`${path} can't be loaded: ${(error as Error).message}`);
  }
}

/** The compiler has judged a TypeScript configuration; a JSON one is judged here, and so is what has no default export. */
function assertConfig(value: unknown): asserts value is TributaryConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(
      'It has to export (as default) an object: export default defineConfig({…}).',
    );
  }
  const known = new Set([
    'sources',
    'schemas',
    'plan',
    'privacy',
    'identity',
    'traits',
    'audiences',
    'enrichment',
    'destinations',
    'warehouse',
  ]);
  const unknown = Object.keys(value).filter((key) => !known.has(key));
  if (unknown.length > 0) {
    throw new TypeError(`Unknown: ${unknown.join(', ')}. Known are ${[...known].join(', ')}.`);
  }
  const { sources } = value as { sources?: unknown };
  if (typeof sources !== 'object' || sources === null || Object.keys(sources).length === 0) {
    throw new TypeError('"sources" must name one source at least, such as { web: {} }.');
  }
}
