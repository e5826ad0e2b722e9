/// All that one commit consists of: the free list, the list of tables, the tables, and the fate of every page.
struct CommitWalk {
  let file: FilePages
  let faults: FaultList
  let commit: MetaPage
  let newest: PageUse?
  let silent: SilentCollector?
  let appendOnlyTables: Set<String>

  struct Result {
    let use: PageUse
    let freeList: FreeList
    let tables: [InspectionReport.Table]
  }

  private struct Entry {
    let name: String
    let record: TreeRecord
    let place: Int
  }

  func run(_ visit: @escaping (InspectedTable, Key, UnsafeRawBufferPointer) -> Void) -> Result {
    let use = PageUse(pages: file.count)
    let list = FreeList(file: file, faults: faults, commit: commit)
    let freeTree = walk(
      .freeList, commit.freeTree, commit.offset + MetaPage.freeTreeOffset, use, table: nil
    ) { list.read($0, $1, $2) }
    let entries = collectTables(use)
    var complete = freeTree.complete && entries.complete
    var tables: [InspectionReport.Table] = []
    for (index, entry) in entries.list.enumerated() {
      let table = InspectedTable(
        index: index, name: entry.name, integerKey: entry.record.flags & PageFormat.integerKeyFlag != 0)
      guard entry.record.flags & ~PageFormat.integerKeyFlag == 0, entry.record.pad == 0 else {
        faults.add(
          .tableRecord, at: entry.place, page: UInt64(entry.place / file.pageSize), table: entry.name,
          "settings \(entry.record.flags) and \(entry.record.pad) that this archive never uses")
        complete = false
        continue
      }
      let tree = walk(.entries, entry.record, entry.place, use, table: entry.name) { key, value, _ in
        visit(table, key, value)
      }
      complete = complete && tree.complete
      tables.append(
        InspectionReport.Table(
          table: table, depth: entry.record.depth, entries: tree.entries, branchPages: tree.branchPages,
          leafPages: tree.leafPages, overflowPages: tree.overflowPages, looseSeparators: tree.looseSeparators))
    }
    // Where a part could not be walked, its pages would all seem to belong to nobody.
    if complete { list.compare(with: use) }
    return Result(use: use, freeList: list, tables: tables)
  }

  private func collectTables(_ use: PageUse) -> (list: [Entry], complete: Bool) {
    var list: [Entry] = []
    let tree = walk(.tables, commit.mainTree, commit.offset + MetaPage.mainTreeOffset, use, table: nil) {
      key, value, place in
      guard let base = value.baseAddress, value.count == PageFormat.treeRecordSize else { return }
      let name = String(decoding: key, as: UTF8.self)
      let record = TreeRecord(PageView(base: base, size: value.count), 0)
      list.append(Entry(name: name, record: record, place: place + PageFormat.nodeHeaderSize + key.count))
    }
    return (list, tree.complete)
  }

  private func walk(
    _ content: TreeWalk.Content, _ record: TreeRecord, _ place: Int, _ use: PageUse, table: String?,
    _ sink: @escaping TreeWalk.Sink
  ) -> TreeWalk {
    // The free list and the list of tables must be read as a whole for each commit, shared pages too.
    let tree = TreeWalk(
      file: file, faults: faults, lastPage: commit.lastPage, use: use,
      newest: content == .entries ? newest : nil, silent: silent,
      content: content, table: table, appendOnly: table.map(appendOnlyTables.contains) ?? false, record: record,
      sink: sink)
    tree.run(place: place)
    return tree
  }
}
