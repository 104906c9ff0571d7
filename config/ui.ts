/** The app put together: its shell, and the screens of each plugin. Delete a plugin's line with its folder. */
import { mount } from '../ui/mount.tsx'

mount(document.body, [])
