/** How the facts of contract.ts are found. From memory where a call waits for them. */

export const greeting = ({ of }: { readonly of: string }) => ({ text: `Hello, ${of}` })
