/** The app's files, or a page that says that there are none. */
import { basename } from 'node:path'
import { send } from '@koa/send'
import type { RequestStep } from './context.ts'

const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Svara</title>
<h1>Svara</h1>
<p>The hub is running. Its API is described at <a href="/api/openapi.json">/api/openapi.json</a>,
and how it is doing at <a href="/health">/health</a>.</p>
</html>
`

export function pages(folder: string | undefined): RequestStep {
  return async (context, next) => {
    const { method, path } = context
    const others = path === '/api' || path.startsWith('/api/')
    if (others || (method !== 'GET' && method !== 'HEAD')) return next()
    if (folder === undefined) {
      if (path !== '/') return next()
      context.type = 'html'
      context.body = page
      return
    }
    // The app has addresses of its own, and all of them are its first page; a file that is missing is missing.
    const file = path.startsWith('/assets/') || basename(path).includes('.') ? path : 'index.html'
    try {
      await send(context, file, {
        root: folder,
        setHeaders: (response, found) => {
          // The build names what it puts in assets/ by content.
          const forever = /[/\\]assets[/\\]/.test(found.slice(folder.length))
          response.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
        },
      })
    } catch (error) {
      if (error instanceof Error && 'status' in error && Number(error.status) < 500) return next()
      throw error
    }
  }
}
