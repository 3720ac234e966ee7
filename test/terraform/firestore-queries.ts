import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { checkout } from '../builders/run-cdp.ts';
import { parse, visit } from './published-topics.ts';

/** A query of Firestore, as the code builds it. */
export interface FirestoreQuery {
  /** `file:line` */
  at: string;
  collection: string;
  isGroup: boolean;
  /** In the order of the code; a document's id is `__name__`. */
  filters: { field: string; operator: string }[];
  orders: { field: string; direction: 'ASCENDING' | 'DESCENDING' }[];
}

/** A call that asks for documents, and whose collection, fields or operators can't be read off the code. */
export class UnreadableQueryError extends Error {
  override readonly name = 'UnreadableQueryError';
}

const adapters = join(checkout, 'shared/adapters/firestore');

/** The queries that the adapter of Firestore makes: each chain of calls that holds a `where` or an `orderBy`. @throws UnreadableQueryError */
export const firestoreQueries = (folder = adapters): FirestoreQuery[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => queriesOf(parse(join(folder, name))));

export function queriesOf(file: ts.SourceFile): FirestoreQuery[] {
  const queries: FirestoreQuery[] = [];
  visit(file, (node) => {
    if (ts.isCallExpression(node) && isBuilding(node) && !isContinued(node)) {
      queries.push(new Chain(file).query(node));
    }
  });
  return queries;
}

const building = new Set(['where', 'orderBy']);

const methodOf = ({ expression }: ts.CallExpression): string =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : '';

const isBuilding = (call: ts.CallExpression): boolean => building.has(methodOf(call));

/** Whether another `where` or `orderBy` of the same chain follows. */
function isContinued(node: ts.CallExpression): boolean {
  let at: ts.Node = node;
  while (ts.isPropertyAccessExpression(at.parent) && ts.isCallExpression(at.parent.parent)) {
    at = at.parent.parent;
    if (isBuilding(at as ts.CallExpression)) return true;
  }
  return false;
}

class Chain {
  readonly #file: ts.SourceFile;

  constructor(file: ts.SourceFile) {
    this.#file = file;
  }

  query(last: ts.CallExpression): FirestoreQuery {
    const query: FirestoreQuery = {
      at: `${relative(checkout, this.#file.fileName)}:${this.#file.getLineAndCharacterOfPosition(last.getStart()).line + 1}`,
      collection: '',
      isGroup: false,
      filters: [],
      orders: [],
    };
    this.#follow(last, query);
    if (query.collection === '') this.#fail(last, 'its collection');
    return query;
  }

  /** From the end of a chain to the collection that it begins with. */
  #follow(node: ts.Expression, query: FirestoreQuery): void {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [first, second] = node.arguments;
      switch (methodOf(node)) {
        case 'collection':
        case 'collectionGroup':
          query.isGroup = methodOf(node) === 'collectionGroup';
          query.collection = this.#text(first, node);
          return;
        case 'where':
          query.filters.unshift({
            field: this.#field(first, node),
            operator: this.#text(second, node),
          });
          break;
        case 'orderBy': {
          const direction = second === undefined ? 'asc' : this.#text(second, node);
          query.orders.unshift({
            field: this.#field(first, node),
            direction: direction === 'desc' ? 'DESCENDING' : 'ASCENDING',
          });
        }
      }
      this.#follow(node.expression.expression, query);
    } else if (ts.isPropertyAccessExpression(node)) this.#follow(this.#assigned(node), query);
    else if (ts.isIdentifier(node)) this.#follow(this.#declared(node), query);
  }

  /** What a field of the class is assigned, anywhere in the file. */
  #assigned(member: ts.PropertyAccessExpression): ts.Expression {
    let found: ts.Expression | undefined;
    visit(this.#file, (node) => {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        node.left.getText() === member.getText()
      ) {
        found = node.right;
      }
    });
    return found ?? this.#fail(member, 'its collection');
  }

  #declared(name: ts.Identifier): ts.Expression {
    let found: ts.Expression | undefined;
    visit(this.#file, (node) => {
      if (ts.isVariableDeclaration(node) && node.name.getText() === name.text)
        found = node.initializer;
    });
    return found ?? this.#fail(name, 'its collection');
  }

  #field(node: ts.Expression | undefined, call: ts.CallExpression): string {
    if (node?.getText() === 'FieldPath.documentId()') return '__name__';
    return this.#text(node, call);
  }

  #text(node: ts.Expression | undefined, call: ts.CallExpression): string {
    if (node !== undefined && ts.isStringLiteral(node)) return node.text;
    return this.#fail(call, 'a field or an operator');
  }

  #fail(node: ts.Node, what: string): never {
    const { line } = this.#file.getLineAndCharacterOfPosition(node.getStart());
    throw new UnreadableQueryError(
      `${relative(checkout, this.#file.fileName)}:${line + 1}: ${what} is not written out: name it in the query, so that its index can be checked.`,
    );
  }
}
