/// Workbooks: the cells of each sheet under its name, then the comments.
struct WorkbookReader {
  private let package: PackageParts
  private var limits: ExtractionLimits { package.reading.limits }

  init(_ package: PackageParts) { self.package = package }

  func read() throws(ExtractionReason) -> ExtractedText {
    let (strings, styles, workbook, links) = (SharedStrings(), SheetStyles(), WorkbookParts(), SheetLinks())
    let frame: [(part: String, content: any XMLContent)] = [
      ("xl/sharedStrings.xml", strings), ("xl/styles.xml", styles), ("xl/workbook.xml", workbook),
      ("xl/_rels/workbook.xml.rels", links),
    ]
    var isWhole = try package.readXML(frame.map(\.part)) { part in
      frame.first { $0.part == part }?.content ?? links
    }

    let sheets = sheets(workbook, links)
    let content = SheetText(strings, styles, since1904: workbook.since1904, limits)
    let names = Dictionary(sheets.map { ($0.part, $0.name) }) { first, _ in first }
    let parts = sheets.map(\.part) + package.numbered("xl/", "comments")
    isWhole =
      try package.readXML(parts) { part in
        content.startSheet(names[part] ?? nil)
        return content
      } && isWhole
    if content.sink.isEmpty, !isWhole { throw .damaged("its sheets can't be read") }
    var text = ExtractedText(content.sink.text, kind: .workbook)
    text.pages = sheets.count
    text.isTruncated = content.isFull || !isWhole
    return text
  }

  /// The sheets in the workbook's order; those it does not name come last, without a name.
  private func sheets(_ workbook: WorkbookParts, _ links: SheetLinks) -> [(part: String, name: String?)] {
    var sheets: [(part: String, name: String?)] = []
    var seen: Set<String> = []
    for sheet in workbook.sheets {
      guard let target = links.targets[sheet.link] else { continue }
      let part = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      if package.has(part), seen.insert(part).inserted { sheets.append((part, sheet.name)) }
    }
    for part in package.numbered("xl/worksheets/", "sheet") where seen.insert(part).inserted {
      sheets.append((part, nil))
    }
    return sheets
  }
}

/// The list of sheets, and from when days are counted.
private final class WorkbookParts: XMLContent {
  private(set) var sheets: [(name: String, link: String)] = []
  private(set) var since1904 = false

  var isFull: Bool { false }

  func begins(_ name: String, _ attributes: XMLAttributeList) {
    if name == "workbookPr" { since1904 = ["1", "true"].contains(attributes["date1904"] ?? "") }
    guard name == "sheet", let title = attributes["name"], let link = attributes["id"] else { return }
    sheets.append((title, link))
  }

  func ends(_ name: String) {}
  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Which part each link of a workbook leads to (ISO/IEC 29500-2 §6.5).
private final class SheetLinks: XMLContent {
  private(set) var targets: [String: String] = [:]

  var isFull: Bool { false }

  func begins(_ name: String, _ attributes: XMLAttributeList) {
    guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
    targets[id] = target
  }

  func ends(_ name: String) {}
  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
