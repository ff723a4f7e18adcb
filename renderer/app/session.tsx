import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, type ReactNode } from 'react';
import type { SignedInUser } from '../../contract/desk-api/auth.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import { FirstAdminPage } from '../features/sign-in/first-admin-page.tsx';
import { LockScreen } from '../features/sign-in/lock-screen.tsx';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { Loaded } from '../ui/states.tsx';
import { desk } from './query.ts';
import { RefusedPage } from './refused-page.tsx';

const UserContext = createContext<SignedInUser | null>(null);

/** Who is signed in. Below SessionProvider there always is somebody. */
export function useUser(): SignedInUser {
  const user = useContext(UserContext);
  if (user === null) throw new Error('useUser outside of a session');
  return user;
}

export function useHasRole(...roles: readonly Role[]): boolean {
  const user = useUser();
  return roles.some((role) => user.roles.includes(role));
}

/**
 * Not opened: why. Signed out: the sign-in page. Locked: the work stays mounted under the lock, so that nothing typed is lost, but it is hidden
 * from sight, from the keyboard and from screen readers.
 */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const status = useQuery(desk.auth.status.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  // Only asked where there is no answer otherwise: a desk that could not be opened answers nothing else.
  const info = useQuery(desk.system.info.queryOptions({ enabled: status.failureCount > 0 }));
  const opening = info.data?.opening;
  if (opening?.state === 'refused') return <RefusedPage refusal={opening.refusal} />;
  return (
    <Loaded query={status}>
      {(auth) => {
        if (auth.state === 'needs_first_admin') return <FirstAdminPage />;
        if (auth.state === 'signed_out' || auth.user === null) return <SignInPage demoAccounts={auth.demoAccounts} />;
        const locked = auth.state === 'locked';
        return (
          <UserContext.Provider value={auth.user}>
            <div inert={locked} style={locked ? { visibility: 'hidden' } : undefined}>
              {children}
            </div>
            {locked ? <LockScreen user={auth.user} /> : null}
          </UserContext.Provider>
        );
      }}
    </Loaded>
  );
}
