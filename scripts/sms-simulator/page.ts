import type { DeliveredMessage } from './phone.ts';

const time = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });

/** The phone as a page that renews itself every two seconds, without a script. */
export function phonePage(messages: readonly DeliveredMessage[]): string {
  const list = messages.map(bubble).join('\n') || '<p class="none">还没有短信 · no messages yet</p>';
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width">
<title>模拟短信 · simulated</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
  body { max-width: 26rem; margin: 0 auto; padding: 1rem; }
  header { border: 2px dashed currentcolor; border-radius: .5rem; padding: .5rem 1rem; }
  h1 { font-size: 1.1rem; margin: 0; }
  header p, .none { margin: 0; }
  article { border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); border-radius: .75rem; margin: 1rem 0; padding: .75rem 1rem; }
  h2 { font-size: .85rem; font-weight: 500; margin: 0; display: flex; justify-content: space-between; }
  article p { margin: .25rem 0 0; overflow-wrap: anywhere; white-space: pre-wrap; }
</style>
</head>
<body>
<header><h1>模拟短信 · simulated SMS</h1><p>没有任何短信离开本机。Nothing leaves this machine.</p></header>
<main>
${list}
</main>
</body>
</html>
`;
}

function bubble({ to, text, deliveredAt }: DeliveredMessage): string {
  const when = new Date(deliveredAt);
  return `<article><h2><span>${escape(to)}</span><time datetime="${when.toISOString()}">${time.format(when)}</time></h2><p>${escape(text)}</p></article>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
