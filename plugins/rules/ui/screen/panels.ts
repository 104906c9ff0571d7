/** What stands where on the screen; each is loaded when it is first shown, and has all it needs by `useDesk()`. */
import { lazy } from '../../../../ui/lazy.tsx'

/** Head, right. */
export const ReplayButton = lazy(() => import('../replay/button.tsx'))
export const VersionButtons = lazy(() => import('../versions/buttons.tsx'))
/** Above the columns. */
export const Findings = lazy(() => import('../findings/findings.tsx'))
/** Left. */
export const Ladder = lazy(() => import('../reading/ladder.tsx'))
/** Middle, under each other. */
export const Editor = lazy(() => import('../editor/editor.tsx'))
export const Read = lazy(() => import('../reading/read.tsx'))
export const Cases = lazy(() => import('../cases/cases.tsx'))
export const Versions = lazy(() => import('../versions/versions.tsx'))
/** Right, under each other. */
export const Trying = lazy(() => import('../trying/trying.tsx'))
export const Replay = lazy(() => import('../replay/replay.tsx'))
