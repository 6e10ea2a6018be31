/** The file in a source's root that holds the folder rules. */
export const accessFile = 'access.yaml'

const sidecarEnding = '.meta.yaml'

/** The file beside a document that holds its labels: `plan.pdf` → `plan.pdf.meta.yaml`. */
export function sidecarOf(path: string): string {
  return path + sidecarEnding
}

/** Whether a file holds labels of others and is no document itself. */
export function isLabelFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return name === accessFile || name.endsWith(sidecarEnding)
}
