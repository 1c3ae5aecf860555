/** Dropped files, those inside dropped folders included. */
export async function filesOfDrop(data: DataTransfer): Promise<{ files: File[]; isFolder: boolean }> {
  const plain = [...data.files]
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (!entries.some((entry) => entry.isDirectory)) return { files: plain, isFolder: false }
  const found = await Promise.all(entries.map(filesInside))
  return { files: found.flat(), isFolder: true }
}

async function filesInside(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = entry as FileSystemFileEntry
    return [
      await new Promise<File>((resolve, reject) => {
        file.file(resolve, reject)
      }),
    ]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const files: File[] = []
  for (;;) {
    // Browsers hand out a folder in portions of a hundred.
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (portion.length === 0) return files
    files.push(...(await Promise.all(portion.map(filesInside))).flat())
  }
}
