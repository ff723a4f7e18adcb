import '@fontsource-variable/noto-sans-sc/index.css';
import 'antd/dist/reset.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { deskConnection } from './client.ts';
import { styleNonce } from './host.ts';
import { startI18n } from './i18n.ts';
import { keptLocale } from './preferences.tsx';
import { invalidateTopics, queryClient } from './query.ts';

const root = document.querySelector('#root');
if (root !== null) {
  await startI18n(keptLocale());
  deskConnection().onChange((topics) => {
    if (topics === undefined) void queryClient.invalidateQueries();
    else invalidateTopics(topics);
  });
  createRoot(root).render(<App nonce={styleNonce()} />);
}
