import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Shell } from './shell/shell.tsx';
import { STEPS, type Step } from './workspace/workspace.tsx';

/**
 * Every screen, loaded when it is first opened. Addresses hold identifiers of contacts, orders and cases only, never a name or a
 * number of a person; they are kept in the hash, which no host ever sees.
 */
const root = createRootRoute({ component: Shell });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const contact = createRoute({
  getParentRoute: () => root,
  path: '/contacts/$contactId/$step',
  validateSearch: (search: Record<string, unknown>): { order?: string } =>
    typeof search['order'] === 'string' ? { order: search['order'] } : {},
  beforeLoad: ({ params }) => {
    if (!STEPS.includes(params.step as Step))
      throw redirect({ to: '/contacts/$contactId/$step', params: { ...params, step: 'verify' } });
  },
  component: lazyRouteComponent(() => import('./workspace/workspace-page.tsx'), 'WorkspacePage'),
});

const cases = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  validateSearch: (search: Record<string, unknown>): { queue?: string } =>
    typeof search['queue'] === 'string' ? { queue: search['queue'] } : {},
  component: lazyRouteComponent(() => import('../features/cases/case-queue-page.tsx'), 'CaseQueuePage'),
});
const casePage = createRoute({
  getParentRoute: () => root,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('../features/cases/case-page.tsx'), 'CasePage'),
});
const orderPage = createRoute({
  getParentRoute: () => root,
  path: '/orders/$orderNo',
  component: lazyRouteComponent(() => import('../features/orders/order-page.tsx'), 'OrderPage'),
});
const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks/$kind',
  component: lazyRouteComponent(() => import('../features/tasks/task-queue-page.tsx'), 'TaskQueuePage'),
});
const callbacks = createRoute({
  getParentRoute: () => root,
  path: '/callbacks',
  component: lazyRouteComponent(() => import('../features/callbacks/callbacks-page.tsx'), 'CallbacksPage'),
});
const locks = createRoute({
  getParentRoute: () => root,
  path: '/locks',
  component: lazyRouteComponent(() => import('../features/locks/locks-page.tsx'), 'LocksPage'),
});
const contradictions = createRoute({
  getParentRoute: () => root,
  path: '/contradictions',
  component: lazyRouteComponent(
    () => import('../features/contradictions/contradictions-page.tsx'),
    'ContradictionsPage',
  ),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
});
const policy = createRoute({
  getParentRoute: () => root,
  path: '/policy',
  component: lazyRouteComponent(() => import('../features/policy/policy-page.tsx'), 'PolicyPage'),
});
const fees = createRoute({
  getParentRoute: () => root,
  path: '/fees',
  component: lazyRouteComponent(() => import('../features/policy/fees-page.tsx'), 'FeesPage'),
});
const users = createRoute({
  getParentRoute: () => root,
  path: '/users',
  component: lazyRouteComponent(() => import('../features/users/users-page.tsx'), 'UsersPage'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
});
const sync = createRoute({
  getParentRoute: () => root,
  path: '/sync',
  component: lazyRouteComponent(() => import('../features/sync/sync-page.tsx'), 'SyncPage'),
});
const print = createRoute({
  getParentRoute: () => root,
  path: '/cases/$caseId/print/$document',
  component: lazyRouteComponent(() => import('../features/printing/print-page.tsx'), 'PrintPage'),
});

const routeTree = root.addChildren([
  home,
  contact,
  cases,
  casePage,
  orderPage,
  tasks,
  callbacks,
  locks,
  contradictions,
  imports,
  policy,
  fees,
  users,
  audit,
  sync,
  print,
]);

export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  defaultPreload: false,
  notFoundMode: 'root',
  defaultNotFoundComponent: Outlet,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
