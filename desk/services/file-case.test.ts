import { afterEach, beforeEach, expect, it } from 'vitest';
import { application } from '../../domain/cases/testing/filing.ts';
import { agent } from '../../domain/testing/given.ts';
import { refuse } from '../../domain/kernel/result.ts';
import type { DeskDeps } from '../deps.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { filingFor, openScenarioDesk, verifiedByPhone } from '../testing/scenario-desk.ts';
import { fileCase } from './file-case.ts';

let opened: ScenarioDesk;

beforeEach(async () => {
  opened = await openScenarioDesk();
});
afterEach(() => opened.dispose());

/** The desk's own way of executing, which finds the code drawn taken the first `times`. */
function findingCodesTaken(deps: DeskDeps, times: number): DeskDeps['execute'] {
  let left = times;
  return (...command) => {
    left -= 1;
    return left >= 0 ? refuse('already_exists', { field: 'caseCode' }) : deps.execute(...command);
  };
}

it.each([
  { taken: 1, outcome: 'filed' },
  { taken: 4, outcome: 'filed' },
  { taken: 5, outcome: 'already_exists' },
])('a code that is taken is drawn again, up to five times: $taken taken', async ({ taken, outcome }) => {
  opened.haveOrder(application);
  const desk = await opened.as('agent-1', 'agent');
  const filing = await filingFor(opened, desk, await verifiedByPhone(opened, desk));
  const { deps } = opened.desk();

  const answer = fileCase({ ...deps, execute: findingCodesTaken(deps, taken) }, agent, filing);

  expect(answer.ok ? answer.value.outcome : answer.refusal.code).toBe(outcome);
});
