import { Fragment, h, type ComponentChildren, type JSX } from 'preact'
import type { Block, Inline } from './markdown-tree.ts'

export interface MarkdownProps {
  readonly blocks: readonly Block[]
  /** Draws the marker of a citation. */
  readonly citation?: (n: number) => ComponentChildren
}

/** Shows parsed Markdown. Headings begin two levels down, below those of the page. */
export function Markdown({ blocks, citation = () => null }: MarkdownProps): JSX.Element {
  return <>{blocks.map((block, index) => showBlock(block, index, citation))}</>
}

type ShowCitation = NonNullable<MarkdownProps['citation']>

function showBlock(block: Block, key: number, citation: ShowCitation): JSX.Element {
  const inner = (children: readonly Inline[]): ComponentChildren => showInlines(children, citation)
  const nested = (children: readonly Block[]): ComponentChildren =>
    children.map((child, index) => showBlock(child, index, citation))
  switch (block.type) {
    case 'paragraph':
      return <p key={key}>{inner(block.children)}</p>
    case 'heading':
      return h(`h${Math.min(6, block.depth + 2)}`, { key }, inner(block.children))
    case 'quotation':
      return <blockquote key={key}>{nested(block.children)}</blockquote>
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{nested(item)}</li>)
      return block.start === undefined ? (
        <ul key={key}>{items}</ul>
      ) : (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      )
    }
    case 'code':
      return (
        <pre key={key}>
          <code>{block.marked ? <mark>{block.value}</mark> : block.value}</code>
        </pre>
      )
    case 'rule':
      return <hr key={key} />
    case 'table':
    default:
      return (
        <div key={key} class="table">
          <table>
            {block.head && (
              <thead>
                <tr>
                  {block.head.map((cell, index) => (
                    <th key={index} scope="col" class={block.aligned[index]}>
                      {inner(cell)}
                    </th>
                  ))}
                </tr>
              </thead>
            )}
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column} class={block.aligned[column]}>
                      {inner(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
}

function showInlines(nodes: readonly Inline[], citation: ShowCitation): ComponentChildren {
  return nodes.map((node, index) => <Fragment key={index}>{showInline(node, citation)}</Fragment>)
}

function showInline(node: Inline, citation: ShowCitation): ComponentChildren {
  switch (node.type) {
    case 'text':
      return node.marked ? <mark>{node.value}</mark> : node.value
    case 'strong':
      return <strong>{showInlines(node.children, citation)}</strong>
    case 'emphasis':
      return <em>{showInlines(node.children, citation)}</em>
    case 'code':
      return <code>{node.marked ? <mark>{node.value}</mark> : node.value}</code>
    case 'break':
      return <br />
    case 'link':
      return (
        <a href={node.address} target="_blank" rel="noopener">
          {showInlines(node.children, citation)}
        </a>
      )
    case 'address':
      return (
        <>
          {showInlines(node.children, citation)}
          {!isShownAlready(node) && <span class="address"> ({node.address})</span>}
        </>
      )
    case 'image':
      return <span class="image">{node.description}</span>
    case 'citation':
    default:
      return citation(node.n)
  }
}

/** `<https://example.com>` and links whose words are their address need it only once. */
function isShownAlready(node: Inline & { readonly type: 'address' }): boolean {
  const [only] = node.children
  if (node.children.length !== 1 || only?.type !== 'text') return node.address === ''
  return node.address === only.value || node.address === `mailto:${only.value}`
}
