// A promise that was broken, with the facts: what a failing seed says.

export class Broken extends Error {
  readonly promise: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(promise: string, facts: Readonly<Record<string, unknown>>) {
    super(`${promise}: ${JSON.stringify(facts)}`);
    this.promise = promise;
    this.facts = facts;
  }
}
