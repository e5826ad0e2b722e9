/// The parts of a segment file, and what its last bytes say of them.
enum SegmentFormat {
  static let magic: UInt64 = 0x3167_6573_4B52_5645  // "EVRKseg1"
  static let version: UInt32 = 1
  /// Bytes that share a checksum.
  static let pageBytes = 1 << 14
  /// Zero bytes behind each section, which readers that take eight or sixteen bytes at once may touch.
  static let slack = 32

  enum Section: Int, CaseIterable {
    case positions, postings, dictionary, directory, directoryKeys, norms, keys, fieldStarts, columns
  }

  /// The last bytes of a file: magic, version, section count, (offset, size) of each section, offset of the checksums,
  /// number of documents, sum of their lengths, number of terms, checksum of the checksums, checksum of all this.
  static let footerBytes = 8 + 4 + 4 + Section.allCases.count * 16 + 8 * 6

  struct Footer {
    var sections: [(offset: Int, size: Int)]
    var digestsOffset: Int
    var documents: Int
    var totalLength: Int
    var terms: Int
    var digestOfDigests: UInt64
    /// Checksum of the footer, by which the catalogue knows the segment.
    var digest: UInt64 = 0

    func encode(into writer: ByteWriter) -> UInt64 {
      writer.removeAll()
      writer.append(SegmentFormat.magic)
      writer.append(SegmentFormat.version)
      writer.append(UInt32(sections.count))
      for section in sections {
        writer.append(UInt64(section.offset))
        writer.append(UInt64(section.size))
      }
      writer.append(UInt64(digestsOffset))
      writer.append(UInt64(documents))
      writer.append(UInt64(totalLength))
      writer.append(UInt64(terms))
      writer.append(digestOfDigests)
      let digest = PageDigest.of(writer.bytes)
      writer.append(digest)
      return digest
    }

    /// Nil where the bytes are no footer, or damaged.
    init?(_ bytes: UnsafeRawBufferPointer) {
      guard bytes.count == SegmentFormat.footerBytes else { return nil }
      var reader = ByteReader(bytes)
      guard reader.uint64() == SegmentFormat.magic, reader.uint32() == SegmentFormat.version,
        reader.uint32() == UInt32(Section.allCases.count)
      else { return nil }
      sections = []
      for _ in Section.allCases {
        guard let offset = Int(exactly: reader.uint64()), let size = Int(exactly: reader.uint64()) else { return nil }
        sections.append((offset, size))
      }
      guard let digestsOffset = Int(exactly: reader.uint64()), let documents = Int(exactly: reader.uint64()),
        let totalLength = Int(exactly: reader.uint64()), let terms = Int(exactly: reader.uint64())
      else { return nil }
      (self.digestsOffset, self.documents, self.totalLength, self.terms) = (
        digestsOffset, documents, totalLength, terms
      )
      digestOfDigests = reader.uint64()
      digest = reader.uint64()
      guard !reader.isOverrun,
        digest == PageDigest.of(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 8)]))
      else { return nil }
    }

    init(
      sections: [(offset: Int, size: Int)], digestsOffset: Int, documents: Int, totalLength: Int, terms: Int,
      digestOfDigests: UInt64
    ) {
      (self.sections, self.digestsOffset, self.documents) = (sections, digestsOffset, documents)
      (self.totalLength, self.terms, self.digestOfDigests) = (totalLength, terms, digestOfDigests)
    }
  }
}

/// What the catalogue keeps of a segment file.
struct SegmentRecord: Sendable, Equatable {
  var documents: Int
  var totalLength: Int
  var bytes: Int
  /// Checksum of the footer, which holds the checksums of all the rest.
  var digest: UInt64
}
