/// Checks that the nodes of a page lie side by side from `upper` to the end of the page, in whatever order they were
/// written. One of these serves all pages.
struct NodeTiling: ~Copyable {
  private struct Node {
    var start: UInt16
    var size: UInt16
  }

  private let nodes: UnsafeMutablePointer<Node>
  private let sizeByStart: UnsafeMutablePointer<UInt16>
  private let capacity: Int
  private let pageSize: Int
  private var count = 0
  private var total = 0
  // Appended pages have each node right below the one before: then nothing needs to be looked up.
  private var nextEnd = 0
  private var descending = true

  init(pageSize: Int) {
    self.pageSize = pageSize
    capacity = pageSize / 2
    nodes = .allocate(capacity: capacity)
    sizeByStart = .allocate(capacity: capacity)
    nodes.initialize(repeating: Node(start: 0, size: 0), count: capacity)
    sizeByStart.initialize(repeating: 0, count: capacity)
  }

  deinit {
    nodes.deallocate()
    sizeByStart.deallocate()
  }

  mutating func begin() {
    nextEnd = pageSize
    descending = true
    total = 0
    count = 0
  }

  /// `start` and `size` must be even, `size` positive, and the node must lie within the page.
  @inline(__always)
  mutating func add(start: Int, size: Int) {
    guard count < capacity, start >= 0, size > 0, start < pageSize, size <= pageSize - start else { return }
    descending = descending && start + size == nextEnd
    nextEnd = start
    total += size
    nodes[count] = Node(start: UInt16(start), size: UInt16(size))
    count += 1
  }

  /// Whether the nodes added fill [`upper`, end of page) exactly.
  func fills(from upper: Int) -> Bool {
    if descending { return nextEnd == upper }
    guard total == pageSize - upper else { return false }
    var distinct = true
    for index in 0..<count {
      let node = nodes[index]
      distinct = distinct && sizeByStart[Int(node.start / 2)] == 0
      sizeByStart[Int(node.start / 2)] = node.size
    }
    // The sizes add up, so a chain that reaches the end of the page has used every node.
    var position = upper
    while position < pageSize, sizeByStart[position / 2] != 0 { position += Int(sizeByStart[position / 2]) }
    for index in 0..<count { sizeByStart[Int(nodes[index].start / 2)] = 0 }
    return distinct && position == pageSize
  }
}
