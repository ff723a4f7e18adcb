export async function packageForLinux(): Promise<void> {}
