import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, type ReactNode } from 'react';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import { queryClient } from './query.ts';
import { router } from './router.tsx';
import { SessionProvider } from './session.tsx';
import { ShortcutProvider } from './shortcuts.tsx';
import { antThemeFor, applyPalette, useDark } from './theme.ts';

function Themed({ nonce, children }: { readonly nonce: string; readonly children: ReactNode }): ReactNode {
  const { theme, locale, counterMode } = usePreferences();
  const dark = useDark(theme);
  useEffect(() => applyPalette(dark), [dark]);
  return (
    <ConfigProvider
      csp={{ nonce }}
      theme={antThemeFor(dark)}
      locale={locale === 'en' ? enUS : zhCN}
      componentSize={counterMode ? 'large' : 'middle'}
      button={{ autoInsertSpace: false }}
    >
      <AntApp className={counterMode ? 'counter' : ''}>{children}</AntApp>
    </ConfigProvider>
  );
}

export function App({ nonce }: { readonly nonce: string }): ReactNode {
  return (
    <QueryClientProvider client={queryClient}>
      <PreferencesProvider>
        <Themed nonce={nonce}>
          <ShortcutProvider>
            <SessionProvider>
              <RouterProvider router={router} />
            </SessionProvider>
          </ShortcutProvider>
        </Themed>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}
