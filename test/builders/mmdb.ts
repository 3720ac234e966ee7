/** A value of a record: what MaxMind's format has types for, and databases of networks need. */
type Value = string | number | { [key: string]: Value };

/** A network of IPv4 in CIDR notation, and its record. */
type Networks = Readonly<Record<string, Value>>;

const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');

/** A database of addresses in MaxMind's format, of IPv4 networks that do not overlap. See https://maxmind.github.io/MaxMind-DB/ */
export function mmdb(networks: Networks): Buffer {
  const nodes: [Child, Child][] = [[undefined, undefined]];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [cidr, value] of Object.entries(networks)) {
    insert(nodes, cidr, { offset });
    const record = encoded(value);
    records.push(record);
    offset += record.length;
  }
  const tree = Buffer.concat(
    nodes.flatMap((node) => node.map((child) => pointer(child, nodes.length))),
  );
  const metadata = encoded({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: 'Test',
    ip_version: 4,
    node_count: nodes.length,
    record_size: 32,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...records, marker, metadata]);
}

type Child = number | { offset: number } | undefined;

function insert(nodes: [Child, Child][], cidr: string, leaf: { offset: number }): void {
  const [ip = '', length = '32'] = cidr.split('/');
  const bits = ip
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');
  let at = 0;
  for (let depth = 0; depth < Number(length); depth += 1) {
    const node = nodes[at];
    const side = bits[depth] === '1' ? 1 : 0;
    if (node === undefined) throw new Error(`${cidr} lies within another network.`);
    if (depth === Number(length) - 1) node[side] = leaf;
    else {
      node[side] ??= nodes.push([undefined, undefined]) - 1;
      at = Number(node[side]);
    }
  }
}

/** 32 bits: another node, or no record, or a record behind the separator. */
function pointer(child: Child, nodeCount: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(
    child === undefined
      ? nodeCount
      : typeof child === 'number'
        ? child
        : nodeCount + 16 + child.offset,
  );
  return bytes;
}

function encoded(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(6, 4), bytes]);
  }
  const members = Object.entries(value).flatMap(([key, member]) => [encoded(key), encoded(member)]);
  return Buffer.concat([control(7, members.length / 2), ...members]);
}

/** The type and the size, which is below 285 here. */
const control = (type: number, size: number): Buffer =>
  size < 29 ? Buffer.from([(type << 5) | size]) : Buffer.from([(type << 5) | 29, size - 29]);
