/** A field of a Protocol Buffers message that is a text, bytes or another message. */
interface WireField {
  number: number;
  bytes: Buffer;
}

const [varint, fixed64, lengthDelimited, fixed32] = [0, 1, 2, 5];

/**
 * The fields of a message that have a length of their own; numbers are passed over. As
 * https://protobuf.dev/programming-guides/encoding/ has it. @throws where it is no such message.
 */
export function* wireFields(message: Buffer): Generator<WireField> {
  let at = 0;
  const number = (): number => {
    let [value, shift] = [0, 1];
    for (;;) {
      const byte = message[at];
      if (byte === undefined) throw new Error('The message ends within a field.');
      at += 1;
      // Not shifted: a number of 64 bits would not fit. What is beyond 2⁵³ is passed over, and never a length.
      value += (byte & 0x7f) * shift;
      shift *= 128;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = number();
    const kind = key % 8;
    if (kind === varint) number();
    else if (kind === fixed64) at += 8;
    else if (kind === fixed32) at += 4;
    else if (kind === lengthDelimited) {
      const length = number();
      if (at + length > message.length) throw new Error('The message ends within a field.');
      yield { number: Math.floor(key / 8), bytes: message.subarray(at, at + length) };
      at += length;
    } else throw new Error(`There is no field of the wire type ${kind}.`);
  }
}

/** The fields of a number, in their order. */
export function* fieldsOf(message: Buffer, number: number): Generator<Buffer> {
  for (const field of wireFields(message)) if (field.number === number) yield field.bytes;
}

/** The text of a field; empty where there is none, as Protocol Buffers have it. */
export const textOf = (message: Buffer, number: number): string =>
  [...fieldsOf(message, number)].at(-1)?.toString('utf8') ?? '';
