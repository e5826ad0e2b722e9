/// The parts of an office document, by their names.
struct PackageParts {
  let reading: DocumentReading
  private let entries: [String: ZipEntry]
  private let contents: ZipContents

  init(_ bytes: [UInt8], _ directory: ZipDirectory, _ reading: DocumentReading) {
    self.reading = reading
    // The first of two with one name: what other readers do.
    entries = Dictionary(directory.entries.map { ($0.name, $0) }) { first, _ in first }
    contents = ZipContents(bytes, reading)
  }

  func has(_ name: String) -> Bool { entries[name] != nil }

  func hasFolder(_ prefix: String) -> Bool { entries.keys.contains { $0.hasPrefix(prefix) } }

  /// The names of parts `folder/stemN.xml`, by their number.
  func numbered(_ folder: String, _ stem: String) -> [String] {
    var found: [(number: Int, name: String)] = []
    for name in entries.keys where name.hasPrefix(folder + stem) && name.hasSuffix(".xml") {
      let number = name.dropFirst(folder.utf8.count + stem.utf8.count).dropLast(4)
      if number.isEmpty { found.append((0, name)) }
      if let number = Int(number), number >= 0 { found.append((number, name)) }
    }
    return found.sorted { ($0.number, $0.name) < ($1.number, $1.name) }.map(\.name)
  }

  /// One part.
  /// - Throws: `damaged` where there is none, and why it can't be unpacked.
  func part(_ name: String) throws(ExtractionReason) -> [UInt8] {
    var found: Result<[UInt8], ExtractionReason> = .failure(.damaged("its part \(name) is missing"))
    guard let entry = entries[name] else { return try found.get() }
    try contents.unpack([entry]) { (_, result) throws(ExtractionReason) in
      found = result
      return true
    }
    return try found.get()
  }

  /// Reads parts as XML, each into the same content.
  /// - Parameter start: called before each part.
  /// - Returns: whether all were whole.
  func readXML(
    _ names: [String], into content: any XMLContent, start: () -> Void = {}
  ) throws(ExtractionReason) -> Bool {
    try readXML(names) { _ in
      start()
      return content
    }
  }

  /// Reads parts as XML.
  /// - Parameter content: chosen by the part's name.
  /// - Returns: whether all were whole. A damaged part costs its own end only.
  func readXML(_ names: [String], into content: (String) -> any XMLContent) throws(ExtractionReason) -> Bool {
    var isWhole = true
    try contents.unpack(names.compactMap { entries[$0] }) { (entry, result) throws(ExtractionReason) in
      let content = content(entry.name)
      do throws(ExtractionReason) {
        try XMLReader.read(result.get(), into: content, reading.limits)
      } catch {
        guard error.code == .damaged else { throw error }
        isWhole = false
      }
      return !content.isFull
    }
    return isWhole
  }
}
