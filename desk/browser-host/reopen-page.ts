/** What a browser without a session sees. It holds nothing, so it needs no script and no style. */
export const REOPEN_PAGE = `<!doctype html>
<html lang="zh-CN">
  <head><meta charset="utf-8"><title>撤单台 Chedan Desk</title></head>
  <body>
    <h1>撤单台</h1>
    <p>请用启动窗口中显示的完整链接打开。程序每次启动，链接都会更换。</p>
    <p lang="en">Open the whole link shown where the program was started. It changes with every start.</p>
  </body>
</html>
`;
