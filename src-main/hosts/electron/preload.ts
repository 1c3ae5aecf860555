import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { createWindowApi } from './preload-api.ts'

contextBridge.exposeInMainWorld(
  'cqtt',
  createWindowApi(ipcRenderer, (file) => webUtils.getPathForFile(file)),
)
