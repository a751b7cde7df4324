// The rules over HTTP: one row each with what is to be done, for whoever may see, and nothing of a rule that there is not.
import { expect } from 'chai';
import { Check } from 'typebox/value';
import { ruleRoutes } from '../../../hub/api/rules.ts';
import { RuleRow as Row, type RuleRow } from '../../../hub/contracts/rule-row.ts';
import { personOf } from '../../../hub/identity/rights.ts';
import { ruleRows } from '../../../hub/rules/rule-rows.ts';
import { responseOf, rulebook } from '../../../hub/rules/rulebook.ts';
import { webOf } from './a-web.ts';

describe('The rules over HTTP', () => {
  it('are one sound row for each rule, and one by its id', async () => {
    const web = await webOf(ruleRoutes(ruleRows), personOf('li', 'operator', ['shatian-wharf']));
    const { rules } = (await web.ask('/api/v1/rules')).json as unknown as { rules: RuleRow[] };
    expect(rules.map(({ id }) => id)).to.deep.equal(rulebook.map(({ id }) => id));
    for (const row of rules) {
      expect(Check(Row, row), row.id).to.equal(true);
      expect((await web.ask(`/api/v1/rules/${row.id}`)).json).to.deep.equal(row);
    }
    const {
      step: _,
      start: __,
      mergeGapMs: ___,
      ...rule
    } = rulebook.find(({ id }) => id === 'seal-tampered') ?? {
      ...{ step: 0, start: 0, mergeGapMs: 0 },
    };
    expect(rules.find(({ id }) => id === 'seal-tampered')).to.deep.equal({
      ...rule,
      response: responseOf('seal-tampered'),
    });
    await web.close();
  });

  it('are not found under any other name, and not told to who may not see', async () => {
    const web = await webOf(ruleRoutes(ruleRows));
    for (const id of ['fence-turns', 'toString', 'x', '__proto__'])
      expect((await web.ask(`/api/v1/rules/${id}`)).status, id).to.equal(404);
    await web.close();
    for (const role of ['integration', 'admin'] as const) {
      const closed = await webOf(ruleRoutes(ruleRows), personOf('tos', role, 'all'));
      expect((await closed.ask('/api/v1/rules')).json).to.deep.include({ status: 403, code: 'right-missing' });
      await closed.close();
    }
  });
});
