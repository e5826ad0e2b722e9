/// The pages that a commit lists as free: for each transaction that freed some, their numbers in falling order behind
/// a count word.
final class FreeList {
  private let file: FilePages
  private let faults: FaultList
  private let commit: MetaPage
  /// Free pages that lie in the file.
  let pages: PageSet
  /// Those among them that were free before this commit.
  let before: PageSet
  /// Free pages after the end of the file: LMDB does not write pages that are taken and freed in one transaction.
  private(set) var beyond: [UInt64] = []
  private(set) var count: UInt64 = 0

  init(file: FilePages, faults: FaultList, commit: MetaPage) {
    self.file = file
    self.faults = faults
    self.commit = commit
    pages = PageSet(capacity: file.count)
    before = PageSet(capacity: file.count)
  }

  /// Reads one entry; `place` is its node.
  func read(_ key: Key, _ value: UnsafeRawBufferPointer, _ place: Int) {
    guard key.count == 8 else { return }
    let transaction = UInt64(littleEndian: key.loadUnaligned(as: UInt64.self))
    if transaction < 1 || transaction > commit.transactionID {
      fault(place, key, "pages freed by transaction \(transaction), which is not in 1 to \(commit.transactionID)")
    }
    guard value.count >= 8, value.count % 8 == 0 else {
      fault(place, key, "\(value.count) bytes are no list of page numbers")
      return
    }
    let listed = UInt64(littleEndian: value.loadUnaligned(as: UInt64.self))
    let room = UInt64(value.count / 8 - 1)
    if listed > room { fault(place, key, "\(listed) page numbers in room for \(room)") }
    var previous = UInt64.max
    for index in 0..<Int(min(listed, room)) {
      let page = UInt64(littleEndian: value.loadUnaligned(fromByteOffset: 8 + 8 * index, as: UInt64.self))
      if page >= previous { fault(place, key, "page \(page) does not sort after \(previous)") }
      previous = page
      take(page, freedBy: transaction, place, key)
    }
  }

  private func take(_ page: UInt64, freedBy transaction: UInt64, _ place: Int, _ key: Key) {
    guard page >= PageFormat.firstDataPage, page <= commit.lastPage else {
      fault(place, key, "page \(page) is outside of 2 to \(commit.lastPage)")
      return
    }
    count += 1
    if page >= file.count {
      beyond.append(page)
    } else if !pages.insert(page) {
      fault(place, key, "page \(page) is listed twice")
    } else if transaction < commit.transactionID {
      before.insert(page)
    }
  }

  private func fault(_ place: Int, _ key: Key, _ explanation: @autoclosure () -> String) {
    faults.add(.freeList, at: place, page: UInt64(place / file.pageSize), key: key, explanation())
  }

  /// Each page up to the last must be in use or free, and not both.
  func compare(with use: PageUse) {
    let end = min(file.count, commit.lastPage.addingReportingOverflow(1).partialValue)
    for index in 0..<Int((end + 63) / 64) {
      let first = UInt64(index) * 64
      var mask = UInt64.max
      if index == 0 { mask &= ~3 }
      if end - first < 64 { mask &= (1 << (end - first)) - 1 }
      let (used, free) = (use.reached.word(index), pages.word(index))
      report(used & free & mask, first, "the page is in use, and listed as free")
      report(~(used | free) & mask, first, "the page is neither in use nor listed as free")
    }
    guard commit.lastPage >= file.count else { return }
    beyond.sort()
    let expected = commit.lastPage - max(file.count, PageFormat.firstDataPage) + 1
    var previous: UInt64?
    for page in beyond {
      if page == previous { report(1, page, "the page is listed as free twice") }
      previous = page
    }
    if UInt64(beyond.count) != expected {
      let page = file.count
      faults.add(
        .truncated, at: file.bytes.count, page: page,
        "the file ends before page \(page), but \(expected) pages up to \(commit.lastPage) should follow, of which \(beyond.count) are free"
      )
    }
  }

  private func report(_ bits: UInt64, _ first: UInt64, _ explanation: String) {
    var bits = bits
    while bits != 0 {
      let page = first + UInt64(bits.trailingZeroBitCount)
      faults.add(.pageFate, at: file.offset(of: page), page: page, explanation)
      bits &= bits - 1
    }
  }
}
