import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy, type RenderTask } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../icons.tsx'
import classes from './evidence.module.css'

GlobalWorkerOptions.workerSrc = new URL(worker, location.href).href
const beside = (folder: string): string => new URL(`./pdfjs/${folder}/`, location.href.split('#')[0]).href

type Loaded = Readonly<{ pdf: PDFDocumentProxy | null; failed: boolean }>

/** A PDF: all pages one under the other, each drawn when it comes into view; opens at the page that the link names. */
export function PdfView({
  file,
  name,
  startPage,
}: {
  file: Blob
  name: string
  startPage: number
}): ReactElement {
  const { t } = useTranslation('documents')
  const [{ pdf, failed }, setLoaded] = useState<Loaded>({ pdf: null, failed: false })
  const [zoom, setZoom] = useState(1)
  const [page, setPage] = useState(startPage)
  const scroll = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const stop = new AbortController()
    const left = (): boolean => stop.signal.aborted
    let task: ReturnType<typeof getDocument> | null = null
    const load = async (): Promise<void> => {
      const data = new Uint8Array(await file.arrayBuffer())
      if (left()) return
      task = getDocument({
        data,
        cMapUrl: beside('cmaps'),
        cMapPacked: true,
        standardFontDataUrl: beside('standard_fonts'),
        wasmUrl: beside('wasm'),
        iccUrl: beside('iccs'),
        enableXfa: false,
      })
      const loaded = await task.promise
      if (!left()) setLoaded({ pdf: loaded, failed: false })
    }
    load().catch(() => {
      if (!left()) setLoaded({ pdf: null, failed: true })
    })
    return () => {
      stop.abort()
      void task?.destroy()
    }
  }, [file])

  function goTo(wanted: number): void {
    const last = pdf?.numPages ?? 1
    const to = Math.min(last, Math.max(1, wanted))
    setPage(to)
    showPage(scroll.current?.querySelector<HTMLElement>(`[data-page="${to}"]`) ?? null)
  }

  if (failed) return <p className={classes['notice']}>{t('preview.unreadable')}</p>
  const last = pdf?.numPages ?? null
  return (
    <div className={classes['view']}>
      <Group
        gap={4}
        wrap="nowrap"
        className={classes['tools'] ?? ''}
        role="toolbar"
        aria-label={t('preview.tools')}
      >
        <Tool
          icon="left"
          label={t('preview.previousPage')}
          onClick={() => {
            goTo(page - 1)
          }}
          disabled={last === null || page <= 1}
        />
        <span className={classes['pageNumber']} aria-live="polite">
          {last !== null && t('preview.page', { page, last })}
        </span>
        <Tool
          icon="right"
          label={t('preview.nextPage')}
          onClick={() => {
            goTo(page + 1)
          }}
          disabled={last === null || page >= last}
        />
        <span className={classes['gap']} />
        <Tool
          icon="minus"
          label={t('preview.smaller')}
          onClick={() => {
            setZoom((now) => Math.max(0.5, now / 1.25))
          }}
        />
        <span className={classes['pageNumber']}>{Math.round(zoom * 100)} %</span>
        <Tool
          icon="plus"
          label={t('preview.larger')}
          onClick={() => {
            setZoom((now) => Math.min(4, now * 1.25))
          }}
        />
      </Group>
      <div
        ref={scroll}
        className={classes['pages']}
        tabIndex={0}
        role="region"
        aria-label={name}
        onScroll={(event) => {
          const box = event.currentTarget
          const at = box.getBoundingClientRect().top + 40
          const shown = [...box.querySelectorAll<HTMLElement>('[data-page]')].findLast(
            (each) => each.getBoundingClientRect().top <= at,
          )
          if (shown !== undefined) setPage(Number(shown.dataset['page']))
        }}
      >
        {pdf !== null &&
          Array.from({ length: pdf.numPages }, (_, index) => (
            <PdfPage key={index} pdf={pdf} number={index + 1} zoom={zoom} start={index + 1 === startPage} />
          ))}
        {pdf === null && <p className={classes['notice']}>{t('preview.loading')}</p>}
      </div>
    </div>
  )
}

function Tool(props: {
  icon: 'left' | 'right' | 'plus' | 'minus'
  label: string
  onClick: () => void
  disabled?: boolean
}): ReactElement {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray.8"
        aria-label={props.label}
        onClick={props.onClick}
        disabled={props.disabled ?? false}
      >
        <Icon name={props.icon} />
      </ActionIcon>
    </Tooltip>
  )
}

/** Scrolls the pages alone: `scrollIntoView` would move everything around them as well. */
function showPage(page: HTMLElement | null): void {
  if (page?.parentElement != null) page.parentElement.scrollTop = page.offsetTop - 4
}

/** One page; its canvas is made when it comes near the view and given back when it has left. */
function PdfPage(props: {
  pdf: PDFDocumentProxy
  number: number
  zoom: number
  start: boolean
}): ReactElement {
  const { pdf, number, zoom, start } = props
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [near, setNear] = useState(start)
  const [shape, setShape] = useState(1.414)

  useEffect(() => {
    const element = box.current
    if (element === null) return
    if (start) showPage(element)
    const watch = new IntersectionObserver(
      ([entry]) => {
        setNear(entry?.isIntersecting === true)
      },
      { rootMargin: '60%' },
    )
    watch.observe(element)
    return () => {
      watch.disconnect()
    }
  }, [start])

  useEffect(() => {
    if (!near) return
    let task: RenderTask | null = null
    let ended = false
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number)
      const target = canvas.current
      const width = box.current?.clientWidth ?? 0
      if (ended || target === null || width === 0) return
      const natural = page.getViewport({ scale: 1 })
      setShape(natural.height / natural.width)
      const dots = Math.min(2, window.devicePixelRatio || 1)
      const viewport = page.getViewport({ scale: (width / natural.width) * dots })
      target.width = Math.floor(viewport.width)
      target.height = Math.floor(viewport.height)
      task = page.render({ canvas: target, viewport })
      await task.promise
    }
    draw().catch(() => {
      // A page left before it was drawn; the next time it comes into view it is drawn again.
    })
    return () => {
      ended = true
      task?.cancel()
    }
  }, [near, pdf, number, zoom])

  return (
    <div
      ref={box}
      className={classes['page']}
      data-page={number}
      style={{ width: `${zoom * 100}%`, aspectRatio: `1 / ${shape}` }}
    >
      {near && <canvas ref={canvas} className={classes['canvas']} />}
    </div>
  )
}
