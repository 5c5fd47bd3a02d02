/** The part of pdf.js's reading half that is used here; the package has no types for it. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: {
    /** Serves documents on a port until it is destroyed. */
    initializeFromPort(port: EventTarget & { postMessage(message: object): void }): void;
  };
}
