/// Unpacks files of a ZIP archive, in a child.
///
/// A deflated file becomes a gzip member around its own bytes, which `gzip` unpacks and whose length and checksum it
/// proves. So names, which lie in many ways, never reach a program, and many files are unpacked at once.
struct ZipContents {
  private let reading: DocumentReading
  private let fields: ByteFields

  init(_ bytes: [UInt8], _ reading: DocumentReading) {
    self.reading = reading
    fields = ByteFields(bytes)
  }

  /// Files that are unpacked by one child together, in bytes.
  private static let batchBytes = 8 << 20

  /// Unpacks files in their order, some at a time.
  /// - Parameter take: given each file with its bytes, or with the reason why there are none; false ends it.
  /// - Throws: what ends the whole archive: `bomb`, `timed_out`, and what the machine lacks.
  func unpack(
    _ entries: [ZipEntry], _ take: (ZipEntry, Result<[UInt8], ExtractionReason>) throws(ExtractionReason) -> Bool
  ) throws(ExtractionReason) {
    var batch: [ZipEntry] = []
    var size = 0
    for entry in entries {
      try check(entry)
      if size + entry.size > Self.batchBytes, !batch.isEmpty {
        guard try flush(batch, take) else { return }
        (batch, size) = ([], 0)
      }
      batch.append(entry)
      size += entry.size
    }
    _ = try flush(batch, take)
  }

  private func check(_ entry: ZipEntry) throws(ExtractionReason) {
    let limits = reading.limits
    if entry.size > limits.maximumPartBytes {
      throw .bomb("a file in it unpacks to \(entry.size) bytes of at most \(limits.maximumPartBytes)")
    }
    if entry.size > limits.ratioFreeBytes, entry.size / max(1, entry.packedSize) > limits.maximumRatio {
      throw .bomb("a file in it unpacks to \(entry.size / max(1, entry.packedSize)) times its size")
    }
    reading.inflatable -= entry.size
    if reading.inflatable < 0 { throw .bomb("it unpacks to more than \(limits.maximumInflatedBytes) bytes") }
  }

  private func flush(
    _ batch: [ZipEntry], _ take: (ZipEntry, Result<[UInt8], ExtractionReason>) throws(ExtractionReason) -> Bool
  ) throws(ExtractionReason) -> Bool {
    if batch.isEmpty { return true }
    let packed = batch.filter { $0.method == .deflated && packedBytes($0) != nil && !$0.isEncrypted && $0.size > 0 }
    let together = try inflate(packed)
    var at = 0
    for entry in batch {
      let result: Result<[UInt8], ExtractionReason>
      if entry.isEncrypted {
        result = .failure(.protected("A file in the archive"))
      } else if let bytes = packedBytes(entry) {
        switch entry.method {
        case .stored: result = .success(Array(bytes))
        case .other(let number): result = .failure(.unsupported("files packed by method \(number)"))
        case .deflated where entry.size == 0: result = .success([])
        case .deflated:
          if let together {
            // gzip has proved each length, so their sum is that of the whole.
            result = .success(Array(together[at..<(at + entry.size)]))
            at += entry.size
          } else if packed.count > 1, let bytes = try inflate([entry]) {
            result = .success(bytes)
          } else {
            result = .failure(.damaged("a file in it can't be unpacked"))
          }
        }
      } else {
        result = .failure(.damaged("a file in it was cut short"))
      }
      guard try take(entry, result) else { return false }
    }
    return true
  }

  /// The bytes of a file as they lie in the archive.
  private func packedBytes(_ entry: ZipEntry) -> ArraySlice<UInt8>? {
    let at = entry.headerOffset
    guard fields.little32(at) == 0x0403_4B50, let name = fields.little16(at + 26), let extra = fields.little16(at + 28)
    else { return nil }
    return fields.slice(at + 30 + name + extra, entry.packedSize)
  }

  /// - Returns: the files one after the other, or `nil` when one of them is damaged.
  private func inflate(_ entries: [ZipEntry]) throws(ExtractionReason) -> [UInt8]? {
    guard !entries.isEmpty else { return [] }
    let size = entries.reduce(0) { $0 + $1.size }
    var stream: [UInt8] = []
    stream.reserveCapacity(entries.reduce(0) { $0 + $1.packedSize + 18 })
    for entry in entries {
      // RFC 1952 §2.3: deflate, no flags, no time; behind the data its checksum and length.
      stream += [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
      stream += packedBytes(entry) ?? []
      for number in [entry.checksum, entry.size] {
        for shift in [0, 8, 16, 24] { stream.append(UInt8(truncatingIfNeeded: number >> shift)) }
      }
    }
    var limits = ChildLimits()
    limits.processorSeconds = reading.limits.processorSeconds
    limits.memory = reading.limits.programMemory
    limits.output = size
    let answer = try reading.sandbox.run("gzip", package: "gzip", stream, by: reading.deadline, limits: limits) { _ in
      ["-dc"]
    }
    if answer.ending == .flooded { throw .bomb("a file in it unpacks to more than its directory says") }
    if answer.ending == .timedOut { throw .timedOut("gzip") }
    return answer.succeeded && answer.output.count == size ? answer.output : nil
  }
}
