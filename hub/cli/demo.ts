/** People for trying the hub out. Their one password is printed, and opens nothing that is real. */
import type { HubDeps } from '../services/deps.ts';
import { addPerson } from '../services/people.ts';

export const DEMO_PASSWORD = 'demo-hub-2026';

const PEOPLE = [
  { login: 'agent1', displayName: '演示客服一', roles: ['agent'], branchId: 'demo-branch-hq' },
  { login: 'agent2', displayName: '演示客服二', roles: ['agent'], branchId: 'demo-branch-hq' },
  { login: 'clerk1', displayName: '演示店员一', roles: ['clerk'], branchId: 'demo-branch-east' },
  { login: 'clerk2', displayName: '演示店员二', roles: ['clerk'], branchId: 'demo-branch-west' },
  { login: 'supervisor1', displayName: '演示主管一', roles: ['supervisor'], branchId: 'demo-branch-hq' },
  { login: 'finance1', displayName: '演示财务一', roles: ['finance'], branchId: 'demo-branch-hq' },
] as const;

/** Answers how many were made; those that are there already stay as they are. */
export async function addDemoPeople(deps: HubDeps): Promise<number> {
  let made = 0;
  for (const person of PEOPLE) if ((await addPerson(deps, person, DEMO_PASSWORD)) !== null) made += 1;
  return made;
}
