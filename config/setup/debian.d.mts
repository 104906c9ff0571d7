/** What each command needs of Debian's packages. */
export const needs: Readonly<Record<string, readonly string[]>>
/** Variables for the program that the command runs. Throws an Error with a line for people where tests can't run. */
export function debianPackages(command: string): Promise<Readonly<Record<string, string>>>
