// What is to be done about each kind of alert: every rule says it, in both languages, and without it nothing starts.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Severity } from '../../../hub/contracts/alert.ts';
import type { Response } from '../../../hub/contracts/response.ts';
import { StartError } from '../../../hub/errors.ts';
import { answered, responses } from '../../../hub/rules/responses.ts';
import { responseOf, rulebook } from '../../../hub/rules/rulebook.ts';
import { root } from '../../a-port.ts';

const stepMost = 120;
const consequenceMost = 140;
const ids = rulebook.map(({ id }) => id);
const response = responses['dwell-over-limit'];
/** Nobody has to hurry. */
const hurry = (minutes: number): number => (minutes === 0 ? Infinity : minutes);

const refusalOf = (table: object): string => {
  try {
    answered(ids, { ...responses, ...table });
  } catch (error) {
    expect(error).to.be.instanceOf(StartError);
    return (error as StartError).message;
  }
  return 'it loads';
};

describe('The responses', () => {
  it('are there for every rule of the rulebook, and for no other', () => {
    expect(Object.keys(responses).sort()).to.deep.equal([...ids].sort());
    for (const id of ids) expect(responseOf(id), id).to.equal((responses as Record<string, Response>)[id]);
    expect(responseOf('fence-turns')).to.equal(undefined);
  });

  for (const [rule, { consequence, steps }] of Object.entries<Response>(responses))
    it(`${rule} says in both languages what it may lead to and what to do, in steps short enough to read`, () => {
      expect(steps.length).to.be.within(2, 5);
      for (const { zh, en } of [consequence, ...steps]) {
        expect(zh, en).to.match(/[\u4e00-\u9fff].*[。]$/);
        expect(en).to.match(/^[A-Z][\x20-\x7e’]*[.?]$/);
      }
      for (const text of steps.flatMap(({ zh, en }) => [zh, en])) expect(text.length, text).to.be.at.most(stepMost);
      for (const text of Object.values(consequence)) expect(text.length, text).to.be.at.most(consequenceMost);
      const all = [consequence, ...steps].flatMap(({ zh, en }) => [zh, en]);
      expect(new Set(all).size).to.equal(all.length);
    });

  it('leave no graver alert more time than a lesser one', () => {
    const of = (severity: Severity) => rulebook.filter((rule) => rule.severity === severity).map(({ id }) => id);
    for (const time of ['lookWithinMinutes', 'handleWithinMinutes'] as const)
      for (const [graver, lesser] of [
        ['S1', 'S2'],
        ['S2', 'S3'],
      ] as const) {
        const minutes = (severity: Severity) => of(severity).map((id) => hurry(responseOf(id)?.[time] ?? 0));
        expect(Math.max(...minutes(graver)), `${time} ${graver}`).to.be.at.most(Math.min(...minutes(lesser)));
      }
    for (const id of of('S1')) expect(responseOf(id)?.lookWithinMinutes, id).to.be.within(1, 5);
  });

  it('are in the README’s table as they are', () => {
    const told = (minutes: number): string =>
      minutes === 0 ? '–' : minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
    const rows = rulebook.map(({ id, severity, integrity, latched }) => {
      const { lookWithinMinutes, handleWithinMinutes, who } = (responses as Record<string, Response>)[id] ?? response;
      const times = [told(lookWithinMinutes), told(handleWithinMinutes)];
      return [`\`${id}\``, severity, integrity ? 'integrity' : 'efficiency', latched ? 'latched' : '', ...times, who];
    });
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const table = readme.slice(readme.indexOf('| rule | severity |')).split('\n\n')[0]?.split('\n').slice(2) ?? [];
    expect(
      table.map((row) =>
        row
          .split('|')
          .map((cell) => cell.trim())
          .slice(1, -1),
      ),
    ).to.deep.equal(rows);
  });

  it('latch what may have let goods out or people in, and gaps in the evidence; a silence that ends is over', () => {
    const latched = rulebook.filter((rule) => rule.latched).map(({ id }) => id);
    expect(latched).to.deep.equal([
      ...['fence-exit-without-release', 'gate-out-without-release', 'restricted-entry', 'restricted-sighting'],
      ...['seal-opened-outside', 'seal-tampered', 'events-lost', 'sequence-gap', 'epoch-changed'],
    ]);
  });

  it('refuse to load with the rule and the code of each fault', () => {
    const { [`dwell-over-limit`]: _, ...rest } = responses;
    expect(() => answered(ids, rest)).to.throw(StartError, /^rule dwell-over-limit: response-missing: /);
    const of = (other: object) => refusalOf({ 'dwell-over-limit': { ...response, ...other } });
    expect(of({ consequence: { zh: '后果。', en: ' ' } })).to.match(
      /^rule dwell-over-limit: response-invalid: \/consequence\/en /,
    );
    expect(of({ steps: [{ zh: '', en: 'Look.' }] })).to.match(/response-invalid: \/steps\/0\/zh /);
    expect(of({ steps: [] })).to.match(/response-invalid: \/steps /);
    expect(of({ lookWithinMinutes: -1 })).to.match(/response-invalid: \/lookWithinMinutes /);
    expect(of({ who: 'captain' })).to.match(/response-invalid: \/who /);
    for (const who of ['operator', 'auditor', 'admin', 'integration'])
      expect(of({ who })).to.equal(`rule dwell-over-limit: response-unable: a ${who} may not handle alerts`);
    for (const who of ['monitor', 'supervisor']) expect(of({ who })).to.equal('it loads');
    expect(refusalOf({ 'ship-sinks': response })).to.equal('rule ship-sinks: rule-unknown: no such rule');
    expect(refusalOf({ 'ship-sinks': response, 'agent-silent': undefined }).split('\n')).to.have.length(2);
    expect(() => answered([...ids, 'agent-silent'], responses)).to.throw(StartError, /rule agent-silent: rule-twice: /);
    expect(() => answered(['toString'], {})).to.throw(StartError, /toString: response-missing/);
  });

  it('keep whoever wants the rules from having them: hub, folds and simulation alike do not start', function () {
    this.timeout(60_000);
    // The table as it is read from disk, with one rule's response taken out of it.
    const hook = `
      import { registerHooks } from 'node:module';
      registerHooks({
        load(url, context, next) {
          const loaded = next(url, context);
          if (!url.endsWith('/hub/rules/responses.ts')) return loaded;
          const source = String(loaded.source).replace('...watchResponses }', '...watchResponses, "seal-tampered": undefined }');
          return { ...loaded, source };
        },
      });`;
    const flags = [
      '--disable-warning=ExperimentalWarning',
      '--import',
      `data:text/javascript,${encodeURIComponent(hook)}`,
    ];
    for (const entry of ['hub/main.ts', 'hub/rules/rulebook.ts', 'test/sim/main.ts']) {
      const { status, stderr } = spawnSync(process.execPath, [...flags, entry, '--help'], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(status, entry).to.equal(1);
      expect(stderr, entry).to.match(
        /rule seal-tampered: response-missing: nobody is told what to do about its alerts/,
      );
    }
  });
});
