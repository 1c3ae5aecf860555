import type { ReactElement } from 'react'

/** Line drawings on a 24 grid, one path each; they take the colour and, by default, 1.25 times the size of the text beside them. */
const drawings = {
  home: 'M4 11.5 12 5l8 6.5V20a1 1 0 0 1-1 1h-4.5v-6h-5v6H5a1 1 0 0 1-1-1z',
  building: 'M4 20.5h16M6 20V9.5h12V20M4.5 9.5 12 4l7.5 5.5M9 13v4M12 13v4M15 13v4',
  sheet: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14',
  appraise: 'M9 4h6v3H9zM15 5.5h3V21H6V5.5h3M9 13.5l2.2 2.2L15.5 11',
  document: 'M14 3H6v18h12V7zM14 3v4h4M9 12h6M9 16h6',
  exchange: 'M4 8h14m-4-4 4 4-4 4M20 16H6m4-4-4 4 4 4',
  compare: 'M4 5h6.5v14H4zM13.5 5H20v14h-6.5M6.5 9.5h1.5M16 9.5h1.5M6.5 14h1.5M16 14h1.5',
  ranking: 'M4 20h16M6 20v-7h3v7M10.5 20V6h3v14M15 20v-10h3v10',
  report: 'M7 8V3h10v5M5 8h14a1 1 0 0 1 1 1v7h-3M7 16H4V9a1 1 0 0 1 1-1M7 13h10v8H7z',
  history: 'M4.5 12a7.5 7.5 0 1 1 2.4 5.5M4.5 12 2.8 9.8M4.5 12l2.3-1.7M12 8v4.5l3 1.8',
  admin:
    'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM19 12l2-1.5-2-3.4-2.3 1-1.7-1L14.7 4h-4l-.4 2.6-1.7 1-2.3-1-2 3.4L6.3 12l-2 1.5 2 3.4 2.3-1 1.7 1 .4 2.6h4l.4-2.6 1.7-1 2.3 1 2-3.4z',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  language:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c5 5.5 5 11.5 0 17M12 3.5c-5 5.5-5 11.5 0 17',
  textSize: 'M3 18 8 6l5 12M4.7 14h6.6M14.5 18l3-7.5 3 7.5M15.5 15.7h4',
  down: 'm6 9 6 6 6-6',
  right: 'm9 6 6 6-6 6',
  left: 'm15 6-6 6 6 6',
  up: 'm6 15 6-6 6 6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  warning: 'M12 4 2.8 20h18.4zM12 10v5M12 17.4v.2',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.6v.2',
  unlock: 'M6 11h12v9H6zM9 11V7.8a3 3 0 0 1 5.7-1.3M12 14.5v2.5',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14',
  upload: 'M12 16V5M7.5 9.5 12 5l4.5 4.5M5 20h14',
  folder: 'M3.5 6.5h6l2 2.5h9v10.5h-17z',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  undo: 'M8.5 5 4.5 9l4 4M4.5 9H15a5 5 0 0 1 0 10h-4',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  calendar: 'M5 6h14v14H5zM5 10.5h14M9 3.5V8M15 3.5V8',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  lock: 'M6 10.5h12V20H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3L12 6.3M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M6 12v.01M12 12v.01M18 12v.01',
  filter: 'M4 6h16l-6 7v6l-4-2v-4z',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 3.5 3.5 3-3 5 5M15.5 8.5v.01',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4v5h-5',
  flag: 'M6 21V4M6 5h11l-2 4 2 4H6',
  send: 'M4 12 20 4.5 15 20l-3.5-6z M11.5 14 20 4.5',
} as const

export type IconName = keyof typeof drawings

/** A drawing beside a word; it says nothing by itself and is hidden from readers of the screen. */
export function Icon({ name, size = '1.25em' }: { name: IconName; size?: string | number }): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className="icon"
    >
      <path d={drawings[name]} />
    </svg>
  )
}
