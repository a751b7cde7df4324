// A query for events as EPCIS 2.0 writes it in a URL (SimpleEventQuery, §8.2.7 and §12.7), read strictly.
import { isUri } from '../contracts/epcis/check.ts';
import { instantOf } from '../contracts/epcis/instant.ts';
import { isEventType } from '../contracts/epcis/shapes.ts';
import { bareWord, calledOf, type Vocabulary } from '../contracts/epcis/words.ts';
import { comparable, comparableWord, type Part } from './row.ts';

export type TextColumn = 'type' | 'eventID' | 'action' | 'bizStep' | 'disposition' | 'readPoint' | 'bizLocation';
export type TimeColumn = 'eventTime' | 'recordTime';

/** All conditions of a query must hold; one with several values holds with any of them. */
export type Condition =
  | { readonly is: 'one-of'; readonly column: TextColumn; readonly values: readonly string[] }
  | { readonly is: 'from' | 'before'; readonly column: TimeColumn; readonly at: number }
  /** `stems` are patterns: what their URIs begin with. */
  | {
      readonly is: 'names';
      readonly parts: readonly Part[];
      readonly epcs: readonly string[];
      readonly stems: readonly string[];
    }
  | { readonly is: 'declaration' };

/** In the order of capture unless asked otherwise; `seq` breaks every tie. */
export interface Order {
  readonly by: 'seq' | TimeColumn;
  readonly down: boolean;
}

/** Where the page before ended, and how many events may still be answered where a limit was asked for. */
export interface Mark {
  readonly value: number;
  readonly seq: number;
  readonly left?: number;
}

export interface EventQuery {
  readonly conditions: readonly Condition[];
  readonly order: Order;
  readonly perPage: number;
  readonly limit?: number;
  readonly after?: Mark;
}

/** §12.7.4 leaves both to the server. */
const perPageUsual = 30;
const perPageMost = 1000;

/** The event of an id and what declares it wrong, in the order of capture. */
export const queryById = (eventID: string): EventQuery => ({
  conditions: [{ is: 'one-of', column: 'eventID', values: [eventID] }],
  order: { by: 'seq', down: false },
  perPage: perPageUsual,
});

type Values = readonly string[];
/** A condition, or what is wrong with a value. */
type Read = (values: Values) => Condition | string;

const wordOf =
  (vocabulary: Vocabulary, column: TextColumn): Read =>
  (values) => {
    const wrong = values.find((value) => bareWord(vocabulary, value) === undefined && !isUri(value));
    if (wrong !== undefined) return `${wrong} is no ${calledOf(vocabulary)}`;
    return { is: 'one-of', column, values: values.map((value) => comparableWord(vocabulary, value)) };
  };

const uriOf =
  (column: TextColumn, as: (uri: string) => string = (uri) => uri): Read =>
  (values) => {
    const wrong = values.find((value) => !isUri(value));
    return wrong === undefined ? { is: 'one-of', column, values: values.map((uri) => as(uri)) } : `${wrong} is no URI`;
  };

const oneOf =
  (column: TextColumn, isKnown: (value: string) => boolean): Read =>
  (values) => {
    const wrong = values.find((value) => !isKnown(value));
    return wrong === undefined ? { is: 'one-of', column, values } : `${wrong} is none`;
  };

const time =
  (is: 'from' | 'before', column: TimeColumn): Read =>
  (values) => {
    // A plus that was not escaped in the URL arrives as a space.
    const at = values.length === 1 ? instantOf((values[0] ?? '').replace(' ', '+')) : undefined;
    return at === undefined ? `${values.join(', ')} is not one date and time with its time zone` : { is, column, at };
  };

const pattern = /^(urn:epc:id)pat(:[a-z]+:(?:[^*]*\.)?)\*(?:\.\*)*$/;

const names =
  (...parts: readonly Part[]): Read =>
  (values) => {
    const wrong = values.find((value) => !isUri(value));
    if (wrong !== undefined) return `${wrong} is no URI`;
    // Among classes a pattern names the class of that pattern; among things, all things that fit it.
    const classes = parts.some((part) => /class$/i.test(part));
    const stems = values.flatMap((value) => {
      const [, head = '', tail = ''] = (classes ? null : pattern.exec(value)) ?? [];
      return head === '' ? [] : [head + tail];
    });
    return { is: 'names', parts, epcs: values.map((value) => comparable(value)), stems };
  };

const exists: Read = (values) =>
  values.every((value) => value === '' || value === 'true') ? { is: 'declaration' } : 'takes no value but true';

const parameters: Readonly<Record<string, Read>> = {
  eventType: oneOf('type', (value) => isEventType(value) || isUri(value)),
  GE_eventTime: time('from', 'eventTime'),
  LT_eventTime: time('before', 'eventTime'),
  GE_recordTime: time('from', 'recordTime'),
  LT_recordTime: time('before', 'recordTime'),
  EQ_action: oneOf('action', (value) => ['ADD', 'OBSERVE', 'DELETE'].includes(value)),
  EQ_bizStep: wordOf('step', 'bizStep'),
  EQ_disposition: wordOf('disposition', 'disposition'),
  EQ_readPoint: uriOf('readPoint', comparable),
  EQ_bizLocation: uriOf('bizLocation', comparable),
  EQ_eventID: uriOf('eventID'),
  MATCH_epc: names('epc', 'child'),
  MATCH_parentID: names('parent'),
  MATCH_inputEPC: names('input'),
  MATCH_outputEPC: names('output'),
  MATCH_anyEPC: names('epc', 'child', 'parent', 'input', 'output'),
  MATCH_epcClass: names('class'),
  MATCH_inputEPCClass: names('inputClass'),
  MATCH_outputEPCClass: names('outputClass'),
  MATCH_anyEPCClass: names('class', 'inputClass', 'outputClass'),
  EXISTS_errorDeclaration: exists,
};

/** Values that may be parted by commas too; URIs of things and places may have commas in them. */
const worded = new Set(['eventType', 'EQ_action', 'EQ_bizStep', 'EQ_disposition']);

/** @returns the sentence that says which parameter is wrong */
export function queryOf(asked: Readonly<Record<string, Values>>): EventQuery | string {
  const { perPage, nextPageToken, orderBy, orderDirection, eventCountLimit, ...rest } = asked;
  const conditions: Condition[] = [];
  for (const [name, values] of Object.entries(rest)) {
    const read = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (read === undefined) return `${name.slice(0, 60)}: the hub does not know this parameter`;
    const condition = read(split(name, values));
    if (typeof condition === 'string') return `${name}: ${condition.slice(0, 200)}`;
    conditions.push(condition);
  }
  const page = pageOf({ perPage, nextPageToken, eventCountLimit });
  if (typeof page === 'string') return page;
  const order = orderOf(orderBy, orderDirection);
  return typeof order === 'string' ? order : { conditions, order, ...page };
}

const split = (name: string, values: Values): Values =>
  values.flatMap((value) => value.split(worded.has(name) ? /[|,]/ : '|'));

/** §8.2.7: the newest first where an order is asked for and no direction. */
function orderOf(by: Values | undefined, direction: Values | undefined): Order | string {
  const [name = 'seq', ...others] = by ?? [];
  const [way = by === undefined ? 'ASC' : 'DESC'] = direction ?? [];
  if (others.length > 0 || !['seq', 'eventTime', 'recordTime'].includes(name))
    return 'orderBy: eventTime or recordTime';
  if (way !== 'ASC' && way !== 'DESC') return 'orderDirection: ASC or DESC';
  return { by: name as Order['by'], down: way === 'DESC' };
}

interface Paging {
  readonly perPage: Values | undefined;
  readonly nextPageToken: Values | undefined;
  readonly eventCountLimit: Values | undefined;
}

function pageOf(asked: Paging): Pick<EventQuery, 'perPage' | 'after' | 'limit'> | string {
  const perPage = asked.perPage === undefined ? perPageUsual : countOf(asked.perPage);
  if (perPage === undefined) return 'perPage: not a whole number from 1';
  const limit = asked.eventCountLimit === undefined ? undefined : countOf(asked.eventCountLimit);
  if (asked.eventCountLimit !== undefined && limit === undefined) return 'eventCountLimit: not a whole number from 1';
  const page = { perPage: Math.min(perPage, perPageMost), ...(limit !== undefined && { limit }) };
  if (asked.nextPageToken === undefined) return page;
  const after = markOf(asked.nextPageToken.join());
  return after === undefined ? 'nextPageToken: not one that the hub gave' : { ...page, after };
}

function countOf([text = '', ...others]: Values): number | undefined {
  return others.length === 0 && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** A token says where its page ended; it holds for ever, for the same query. */
export const tokenOf = ({ value, seq, left }: Mark): string =>
  Buffer.from([value, seq, ...(left === undefined ? [] : [left])].join('.')).toString('base64url');

function markOf(token: string): Mark | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  const [, value = '', seq = '', left] = /^(-?\d{1,16})\.(\d{1,16})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (value === '') return undefined;
  return { value: Number(value), seq: Number(seq), ...(left !== undefined && { left: Number(left) }) };
}
