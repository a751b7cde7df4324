// Every fault of a port plan is named by file and line: a small port by hand, one fault in it, and what is said of it.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { StartError } from '../../hub/errors.ts';
import { checkPortPlan, readPortPlan } from '../../hub/registry/port-plan.ts';
import { temporaryFolder } from '../a-port.ts';
import { type Edit, smallPort, smallPortFolder } from './a-small-port.ts';

const plan = (text: string, instead: string): Edit => ['plan.yaml', text, instead];
const sites = (text: string, instead: string): Edit => ['sites.yaml', text, instead];
const fences = (text: string, instead: string): Edit => ['fences.geojson', text, instead];
const segments = (text: string, instead: string): Edit => ['segments.geojson', text, instead];
const gates = (text: string, instead: string): Edit => ['gates.yaml', text, instead];
const devices = (text: string, instead: string): Edit => ['devices.yaml', text, instead];
const wharves = (text: string, instead: string): Edit => ['wharves.yaml', text, instead];

const camera = '42010011101320803002';
/** What was changed, and the one fault that must be told of it. */
const faulty: readonly (readonly [what: string, edit: Edit, says: string])[] = [
  ['a misspelt field', plan('timeZone: Europe/Berlin', 'timezone: Europe/Berlin'), 'x'],
];

describe('A port plan with a fault', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());
  const faultsOf = (...edits: readonly Edit[]): string[] => {
    const { faults } = checkPortPlan(smallPortFolder(folder.path, edits));
    return faults.map(({ file, line, says }) => `${file}:${line}: ${says}`);
  };

  for (const [what, edit, says] of faulty)
    it(`${what}: ${says}`, () => {
      expect(faultsOf(edit)).to.deep.equal([says]);
    });
});
