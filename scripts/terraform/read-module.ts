import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@cdktf/hcl2json';

/** What hcl2json makes of a file: strings hold `${…}`, and a block is a list of objects. */
export type Raw = string | number | boolean | null | Raw[] | RawBody;
export interface RawBody {
  [name: string]: Raw;
}

/** A resource, or a data source, whose type begins with `data.`. */
export interface ResourceBlock {
  type: string;
  name: string;
  file: string;
  body: RawBody;
}

export interface NamedBlock {
  name: string;
  file: string;
  body: RawBody;
}

/** The blocks of the `*.tf` files of a folder. */
export interface TerraformModule {
  folder: string;
  variables: NamedBlock[];
  locals: Map<string, Raw>;
  resources: ResourceBlock[];
  modules: NamedBlock[];
  outputs: NamedBlock[];
}

/** Files by absolute path: those of the disk, some perhaps replaced. */
export interface Files {
  read(path: string): string;
  list(folder: string): string[];
}

export const filesOfDisk: Files = {
  read: (path) => readFileSync(path, 'utf8'),
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : [],
    ),
};

export const terraformFolder = fileURLToPath(new URL('../../terraform/', import.meta.url));

/** @throws where a file is not HCL, with its name and the place. */
export async function readModule(folder: string, files: Files): Promise<TerraformModule> {
  const module: TerraformModule = {
    folder: resolve(folder),
    variables: [],
    locals: new Map(),
    resources: [],
    modules: [],
    outputs: [],
  };
  for (const file of files.list(folder).sort()) {
    if (file.endsWith('.tf')) await addFile(module, file, files.read(join(folder, file)));
  }
  return module;
}

/** By text: the same file is read again for every module call, and for every check. */
const parsed = new Map<string, Promise<Record<string, RawBody>>>();

function parseFile(file: string, text: string): Promise<Record<string, RawBody>> {
  const known = parsed.get(text) ?? (parse(file, text) as Promise<Record<string, RawBody>>);
  parsed.set(text, known);
  return known;
}

async function addFile(module: TerraformModule, file: string, text: string): Promise<void> {
  const root = await parseFile(file, text);
  const named = (section: string): NamedBlock[] =>
    Object.entries(root[section] ?? {}).map(([name, blocks]) => ({
      name,
      file,
      body: only(blocks),
    }));
  module.variables.push(...named('variable'));
  module.modules.push(...named('module'));
  module.outputs.push(...named('output'));
  for (const block of Object.values(root['locals'] ?? {})) {
    for (const [name, value] of Object.entries(block as RawBody)) module.locals.set(name, value);
  }
  for (const [section, prefix] of [
    ['resource', ''],
    ['data', 'data.'],
  ] as const) {
    for (const [type, byName] of Object.entries(root[section] ?? {})) {
      for (const [name, blocks] of Object.entries(byName as RawBody)) {
        module.resources.push({ type: `${prefix}${type}`, name, file, body: only(blocks) });
      }
    }
  }
}

/** Terraform allows one block of a name; of two, hcl2json would give both. */
function only(blocks: Raw): RawBody {
  const [block, ...others] = Array.isArray(blocks) ? blocks : [];
  if (typeof block !== 'object' || block === null || Array.isArray(block) || others.length > 0) {
    throw new Error(`One block is expected, not ${JSON.stringify(blocks)}`);
  }
  return block;
}

/** The folders of `terraform/` that hold a module of their own. */
export const moduleFolders: readonly string[] = ['.', 'modules/function'].map((folder) =>
  join(terraformFolder, folder),
);

/** Every type of resource and data source that `terraform/` uses. */
export async function terraformTypes(): Promise<string[]> {
  const types = new Set<string>();
  for (const folder of moduleFolders) {
    for (const { type } of (await readModule(folder, filesOfDisk)).resources) types.add(type);
  }
  return [...types].sort();
}
