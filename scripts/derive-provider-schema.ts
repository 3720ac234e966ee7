/**
 * Derives what the checks of Terraform files know of its providers: of every resource type that `terraform/` uses, the arguments, the blocks and
 * what is only computed. It reads the bindings that HashiCorp generates from the providers' schemas, unpacked outside the
 * checkout, and is run again when a type is added or a provider's version is raised:
 *
 *   npm pack @cdktf/provider-google@16.12.1 && tar xzf cdktf-provider-google-*.tgz    # and the same of @cdktf/provider-archive
 *   npx tsx scripts/derive-provider-schema.ts google=PATH/package archive=PATH/package
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { CompactBlock, CompactSchema } from './terraform/provider-schema.ts';
import { terraformTypes } from './terraform/read-module.ts';

const target = new URL('../terraform/provider-schema.json', import.meta.url);

/** The bindings of one type: the declarations, and the code that knows what each name is called in Terraform. */
interface Bindings {
  interfaces: Map<string, ts.InterfaceDeclaration>;
  code: string;
}

function bindings(folder: string): Bindings {
  const text = readFileSync(join(folder, 'index.d.ts'), 'utf8');
  const file = ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.ES2023, true);
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement)) interfaces.set(statement.name.text, statement);
  }
  return { interfaces, code: readFileSync(join(folder, 'index.js'), 'utf8') };
}

/** The documentation links end in `#terraform_name Type#terraform_name`. */
const terraformName = (member: ts.TypeElement): string | undefined =>
  /#([a-z0-9_]+) \w+#\1\}/.exec(member.getFullText())?.[1];

/** The interface that a member's type names, and whether there may be more than one. */
function blockOf(
  type: ts.TypeNode | undefined,
  interfaces: Bindings['interfaces'],
): { name: string; many: boolean } | undefined {
  if (type === undefined) return undefined;
  if (ts.isArrayTypeNode(type)) {
    const element = blockOf(type.elementType, interfaces);
    return element && { ...element, many: true };
  }
  if (ts.isUnionTypeNode(type)) {
    for (const part of type.types) {
      const found = blockOf(part, interfaces);
      if (found !== undefined) return found;
    }
  }
  if (ts.isTypeReferenceNode(type) && interfaces.has(type.typeName.getText())) {
    return { name: type.typeName.getText(), many: false };
  }
  return undefined;
}

/** Every name that a class reads from the state. */
function readNames(code: string, className: string): string[] {
  const start = code.indexOf(`class ${className} extends`);
  if (start < 0) return [];
  const end = code.indexOf('\nclass ', start + 1);
  const text = code.slice(start, end < 0 ? undefined : end);
  return [...text.matchAll(/(?:Attribute\(|\(this, )["']([a-z0-9_]+)["']/g)].flatMap(
    ([, name]) => name ?? [],
  );
}

function schemaOf(
  { interfaces, code }: Bindings,
  interfaceName: string,
  className: string,
): CompactBlock {
  const [required, optional]: [string[], string[]] = [[], []];
  const blocks: NonNullable<CompactBlock['blocks']> = {};
  for (const member of interfaces.get(interfaceName)?.members ?? []) {
    const name = terraformName(member);
    if (name === undefined || !ts.isPropertySignature(member)) continue;
    const isOptional = member.questionToken !== undefined;
    const block = blockOf(member.type, interfaces);
    if (block === undefined) (isOptional ? optional : required).push(name);
    else {
      blocks[name] = {
        ...schemaOf({ interfaces, code }, block.name, `${block.name}OutputReference`),
        ...(!isOptional && { isRequired: true }),
        ...(block.many && { isList: true }),
      };
    }
  }
  const known = new Set([...required, ...optional, ...Object.keys(blocks)]);
  const computed = new Set(readNames(code, className).filter((name) => !known.has(name)));
  return {
    ...(required.length > 0 && { required: required.sort().join(' ') }),
    ...(optional.length > 0 && { optional: optional.sort().join(' ') }),
    ...(computed.size > 0 && { computed: [...computed].sort().join(' ') }),
    ...(Object.keys(blocks).length > 0 && { blocks }),
  };
}

const packages = new Map(
  process.argv.slice(2).map((argument) => {
    const [provider = '', path = ''] = argument.split('=', 2);
    return [provider, path] as const;
  }),
);

/** `google_pubsub_topic` is in the folder `pubsub-topic`; a data source in `data-google-project`. */
function derive(type: string): CompactBlock {
  const [, data, provider = '', name = ''] = /^(data\.)?([a-z]+)_(.+)$/.exec(type) ?? [];
  const path = packages.get(provider);
  if (path === undefined) throw new Error(`${type}: give ${provider}=PATH of the unpacked package`);
  const folder = data === undefined ? name : `data_${provider}_${name}`;
  const at = join(path, 'lib', folder.replaceAll('_', '-'));
  if (!existsSync(at)) throw new Error(`${type}: ${provider} has no such type (${at})`);
  const read = bindings(at);
  const config = [...read.interfaces.keys()].find(
    (candidate) => candidate.toLowerCase() === `${folder.replaceAll('_', '')}config`,
  );
  if (config === undefined) throw new Error(`${type}: no configuration in ${at}`);
  return schemaOf(read, config, config.replace(/Config$/, ''));
}

const versionOf = (path: string): string => {
  const anyType = readFileSync(join(path, 'lib/provider/index.d.ts'), 'utf8');
  return /providers\/[\w-]+\/\w+\/([\d.]+)\//.exec(anyType)?.[1] ?? 'unknown';
};

const schema: CompactSchema = {
  providers: Object.fromEntries([...packages].map(([name, path]) => [name, versionOf(path)])),
  types: Object.fromEntries((await terraformTypes()).map((type) => [type, derive(type)])),
};
writeFileSync(target, `${JSON.stringify(schema, undefined, 2)}\n`);
console.log(`${Object.keys(schema.types).length} types in ${target.pathname}`);
