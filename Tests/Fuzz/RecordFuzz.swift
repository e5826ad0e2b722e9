#if canImport(Intake)
  import Intake
#endif

/// libFuzzer's door to records of NDJSON. Build with `-sanitize=fuzzer,address -parse-as-library` together with the
/// folders of `Sources/Intake` but `Import`, run with `SWIFT_BACKTRACE=enable=no`.
///
/// The first byte chooses the sizes of the pieces and the limits; the rest is the file. A law that is broken ends the
/// process, which libFuzzer reports with the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRecords(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard let choice = input.first else { return 0 }
  let file = [UInt8](input[1...])
  var limits = RecordReadLimits.default
  if choice & 1 == 1 {
    limits.line = 300
    limits.participants = 2
    limits.files = 2
  }

  let whole = lines(of: file, limit: limits.line, piece: { Int.max })
  // However a file is divided, the same is found in it.
  precondition(lines(of: file, limit: limits.line, piece: { 1 }) == whole, "bytewise differs")
  var seed = UInt64(choice) &+ 1
  let pieces = lines(of: file, limit: limits.line) {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(seed >> 33) % 70 + 1
  }
  precondition(pieces == whole, "pieces differ")

  var end: UInt64 = 0
  for line in whole {
    switch line {
    case .tooLong(let offset):
      precondition(offset >= end && offset < UInt64(file.count), "lines overlap")
    case .line(let bytes, let offset):
      precondition(offset >= end, "lines overlap")
      end = offset + UInt64(bytes.count)
      precondition(bytes.count <= limits.line && !bytes.contains(0x0A), "no line")
      precondition(bytes.elementsEqual(file[Int(offset)..<Int(end)]), "other bytes")
      read(bytes, offset: offset, limits)
    }
  }
  return 0
}

private func lines(of file: [UInt8], limit: Int, piece: () -> Int) -> [RecordLines.Line] {
  var found: [RecordLines.Line] = []
  var lines = RecordLines(limit: limit)
  var place = 0
  while place < file.count {
    let end = place + min(piece(), file.count - place)
    // A copy, so that the address sanitizer sees a reading past the piece's end. The closure doesn't throw.
    [UInt8](file[place..<end]).withUnsafeBytes { piece in try? lines.feed(piece) { found.append($0) } }
    place = end
  }
  try? lines.finish { found.append($0) }
  return found
}

private func read(_ line: [UInt8], offset: UInt64, _ limits: RecordReadLimits) {
  do throws(IntakeError) {
    let (record, files) = try RecordLine(path: "records.ndjson", limits: limits).read(line, offset: offset)
    precondition(record.content == line && record.offset == offset, "other bytes")
    precondition(record.time.map { RecordTime.range.contains($0) } ?? (record.channel == .fax), "an impossible time")
    precondition(record.to.count <= limits.participants && files.count <= limits.files, "too many")
    precondition(record.files.isEmpty, "a file was read")
    switch record.channel {
    case .textMessage: precondition(record.from != nil || !record.to.isEmpty, "nobody")
    case .fax: precondition(files.count == 1, "a fax without its document")
    case .note: precondition(!record.author.isEmpty && record.outbound == nil, "a note without an author")
    }
    precondition(record.followUp.map { $0.due.utf8.count == 10 } ?? true, "a date that is none")
  } catch {
    precondition(error.offset == offset && !error.reason.isEmpty, "no place or no reason")
  }
}
