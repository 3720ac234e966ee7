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
      const topic = topicOf(node);
      if (topic !== undefined) topics.add(topic);
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

/** `publishBatch(publisher, 'topic', …)` and `….publish('topic', …)` */
function topicOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: args } = node;
  const isBatch = ts.isIdentifier(expression) && expression.text === 'publishBatch';
  const isPublish = ts.isPropertyAccessExpression(expression) && expression.name.text === 'publish';
  const topic = isBatch ? args[1] : isPublish ? args[0] : undefined;
  return topic !== undefined && ts.isStringLiteral(topic) ? topic.text : undefined;
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
