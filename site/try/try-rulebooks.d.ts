/** Made by the build from the compiled rulebooks: their names, and each as a module of its own, packed with gzip and written in base 64. */
declare module 'try:rulebooks' {
  export const authorities: readonly { readonly id: string; readonly name: string; readonly title: string }[]
  export const modules: Readonly<Record<string, () => Promise<{ readonly default: string }>>>
}
