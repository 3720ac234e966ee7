import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { checkout } from '../builders/run-cdp.ts';

/** The topics that the code of a function publishes on: of every file that its `index.ts` reaches, the calls that name one. */
export function topicsPublishedBy(functionName: string): Set<string> {
  const known = published.get(functionName);
  if (known !== undefined) return known;
  const topics = new Set<string>();
  for (const file of reachedFrom(join(checkout, 'functions', functionName, 'index.ts'))) {
    visit(parse(file), (node) => {
      for (const topic of topicsOf(node)) topics.add(topic);
    });
  }
  published.set(functionName, topics);
  return topics;
}

const published = new Map<string, Set<string>>();
const parsed = new Map<string, ts.SourceFile>();

export function parse(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2023, true);
  parsed.set(path, file);
  return file;
}

export function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => visit(child, each));
}

/** `publishBatch(publisher, 'topic', …)`, `publishBatches(publisher, { topic: … })` and `….publish('topic', …)` */
function topicsOf(node: ts.Node): string[] {
  if (!ts.isCallExpression(node)) return [];
  const { expression, arguments: args } = node;
  const called = ts.isIdentifier(expression) ? expression.text : '';
  const isPublish = ts.isPropertyAccessExpression(expression) && expression.name.text === 'publish';
  const topic = called === 'publishBatch' ? args[1] : isPublish ? args[0] : undefined;
  if (topic !== undefined && ts.isStringLiteral(topic)) return [topic.text];
  const batches = called === 'publishBatches' ? args[1] : undefined;
  if (batches === undefined || !ts.isObjectLiteralExpression(batches)) return [];
  return batches.properties.flatMap(({ name }) =>
    name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? [name.text] : [],
  );
}

function reachedFrom(entry: string): Set<string> {
  const reached = new Set([entry]);
  for (const file of reached) {
    for (const specifier of importsOf(parse(file))) {
      const path = resolve(dirname(file), specifier);
      if (specifier.startsWith('.') && path.endsWith('.ts') && existsSync(path)) reached.add(path);
    }
  }
  return reached;
}

/** What is imported when the file runs: types are not. */
function importsOf(file: ts.SourceFile): string[] {
  const specifiers: string[] = [];
  visit(file, (node) => {
    const from =
      ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword
        ? node.moduleSpecifier
        : ts.isExportDeclaration(node) && !node.isTypeOnly
          ? node.moduleSpecifier
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
    if (from !== undefined && ts.isStringLiteral(from)) specifiers.push(from.text);
  });
  return specifiers;
}
