/// The bytes of an undamaged file whose change the inspector may pass over, with the reason. Made for tests that flip
/// bytes: a flip elsewhere is a fault of structure, or changes a key, a value or a setting that the caller receives.
public struct SilentRanges: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// A page that neither of the last two commits uses, or bytes after the last page: never read before it is
    /// written again.
    case unusedPage
    /// Between the node pointers and the nodes of a page.
    case gap
    /// The byte that makes a node's size even.
    case padding
    /// After the end of a value on its last overflow page.
    case overflowSlack
    /// Header fields that are never read for this kind of page.
    case unreadHeader
    /// A meta page after its last field.
    case metaRemainder
    /// The key of a branch page's first node, which stands for "everything below the second".
    case leftmostKey
    /// A separator in a table that may delete: any value that still separates does the same; others are reported.
    case separator
    /// Words of a free-list entry after its last page number.
    case freeListSlack
    /// The transaction number of a free-list entry: reported unless the order of entries stays and each page keeps
    /// its fate. It only says how long readers must be waited for, and no reader outlives the process.
    case freeListKey
    /// The reserved map size: reported unless it is a size that growth could have led to. It holds no data.
    case mapSize
    /// Keys and values on pages that only the commit before the last uses; read again only if the last one's meta
    /// page is lost. `inspect(visit:visitPrevious:)` hands them out.
    case previousPayload
  }

  struct Range: Sendable {
    let start: Int
    let end: Int
    let kind: Kind
  }

  private var ranges: [Range] = []

  init(_ unsorted: [Range]) { ranges = unsorted.sorted { $0.start < $1.start } }

  /// Why the byte at `offset` carries nothing, or nil if it does carry something.
  public func kind(at offset: Int) -> Kind? {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < ranges.count, ranges[low].start <= offset else { return nil }
    return ranges[low].kind
  }

  public func carriesNothing(offset: Int) -> Bool { kind(at: offset) != nil }

  /// Bytes of each kind.
  public var sizes: [Kind: Int] {
    ranges.reduce(into: [:]) { $0[$1.kind, default: 0] += $1.end - $1.start }
  }
}

/// Gathers silent ranges during a walk. They do not overlap, for each page is walked once.
final class SilentCollector {
  private(set) var ranges: [SilentRanges.Range] = []

  func add(_ start: Int, _ count: Int, _ kind: SilentRanges.Kind) {
    if count > 0 { ranges.append(SilentRanges.Range(start: start, end: start + count, kind: kind)) }
  }
}
