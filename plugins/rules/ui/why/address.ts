/** Where a rule is shown as it is now: /rules/person/ID?rule=NAME. `key` is its `ruleKey`: scope, owner and name. */
export function ruleAddress(key: string): string {
  const [scope = '', ...rest] = key.split('/')
  const owner = scope === 'standard' ? undefined : rest.shift()
  // The standard's rules stand on everybody's ladder.
  const path = scope === 'standard' || scope === 'organisation' ? '/rules' : `/rules/${scope}/${owner}`
  return `${path}?${new URLSearchParams({ rule: rest.join('/') })}`
}
