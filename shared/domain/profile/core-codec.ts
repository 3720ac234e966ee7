import { Packr } from 'msgpackr';
import type { CanonicalEvent } from '../event/event.ts';
import type { Edge } from '../identity/edge.ts';
import type { Sighting } from '../identity/evidence.ts';
import { type Json, setMember } from '../json.ts';
import type { TraitState } from '../trait/trait.ts';
import type { Candidates } from './candidates.ts';
import { CoreReader } from './core-reader.ts';
import { CoreWriter, type WrittenCore } from './core-writer.ts';
import type { Leaf, RecentEvent } from './leaf.ts';
import type { Core } from './profile.ts';

/** MessagePack without extensions, which any reader of MessagePack reads. */
const packr = new Packr({ useRecords: false });

/** The evidence as one field of the profile document. Equal cores of equal key order are equal bytes. */
export function encodeCore(core: Core): Uint8Array {
  const writer = new CoreWriter();
  writeMembers(writer, core.identifiers, writeSighting);
  writeMembers(writer, core.edges, writeEdge);
  writeMembers(writer, core.leaves, writeLeaf);
  const { text, lengths, events, tokens } = writer.written();
  return packr.pack([text, lengths, events, tokens]);
}

/** @throws TypeError where the bytes are of another version. */
export function decodeCore(bytes: Uint8Array): Core {
  const [text, lengths, events, tokens] = packr.unpack(bytes) as [
    WrittenCore['text'],
    WrittenCore['lengths'],
    WrittenCore['events'],
    WrittenCore['tokens'],
  ];
  const reader = new CoreReader({ text, lengths, events, tokens });
  const identifiers = readMembers(reader, readSighting);
  const edges = readMembers(reader, readEdge);
  return { identifiers, leaves: readMembers(reader, readLeaf), edges };
}

function writeMembers<Value>(
  writer: CoreWriter,
  record: Readonly<Record<string, Value>>,
  write: (writer: CoreWriter, value: Value) => void,
): void {
  const entries = Object.entries(record);
  writer.token(entries.length);
  for (const [key, value] of entries) {
    writer.text(key);
    write(writer, value);
  }
}

function readMembers<Value>(
  reader: CoreReader,
  read: (reader: CoreReader) => Value,
): Record<string, Value> {
  const record: Record<string, Value> = {};
  for (let left = reader.number(); left > 0; left -= 1) {
    const key = reader.text();
    setMember(record, key, read(reader));
  }
  return record;
}

function writeSighting(writer: CoreWriter, sighting: Sighting): void {
  writer.token(sighting.presumed === true);
  writer.evidence(sighting);
}

function readSighting(reader: CoreReader): Sighting {
  const presumed = reader.token() === true;
  const evidence = reader.evidence();
  return presumed ? { ...evidence, presumed } : evidence;
}

const kindsOfEvidence = ['seen', 'alias', 'severed'] as const;

function writeEdge(writer: CoreWriter, edge: Edge): void {
  writer.text(edge.a);
  writer.text(edge.b);
  for (const kind of kindsOfEvidence) {
    const evidence = edge[kind];
    writer.token(evidence !== undefined);
    if (evidence !== undefined) writer.evidence(evidence);
  }
  writer.value(edge.refused ?? null);
}

function readEdge(reader: CoreReader): Edge {
  const edge: Edge = { a: reader.text(), b: reader.text() };
  for (const kind of kindsOfEvidence) {
    if (reader.token() === true) edge[kind] = reader.evidence();
  }
  const refused = reader.value() as Edge['refused'] | null;
  if (refused !== null && refused !== undefined) edge.refused = refused;
  return edge;
}

function writeLeaf(writer: CoreWriter, leaf: Leaf): void {
  writer.token(leaf.events);
  writer.token(leaf.firstAt);
  writer.token(leaf.lastAt);
  writeMembers(writer, leaf.traits, writeCandidates);
  writer.value(leaf.refusedTraits ?? null);
  writeMembers(writer, leaf.groups, writeCandidates);
  writeMembers(writer, leaf.consent, writeCandidates);
  writeMembers(writer, leaf.computed, writeState);
  writer.token(leaf.recent.length);
  for (const event of leaf.recent) writeRecent(writer, event);
  writeMembers(writer, leaf.seen.days, (into, day) => into.token(day));
  writer.token(leaf.seen.count);
  writer.token(leaf.seen.forgotten);
}

function readLeaf(reader: CoreReader): Leaf {
  const [events, firstAt, lastAt] = [reader.number(), reader.number(), reader.number()];
  const traits = readMembers(reader, readCandidates);
  const refusedTraits = reader.value() as string[] | null;
  const groups = readMembers(reader, readCandidates);
  const consent = readMembers(reader, readCandidates);
  const computed = readMembers(reader, readState);
  const recent = reader.list(readRecent);
  const days = readMembers(reader, (from) => from.bytes());
  const seen = { days, count: reader.number(), forgotten: reader.number() };
  const leaf: Leaf = { events, firstAt, lastAt, traits, groups, consent, computed, recent, seen };
  if (refusedTraits !== null) leaf.refusedTraits = refusedTraits;
  return leaf;
}

function writeCandidates(writer: CoreWriter, candidates: Candidates): void {
  writer.token(candidates.length);
  for (const { value, evidence } of candidates) {
    writer.value(value);
    writer.evidence(evidence);
  }
}

const readCandidates = (reader: CoreReader): Candidates =>
  reader.list(() => ({ value: reader.value() as Json, evidence: reader.evidence() }));

function writeState(writer: CoreWriter, state: TraitState | null): void {
  writer.token(state !== null);
  if (state === null) return;
  writer.value(state.state);
  writer.evidence(state.latest);
}

function readState(reader: CoreReader): TraitState | null {
  if (reader.token() !== true) return null;
  return { state: reader.value(), latest: reader.evidence() };
}

/** In the order of their codes, which are written. */
const types: readonly CanonicalEvent['type'][] = [
  'track',
  'identify',
  'page',
  'screen',
  'group',
  'alias',
];

function writeRecent(writer: CoreWriter, event: RecentEvent): void {
  writer.evidence(event);
  writer.token(types.indexOf(event.type));
  writer.token(event.name !== undefined);
  if (event.name !== undefined) writer.text(event.name);
}

function readRecent(reader: CoreReader): RecentEvent {
  const { at, messageId, source } = reader.evidence();
  const event: RecentEvent = { at, messageId, source, type: types[reader.number()] ?? 'track' };
  if (reader.token() === true) event.name = reader.text();
  return event;
}
