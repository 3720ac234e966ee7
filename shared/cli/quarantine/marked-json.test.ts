import { describe, expect, it } from 'vitest';
import { markedJson } from './marked-json.ts';

const mark = (line: string) => `<${line}>`;
const order = { type: 'track', properties: { items: [{ price: 'free' }, 2], 'a/b': 1 } };

describe('marked JSON', () => {
  it('marks what is at the pointer, with its name, and nothing else', () => {
    const marked = markedJson(JSON.stringify(order), '/properties/items/0/price', mark);
    expect(marked?.found).toBe(true);
    expect(marked?.text.match(/<.*>/g)).toEqual(['<"price": "free">']);
    expect(JSON.parse(marked?.text.replace(/[<>]/g, '') ?? '')).toEqual(order);
  });

  it('finds a key with a slash, and marks every line of an object', () => {
    expect(markedJson(JSON.stringify(order), '/properties/a~1b', mark)?.text).toContain(
      '<"a/b": 1>',
    );
    const whole = markedJson(JSON.stringify(order), '/properties/items', mark);
    expect(whole?.text.split('\n').filter((line) => line.includes('<'))).toHaveLength(6);
  });

  it('marks the innermost value on the way to what is missing, and says that it is', () => {
    const { text = '', found } = markedJson('{"a":{"b":1},"c":2}', '/a/x/y', mark) ?? {};
    expect(found).toBe(false);
    expect(text.match(/<.*>/g)).toEqual(['<"a": {>', '<  "b": 1>', '<}>']);
    expect(markedJson('{"a":1}', '/x', mark)).toMatchObject({
      found: false,
      text: '{\n  "a": 1\n}',
    });
  });

  it('shows what would move the cursor as an escape, and leaves to others what is no JSON', () => {
    expect(markedJson('{"a":"\u009b2J"}', '', mark)?.text).toContain('\\u009b');
    expect(markedJson('{', '', mark)).toBeUndefined();
    expect(markedJson(`${'['.repeat(50_000)}${']'.repeat(50_000)}`, '', mark)).toBeUndefined();
  });
});
