// Queries of EPCIS: read strictly, answered alike by the predicate in memory and by SQL on a real database, page by page.
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import fc from 'fast-check';
import { takeCapture } from '../../../hub/epcis/capture.ts';
import { type EventQuery, queryOf } from '../../../hub/epcis/query.ts';
import { pageOf, select } from '../../../hub/epcis/query-match.ts';
import { epcisTables, eventColumns, insertEpc, insertEvent, pageSql } from '../../../hub/epcis/query-sql.ts';
import type { StoredRow } from '../../../hub/epcis/row.ts';
import { box, bytesOf, documentOf, eventOfType, type Fields, objectEvent, places } from './an-epcis.ts';

type Asked = Record<string, string[]>;

function query(asked: Asked): EventQuery {
  const read = queryOf(asked);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

/** A handful of events that differ in everything that can be asked for. */
const sscc = 'urn:epc:id:sscc:4012345.0000000333';
const day = (n: number): string => `2026-07-${String(10 + n).padStart(2, '0')}T00:00:00Z`;
const events: readonly Fields[] = [
  objectEvent({
    eventID: 'urn:uuid:1',
    eventTime: day(1),
    bizStep: 'arriving',
    readPoint: { id: 'urn:epc:id:sgln:4012345.00225.0' },
  }),
  objectEvent({
    eventID: 'urn:uuid:2',
    eventTime: day(3),
    epcList: [sscc, 'urn:epc:id:sgtin:4012345.012345.12'],
    disposition: 'in_transit',
  }),
  objectEvent({
    eventID: 'urn:uuid:3',
    eventTime: day(2),
    action: 'ADD',
    bizStep: 'ex:weighing',
    quantityList: [{ epcClass: 'urn:epc:idpat:sgtin:4012345.012345.*' }],
  }),
  objectEvent({
    eventID: 'urn:uuid:1',
    eventTime: day(1),
    bizStep: 'arriving',
    readPoint: { id: 'urn:epc:id:sgln:4012345.00225.0' },
    errorDeclaration: { declarationTime: day(9) },
  }),
  eventOfType('AggregationEvent', {
    eventID: 'urn:uuid:5',
    eventTime: day(2),
    parentID: box,
    childEPCs: [sscc],
    action: 'ADD',
    bizLocation: { id: 'urn:a:yard' },
  }),
  eventOfType('TransformationEvent', {
    eventID: 'urn:uuid:6',
    eventTime: day(4),
    inputEPCList: [sscc],
    outputEPCList: ['urn:epc:id:sgtin:4012345.012345.77'],
  }),
  eventOfType('ex:Weighing', { eventID: 'urn:uuid:7', eventTime: day(3), disposition: 'container_open', 'ex:kg': 5 }),
];

const rows: StoredRow[] = events.map((event, i) => {
  const options = { behaviour: 'rollback', receivedAt: Date.UTC(2026, 7, 1) + i * 1000, places } as const;
  const taken = takeCapture(bytesOf(documentOf([event])), { ...options, isStored: () => false, isWrong: () => false });
  const [one] = taken.events;
  if (one === undefined) throw new Error(taken.faults.map(({ detail }) => detail).join());
  return { ...one.row, seq: i + 1 };
});

const db = new DatabaseSync(':memory:');
db.exec(epcisTables);
for (const row of rows) {
  db.prepare(insertEvent).run(...eventColumns.map((column) => row[column]));
  for (const { epc, part, uri } of row.epcs) db.prepare(insertEpc).run(epc, row.seq, part, uri);
}

interface Found {
  readonly seq: number;
  readonly eventTime: number;
  readonly recordTime: number;
  readonly body: string;
}

function bySql(asked: EventQuery): { seqs: number[]; next: string | undefined } {
  const { sql, values } = pageSql(asked);
  const found = db.prepare(sql).all(...values) as unknown as Found[];
  const { rows: page, next } = pageOf(asked, found);
  return { seqs: page.map(({ seq }) => seq), next };
}

function inMemory(asked: EventQuery): { seqs: number[]; next: string | undefined } {
  const { rows: page, next } = select(asked, rows);
  return { seqs: page.map(({ seq }) => seq), next };
}

describe('A query of EPCIS', () => {
  const found: readonly (readonly [asked: Asked, seqs: number[]])[] = [
    [{}, [1, 2, 3, 4, 5, 6, 7]],
    [{ eventType: ['AggregationEvent'] }, [5]],
    [{ eventType: ['AggregationEvent,TransformationEvent'] }, [5, 6]],
    [{ eventType: ['AggregationEvent|TransformationEvent'] }, [5, 6]],
    [{ eventType: ['https://ns.example.com/Weighing'] }, [7]],
    [{ GE_eventTime: [day(3)] }, [2, 6, 7]],
    [{ LT_eventTime: [day(2)] }, [1, 4]],
    [{ GE_eventTime: [day(2)], LT_eventTime: [day(3)] }, [3, 5]],
    [{ GE_eventTime: ['2026-07-13T08:00:00 08:00'] }, [2, 6, 7]],
    [{ GE_recordTime: ['2026-08-01T00:00:05Z'] }, [6, 7]],
    [{ LT_recordTime: ['2026-08-01T00:00:01Z'] }, [1]],
    [{ EQ_action: ['ADD'] }, [3, 5]],
    [{ EQ_bizStep: ['arriving'] }, [1, 4]],
    [{ EQ_bizStep: ['https://ref.gs1.org/cbv/BizStep-arriving'] }, [1, 4]],
    [{ EQ_bizStep: ['urn:epcglobal:cbv:bizstep:arriving', 'https://ns.example.com/weighing'] }, [1, 3, 4]],
    [{ EQ_disposition: ['in_transit'] }, [2]],
    [{ EQ_readPoint: ['urn:epc:id:sgln:4012345.00225.0'] }, [1, 4]],
    [{ EQ_readPoint: ['https://id.gs1.org/414/4012345002256'] }, [1, 4]],
    [{ EQ_bizLocation: ['urn:a:yard|urn:a:gate'] }, [5]],
    [{ EQ_eventID: ['urn:uuid:1'] }, [1, 4]],
    [{ EXISTS_errorDeclaration: [''] }, [4]],
    [{ MATCH_epc: [box] }, [1, 3, 4]],
    [{ MATCH_epc: [sscc] }, [2, 5]],
    [{ MATCH_epc: ['https://id.gs1.org/00/040123450000003338'] }, [2, 5]],
    [{ MATCH_epc: ['urn:epc:idpat:sgtin:4012345.012345.*'] }, [2]],
    [{ MATCH_epc: ['urn:epc:idpat:sgtin:4012345.*.*'] }, [2]],
    [{ MATCH_parentID: [box] }, [5]],
    [{ MATCH_anyEPC: [box] }, [1, 3, 4, 5]],
    [{ MATCH_anyEPC: ['urn:epc:idpat:sgtin:*.*.*'] }, [2, 6]],
    [{ MATCH_inputEPC: [sscc] }, [6]],
    [{ MATCH_epcClass: ['urn:epc:idpat:sgtin:4012345.012345.*'] }, [3]],
    [{ MATCH_epc: [sscc], EQ_action: ['ADD'] }, [5]],
    [{ orderBy: ['eventTime'] }, [6, 7, 2, 5, 3, 4, 1]],
    [{ orderBy: ['eventTime'], orderDirection: ['ASC'] }, [1, 4, 3, 5, 2, 7, 6]],
    [{ eventCountLimit: ['2'] }, [1, 2]],
  ];
  for (const [asked, seqs] of found) {
    it(`${JSON.stringify(asked)} finds ${seqs.join(', ')}`, () => {
      expect(inMemory(query(asked)).seqs).to.deep.equal(seqs);
      expect(bySql(query(asked)).seqs).to.deep.equal(seqs);
    });
  }

  const refused: readonly (readonly [asked: Asked, says: RegExp])[] = [
    [{ GE_eventDate: ['2026-01-01T00:00:00Z'] }, /^GE_eventDate: the hub does not know/],
    [{ toString: ['1'] }, /^toString: /],
    [{ GE_eventTime: ['not-a-date'] }, /^GE_eventTime: not-a-date/],
    [{ GE_eventTime: [day(1), day(2)] }, /^GE_eventTime: /],
    [{ EQ_action: ['SHIPPED'] }, /^EQ_action: SHIPPED/],
    [{ EQ_bizStep: ['flying'] }, /^EQ_bizStep: flying is no CBV step/],
    [{ eventType: ['QuantityEvent'] }, /^eventType: /],
    [{ MATCH_epc: ['CSQU3054383'] }, /^MATCH_epc: CSQU3054383 is no URI/],
    [{ EXISTS_errorDeclaration: ['maybe'] }, /^EXISTS_errorDeclaration: /],
    [{ orderBy: ['epc'] }, /^orderBy: /],
    [{ orderBy: ['eventTime'], orderDirection: ['SIDEWAYS'] }, /^orderDirection: /],
    [{ perPage: ['0'] }, /^perPage: /],
    [{ perPage: ['ten'] }, /^perPage: /],
    [{ eventCountLimit: ['-1'] }, /^eventCountLimit: /],
    [{ nextPageToken: ['abc'] }, /^nextPageToken: /],
  ];
  for (const [asked, says] of refused) {
    it(`${JSON.stringify(asked)} is refused in a sentence`, () => expect(queryOf(asked)).to.match(says));
  }

  const uris = [
    box,
    sscc,
    'https://id.gs1.org/00/040123450000003338',
    'urn:epc:idpat:sgtin:4012345.*.*',
    'urn:a:nothing',
  ];
  const several = (...values: string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
  const one = (...values: string[]) => fc.constantFrom(...values).map((value) => [value]);
  const days = [1, 2, 3, 4, 9].map(day);
  const ways = [{}, { orderDirection: ['ASC'] }, { orderDirection: ['DESC'] }];
  const anything: fc.Arbitrary<Asked> = fc
    .record(
      {
        eventType: several('ObjectEvent', 'AggregationEvent', 'TransformationEvent', 'https://ns.example.com/Weighing'),
        GE_eventTime: one(...days),
        LT_eventTime: one(...days),
        GE_recordTime: one('2026-08-01T00:00:02Z', '2026-08-01T00:00:04Z'),
        LT_recordTime: one('2026-08-01T00:00:03Z', '2026-08-01T00:00:06Z'),
        EQ_action: several('ADD', 'OBSERVE', 'DELETE'),
        EQ_bizStep: several('arriving', 'departing', 'https://ns.example.com/weighing'),
        EQ_disposition: several('in_transit', 'container_open'),
        EQ_readPoint: several('https://id.gs1.org/414/4012345002256', 'urn:a:gate'),
        EQ_bizLocation: several('urn:a:yard', 'urn:a:gate'),
        EQ_eventID: several('urn:uuid:1', 'urn:uuid:5', 'urn:uuid:9'),
        MATCH_epc: several(...uris),
        MATCH_parentID: several(...uris),
        MATCH_anyEPC: several(...uris),
        MATCH_anyEPCClass: several('urn:epc:idpat:sgtin:4012345.012345.*', 'urn:a:nothing'),
        EXISTS_errorDeclaration: one('', 'true'),
        orderBy: one('eventTime', 'recordTime'),
        eventCountLimit: one('1', '2', '5'),
      },
      { requiredKeys: [] },
    )
    .chain((asked) => fc.constantFrom(...ways).map((way) => ({ ...asked, ...way }) as Asked));

  it('finds the same in memory and by SQL, whatever is asked', () => {
    fc.assert(
      fc.property(anything, (asked) => {
        expect(bySql(query(asked))).to.deep.equal(inMemory(query(asked)));
      }),
      { numRuns: 1000 },
    );
  });

  it('comes to the same in pages of any size as in one, each event once', () => {
    const walk = (asked: Asked, find: typeof bySql): number[] => {
      const seqs: number[] = [];
      let next: string | undefined;
      do {
        const page = find(query(next === undefined ? asked : { ...asked, nextPageToken: [next] }));
        seqs.push(...page.seqs);
        next = page.next;
      } while (next !== undefined && seqs.length < 100);
      return seqs;
    };
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 8 }), (asked, size) => {
        const paged = { ...asked, perPage: [String(size)] };
        const whole = inMemory(query(asked)).seqs;
        expect(walk(paged, inMemory)).to.deep.equal(whole);
        expect(walk(paged, bySql)).to.deep.equal(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('a page ends at four mebibytes, and the next begins behind it', () => {
    const big = Array.from({ length: 9 }, (_, i) => ({
      ...rows[0],
      seq: i + 1,
      body: '字'.repeat(500_000),
    })) as StoredRow[];
    big.splice(4, 1, { ...big[4], body: 'x'.repeat(9_000_000) } as StoredRow);
    const pages: number[][] = [];
    let next: string | undefined;
    do {
      const asked = { perPage: ['1000'], eventCountLimit: ['8'], ...(next !== undefined && { nextPageToken: [next] }) };
      const page = select(query(asked), big);
      pages.push(page.rows.map(({ seq }) => seq));
      next = page.next;
    } while (next !== undefined);
    expect(pages).to.deep.equal([[1, 2], [3, 4], [5], [6, 7], [8]]);
  });

  it('what is captured while somebody pages does not shift the pages', () => {
    const first = select(query({ perPage: ['3'] }), rows.slice(0, 5));
    const second = select(query({ perPage: ['3'], nextPageToken: [first.next ?? ''] }), rows);
    expect(second.rows.map(({ seq }) => seq)).to.deep.equal([4, 5, 6]);
  });

  it('the same event again leaves the table as it is', () => {
    const count = () => (db.prepare('SELECT count(*) AS n FROM epcis_event').get() as { n: number }).n;
    const [row] = rows;
    if (row !== undefined) db.prepare(insertEvent).run(...eventColumns.map((column) => row[column]));
    expect(count()).to.equal(rows.length);
  });
});
