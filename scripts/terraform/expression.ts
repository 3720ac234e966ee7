/** An expression of the Terraform language, as far as the files of `terraform/` use it. */
export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'template'; parts: Expression[] }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'object'; entries: { key: Expression; value: Expression }[] }
  | { kind: 'name'; name: string }
  | { kind: 'attribute'; of: Expression; name: string }
  | { kind: 'index'; of: Expression; key: Expression }
  | { kind: 'splat'; of: Expression; attributes: string[] }
  | { kind: 'call'; name: string; args: Expression[]; isSpread: boolean }
  | { kind: 'not' | 'minus'; of: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression }
  | { kind: 'conditional'; condition: Expression; yes: Expression; no: Expression }
  | For;

export interface For {
  kind: 'for';
  keyName?: string;
  valueName: string;
  collection: Expression;
  /** Present where an object is made. */
  key?: Expression;
  value: Expression;
  condition?: Expression;
}

export type Operator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

const precedence: Readonly<Record<Operator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

const operators = Object.keys(precedence).sort((a, b) => b.length - a.length) as Operator[];

const parsed = new Map<string, Expression>();

/** A string as hcl2json gives it: text with `${…}` in it. @throws SyntaxError */
export function parseTemplate(text: string): Expression {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const expression = new Parser(text).template();
  parsed.set(text, expression);
  return expression;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  template(): Expression {
    const parts = this.#parts(
      () => this.#at >= this.#text.length,
      (text) => text,
    );
    const [only, ...others] = parts;
    if (only === undefined) return { kind: 'literal', value: '' };
    return others.length === 0 ? only : { kind: 'template', parts };
  }

  /** Text and interpolations, up to what ends them. */
  #parts(isEnd: () => boolean, decode: (text: string) => string): Expression[] {
    const parts: Expression[] = [];
    let text = '';
    const close = () => {
      if (text !== '') parts.push({ kind: 'literal', value: decode(text) });
      text = '';
    };
    while (!isEnd()) {
      if (this.#takes('$${')) text += '${';
      else if (this.#takes('${')) {
        close();
        parts.push(this.#expression());
        this.#expect('}');
      } else if (this.#text.startsWith('%{', this.#at)) {
        this.#fail('a template without directives');
      } else {
        const length = this.#text[this.#at] === '\\' ? 2 : 1;
        text += this.#text.slice(this.#at, this.#at + length);
        this.#at += length;
      }
    }
    close();
    return parts;
  }

  #expression(): Expression {
    const condition = this.#binary(0);
    if (!this.#takesSymbol('?')) return condition;
    const yes = this.#expression();
    this.#expect(':');
    return { kind: 'conditional', condition, yes, no: this.#expression() };
  }

  #binary(above: number): Expression {
    let left = this.#unary();
    for (;;) {
      const operator = this.#operator();
      if (operator === undefined || precedence[operator] <= above) return left;
      this.#takesSymbol(operator);
      left = { kind: 'binary', operator, left, right: this.#binary(precedence[operator]) };
    }
  }

  #operator(): Operator | undefined {
    this.#skipSpace();
    return operators.find((operator) => this.#text.startsWith(operator, this.#at));
  }

  #unary(): Expression {
    if (this.#takesSymbol('!')) return { kind: 'not', of: this.#unary() };
    if (this.#takesSymbol('-')) return { kind: 'minus', of: this.#unary() };
    return this.#traversal(this.#term());
  }

  #traversal(start: Expression): Expression {
    let of = start;
    for (;;) {
      if (this.#takes('[*]')) of = { kind: 'splat', of, attributes: this.#attributes() };
      else if (this.#takes('[')) {
        of = { kind: 'index', of, key: this.#expression() };
        this.#expect(']');
      } else if (/^\.[a-z_]/i.test(this.#text.slice(this.#at, this.#at + 2))) {
        this.#at += 1;
        of = { kind: 'attribute', of, name: this.#identifier() };
      } else return of;
    }
  }

  #attributes(): string[] {
    const names: string[] = [];
    while (this.#takes('.')) names.push(this.#identifier());
    return names;
  }

  #term(): Expression {
    this.#skipSpace();
    const next = this.#text[this.#at] ?? '';
    if (next === '"') return this.#string();
    if (/\d/.test(next)) return { kind: 'literal', value: Number(this.#match(/\d+(\.\d+)?/y)) };
    if (this.#takes('(')) return this.#until(')', this.#expression());
    if (this.#takes('[')) return this.#list();
    if (this.#takes('{')) return this.#object();
    const name = this.#identifier();
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    return this.#takes('(') ? this.#call(name) : { kind: 'name', name };
  }

  #string(): Expression {
    this.#at += 1;
    const isEnd = () => this.#text[this.#at] === '"' || this.#at >= this.#text.length;
    const parts = this.#parts(isEnd, (text) => JSON.parse(`"${text}"`) as string);
    this.#expect('"');
    const [only, ...others] = parts;
    if (only === undefined) return { kind: 'literal', value: '' };
    return others.length === 0 && only.kind === 'literal' ? only : { kind: 'template', parts };
  }

  #call(name: string): Expression {
    const args: Expression[] = [];
    let isSpread = false;
    while (!this.#takesSymbol(')')) {
      args.push(this.#expression());
      if (this.#takesSymbol('...')) isSpread = true;
      if (!this.#takesSymbol(',')) return this.#until(')', { kind: 'call', name, args, isSpread });
    }
    return { kind: 'call', name, args, isSpread };
  }

  #list(): Expression {
    if (this.#takesWord('for')) return this.#for(']');
    const items: Expression[] = [];
    while (!this.#takesSymbol(']')) {
      items.push(this.#expression());
      if (!this.#takesSymbol(',')) return this.#until(']', { kind: 'list', items });
    }
    return { kind: 'list', items };
  }

  #object(): Expression {
    if (this.#takesWord('for')) return this.#for('}');
    const entries: { key: Expression; value: Expression }[] = [];
    while (!this.#takesSymbol('}')) {
      const key = this.#expression();
      if (!this.#takesSymbol('=') && !this.#takesSymbol(':')) this.#fail('"="');
      const value = this.#expression();
      entries.push({
        key: key.kind === 'name' ? { kind: 'literal', value: key.name } : key,
        value,
      });
      this.#takesSymbol(',');
    }
    return { kind: 'object', entries };
  }

  #for(end: ']' | '}'): Expression {
    const first = this.#identifier();
    const second = this.#takesSymbol(',') ? this.#identifier() : undefined;
    if (!this.#takesWord('in')) this.#fail('"in"');
    const collection = this.#expression();
    this.#expect(':');
    const one = this.#expression();
    const made = this.#takesSymbol('=>') ? { key: one, value: this.#expression() } : { value: one };
    const condition = this.#takesWord('if') ? { condition: this.#expression() } : {};
    const names =
      second === undefined ? { valueName: first } : { keyName: first, valueName: second };
    return this.#until(end, { kind: 'for', ...names, collection, ...made, ...condition });
  }

  #identifier(): string {
    this.#skipSpace();
    return this.#match(/[a-z_][\w-]*/iy);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) this.#fail('an expression');
    this.#at += found.length;
    return found;
  }

  #until(end: string, expression: Expression): Expression {
    this.#expect(end);
    return expression;
  }

  #takes(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #takesSymbol(text: string): boolean {
    this.#skipSpace();
    // `=` begins `==` and `=>`, too.
    if (text === '=' && /^=[=>]/.test(this.#text.slice(this.#at, this.#at + 2))) return false;
    return this.#takes(text);
  }

  #takesWord(word: string): boolean {
    this.#skipSpace();
    const isWord = new RegExp(`${word}\\b`, 'y');
    isWord.lastIndex = this.#at;
    return isWord.test(this.#text) && this.#takes(word);
  }

  #expect(text: string): void {
    if (!this.#takesSymbol(text)) this.#fail(JSON.stringify(text));
  }

  #skipSpace(): void {
    const space = /(\s|#[^\n]*|\/\/[^\n]*)*/y;
    space.lastIndex = this.#at;
    space.exec(this.#text);
    this.#at = Math.max(this.#at, space.lastIndex);
  }

  #fail(expected: string): never {
    const [before, after] = [this.#text.slice(0, this.#at), this.#text.slice(this.#at)];
    throw new SyntaxError(`${before}⟨${expected} is expected here⟩${after}`);
  }
}
