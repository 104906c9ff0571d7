export const en = {
  'rules.not-yours': 'These rules are not yours to see.',
  'rules.caller-unknown': 'Who called is not known, so it can’t be told whether it is the same caller.',
  'rules.decision-not-found': 'There is no such decision, or it isn’t yours to see.',
  'rules.too-many-watches': 'You follow {most} already. Take one away first.',
  'rules.watch-not-found': 'You don’t follow that any more.',
}
