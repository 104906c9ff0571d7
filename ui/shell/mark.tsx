/** The sign of the house. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="7" fill="var(--solid)" />
      <path
        d="M5 12c0-3.6 2.6-5 4.7-3.2L14 12.8c2.1 1.9 5 .8 5-2.3"
        fill="none"
        stroke="var(--on-solid)"
        stroke-width="2.2"
        stroke-linecap="round"
      />
      <circle cx="5" cy="15.5" r="1.3" fill="var(--on-solid)" />
    </svg>
  )
}
