// What a route is: a method, a path, what body it takes, and a plain function from what was asked to what is answered.
import type { IncomingHttpHeaders } from 'node:http';
import type { Asker, Right } from '../contracts/person.ts';
import type { ErrorCode } from '../errors.ts';

/** What was asked, as plain values. A parameter of the query may be there more than once. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: IncomingHttpHeaders;
  /** Of the machine that asks. */
  readonly address: string;
  /** Whoever asks, and whether they proved just now who they are; a route that needs no right may be asked by nobody known. */
  readonly who: Asker;
  /** Empty for a method that has none. */
  readonly body: Buffer;
}

/** An object is answered as JSON; a text is JSON already; bytes are what the headers say. Without `status` it is 200, or 204 where there is no body. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

/** A coded problem with a sentence of its own, and more that a program may want to know. */
export interface Trouble {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export type Answer = Reply | Trouble | ErrorCode;

/** What a body may be: media types, bytes, and the code of one that is larger. */
export interface Body {
  readonly types: readonly string[];
  readonly bytes: number;
  readonly oversized: ErrorCode;
}

export interface Route {
  readonly method: 'get' | 'post' | 'delete' | 'options';
  readonly path: string;
  /** Without it nobody is answered; `nothing` is for everybody. */
  readonly needs: Right | 'nothing';
  /** Only for whoever has proved again, within five minutes, who they are. */
  readonly proved?: boolean;
  readonly takes?: Body;
  /** Headers of every answer, problems included. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The type of a problem (RFC 9457) where a standard names its own; else it is the hub's own name for the code. */
  readonly problemType?: (code: ErrorCode) => string;
  readonly answer: (asked: Asked) => Answer | Promise<Answer>;
}

export const json = (body: object): Reply => ({ body });

/** What was looked for; there may be none. */
export const found = (one: object | undefined): Answer => (one === undefined ? 'not-found' : json(one));
