/**
 * The one interface between the renderer and the desk, over a MessagePort in Electron and over HTTP in the browser host.
 * Contract first: the desk implements it (`desk/router`), the renderer's client is derived from it (`renderer/app/client.ts`).
 */
import { authContract } from './auth.ts';
import { callbacksContract, casesContract, draftsContract, evidenceContract, tasksContract } from './cases.ts';
import { contactsContract, verificationContract } from './contacts.ts';
import { importsContract } from './imports.ts';
import { ordersContract } from './orders.ts';
import { auditContract, privacyContract, usersContract, workContract } from './people.ts';
import { policyContract } from './policy.ts';
import { systemContract } from './system.ts';

export const deskContract = {
  system: systemContract,
  auth: authContract,
  work: workContract,
  contacts: contactsContract,
  verification: verificationContract,
  orders: ordersContract,
  cases: casesContract,
  tasks: tasksContract,
  callbacks: callbacksContract,
  evidence: evidenceContract,
  drafts: draftsContract,
  imports: importsContract,
  policy: policyContract,
  privacy: privacyContract,
  users: usersContract,
  audit: auditContract,
};
