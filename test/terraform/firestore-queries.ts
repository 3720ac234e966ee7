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
      const [first] = node.arguments;
      switch (methodOf(node)) {
        case 'collection':
        case 'collectionGroup':
          query.isGroup = methodOf(node) === 'collectionGroup';
          query.collection = this.#collection(first, node);
          return;
        default:
          this.#take(node, query);
      }
      const made = this.#returned(node.expression);
      this.#follow(made ?? node.expression.expression, query);
    } else if (ts.isPropertyAccessExpression(node)) this.#follow(this.#assigned(node), query);
    else if (ts.isIdentifier(node)) {
      for (const extension of this.#extensions(node)) this.#take(extension, query);
      this.#follow(this.#declared(node), query);
    }
  }

  /** What a call adds to the query. */
  #take(call: ts.CallExpression, { filters, orders }: FirestoreQuery): void {
    const [first, second] = call.arguments;
    if (methodOf(call) === 'where') {
      const filter = { field: this.#field(first, call), operator: this.#text(second, call) };
      // A variable that is extended step by step is met at every step.
      if (
        !filters.some(
          ({ field, operator }) => field === filter.field && operator === filter.operator,
        )
      ) {
        filters.unshift(filter);
      }
    }
    if (methodOf(call) === 'orderBy') {
      const isDown = second !== undefined && this.#text(second, call) === 'desc';
      orders.unshift({
        field: this.#field(first, call),
        direction: isDown ? 'DESCENDING' : 'ASCENDING',
      });
    }
  }

  /** What a method of the same class returns, where it is one. */
  #returned({ expression, name }: ts.PropertyAccessExpression): ts.Expression | undefined {
    if (expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
    let found: ts.Expression | undefined;
    visit(this.#file, (node) => {
      if (!ts.isMethodDeclaration(node) || node.name.getText() !== name.text) return;
      visit(node, (inner) => {
        if (ts.isReturnStatement(inner)) found = inner.expression;
      });
    });
    return found ?? this.#fail(name, 'its collection');
  }

  /** The calls by which a query is extended: all of `query = query.where(…)` counts, for some call has all of it. */
  #extensions(name: ts.Identifier): ts.CallExpression[] {
    const found: ts.CallExpression[] = [];
    visit(this.#file, (node) => {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        node.left.getText() === name.text &&
        ts.isCallExpression(node.right)
      ) {
        found.push(node.right);
      }
    });
    return found;
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

  /** The last part of a path. */
  #collection(node: ts.Expression | undefined, call: ts.CallExpression): string {
    if (node !== undefined && ts.isTemplateExpression(node)) {
      const end = node.templateSpans.at(-1)?.literal.text ?? '';
      if (end.startsWith('/')) return end.slice(end.lastIndexOf('/') + 1);
    }
    return this.#text(node, call);
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
