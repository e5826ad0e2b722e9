/// Reads an LMDB data file (LMDB 0.9, format version 1, 64-bit little-endian) without LMDB and says whether its structure
/// is sound: both meta pages, every page of the last two commits, every counter, and the fate of every page. LMDB itself
/// trusts its file and may crash on a damaged one; this never does, nor does it loop.
///
/// LMDB has no checksums. A change of a key or value that keeps the structure is for the caller to find, who receives
/// every entry; `silentRanges` lists the bytes whose change nobody could notice. The file must not be written meanwhile:
/// hold a write transaction, or inspect a copy.
public struct PageInspector {
  private let bytes: UnsafeRawBufferPointer
  private let appendOnlyTables: Set<String>
  private let maximumFaults: Int

  /// `bytes` is the whole of `data.mdb`. `appendOnlyTables` are tables in which nothing is ever deleted or replaced
  /// by a value of another size; there, separators are checked to the byte. At most `maximumFaults` are described.
  public init(bytes: UnsafeRawBufferPointer, appendOnlyTables: Set<String> = [], maximumFaults: Int = 100) {
    self.bytes = bytes
    self.appendOnlyTables = appendOnlyTables
    self.maximumFaults = maximumFaults
  }

  /// Checks the file and hands out each entry of each named table of the last commit, table by table in the order of
  /// their names and then of their keys. The pointers lead into `bytes`. Damaged parts are left out.
  ///
  /// `visitPrevious` receives, of the commit before, the entries that stand on pages which the last commit has
  /// replaced: what LMDB falls back to if the last commit's meta page is lost.
  public func inspect(
    visit: (InspectedTable, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void = { _, _, _ in },
    visitPrevious: (InspectedTable, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void = {
      _, _, _ in
    }
  ) -> InspectionReport {
    withoutActuallyEscaping(visit) { visit in
      withoutActuallyEscaping(visitPrevious) { visitPrevious in
        run(visit: visit, visitPrevious: visitPrevious, silent: nil)
      }
    }
  }

  /// The bytes that carry nothing, for a file that is sound. Takes memory for each of them: meant for tests.
  public func silentRanges() -> SilentRanges {
    let silent = SilentCollector()
    _ = run(visit: { _, _, _ in }, visitPrevious: { _, _, _ in }, silent: silent)
    return SilentRanges(silent.ranges)
  }

  private typealias Visitor = (InspectedTable, Key, UnsafeRawBufferPointer) -> Void

  private func run(visit: @escaping Visitor, visitPrevious: @escaping Visitor, silent: SilentCollector?)
    -> InspectionReport
  {
    let faults = FaultList(limit: maximumFaults)
    var report = InspectionReport()
    if let metas = MetaPages(bytes: bytes, faults: faults) {
      let file = FilePages(bytes: bytes, pageSize: metas.pageSize)
      let last = CommitWalk(
        file: file, faults: faults, commit: metas.newest, newest: nil, silent: silent,
        appendOnlyTables: appendOnlyTables
      ).run(visit)
      report.pageSize = metas.pageSize
      report.transactionID = metas.newest.transactionID
      report.lastPage = metas.newest.lastPage
      report.freePages = last.freeList.count
      report.tables = last.tables
      let before = metas.previous.map { previous in
        CommitWalk(
          file: file, faults: faults, commit: previous, newest: last.use, silent: silent,
          appendOnlyTables: appendOnlyTables
        ).run(visitPrevious)
      }
      if let before { compareFates(file, last.freeList, before.use, faults) }
      report.previousTables = before?.tables.map(\.table) ?? []
      if let silent { collect(into: silent, file, metas, last.use, before?.use) }
    }
    report.faults = faults.faults
    report.omittedFaults = faults.omitted
    return report
  }

  /// A page of the commit before that is free now can only have been freed by the last commit. Were it listed under an
  /// earlier one, the next writer would overwrite what a crash may need.
  private func compareFates(_ file: FilePages, _ list: FreeList, _ before: PageUse, _ faults: FaultList) {
    for index in 0..<before.reached.wordCount {
      var bits = before.reached.word(index) & list.before.word(index)
      while bits != 0 {
        let page = UInt64(index * 64 + bits.trailingZeroBitCount)
        faults.add(
          .pageFate, at: file.offset(of: page), page: page,
          "the page was in use one commit ago, but is listed as free since an earlier one")
        bits &= bits - 1
      }
    }
  }

  private func collect(
    into silent: SilentCollector, _ file: FilePages, _ metas: MetaPages, _ last: PageUse, _ before: PageUse?
  ) {
    for index in 0..<2 {
      let offset = index * metas.pageSize
      silent.add(offset + 8, 2, .unreadHeader)
      silent.add(offset + 12, 4, .unreadHeader)
      silent.add(offset + 32, 8, .mapSize)
      silent.add(offset + PageFormat.metaEnd, metas.pageSize - PageFormat.metaEnd, .metaRemainder)
    }
    var page = PageFormat.firstDataPage
    while page < file.count {
      if !last.reached.contains(page), !(before?.reached.contains(page) ?? false) {
        silent.add(file.offset(of: page), file.pageSize, .unusedPage)
      }
      page += 1
    }
    silent.add(file.offset(of: file.count), bytes.count - file.offset(of: file.count), .unusedPage)
  }
}
