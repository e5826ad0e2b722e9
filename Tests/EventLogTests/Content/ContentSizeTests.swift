import ArchiveEvents
import EventLog
import Foundation
import Testing

@Suite("Contents come out byte for byte")
struct ContentSizeTests {
  /// Compressed bytes that a full chunk holds: 256 KiB less LMDB's page header and the tag.
  static let chunk = 256 * 1_024 - 16 - 16

  /// What zstd's frame adds to bytes that it can't compress: the sizes below
  /// are those of the frame.
  private static func incompressible(frameOf size: Int) -> Int {
    // Frame header: magic (4), descriptor (1), content size (4); then for each
    // block of 128 KiB a header of 3 bytes (RFC 8878 §3.1.1).
    let blocks = (size - 9 + 131_074) / 131_075
    return size - 9 - 3 * blocks
  }

  @Test(
    "at the edges of chunks and beyond",
    arguments: [0, 1, 2, 15, 16, 255, 256, 4_095, 65_536, 1 << 20, 5 << 20]
      + (-2...2).flatMap { edge in (1...2).map { incompressible(frameOf: $0 * chunk + edge) } },
    [false, true])
  func sizes(size: Int, streamed: Bool) async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    var random = NumberedGenerator(UInt64(size))
    let bytes = random.bytes(size)
    let content: ContentInput = streamed ? .stream(PiecewiseStream(bytes, piece: 65_537)) : .bytes(bytes)
    let outcome = try await log.append([Letters.maildir(content, name: "m"), Letters.letter(1)])[0]
    let event = try #require(try log.event(at: outcome.position))
    let stored = try #require(event.content)
    #expect(stored.size == UInt64(size))
    #expect(try log.content(stored) == bytes)
    var pieces: [UInt8] = []
    try log.readContent(stored) { pieces.append(contentsOf: $0) }
    #expect(pieces == bytes)
    log.close()
    #expect(try archive.stored(outcome.position) == bytes)
    let report = try archive.verify()
    #expect(report.isSound, "\(report.faults)")
    #expect(report.originalBytes == UInt64(size + Letters.text(1).count))
  }

  @Test(
    "a chunk is filled to the last byte before another begins",
    arguments: [(-1, 1), (0, 1), (1, 2)])
  func chunks(edge: Int, expected: Int) async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    var random = NumberedGenerator(5)
    let bytes = random.bytes(Self.incompressible(frameOf: Self.chunk + edge))
    let outcome = try await log.append([Letters.maildir(bytes, name: "m")])[0]
    log.close()
    #expect(try archive.stored(outcome.position) == bytes)
    let stored = try archive.records("content")
    #expect(stored.map(\.value.count).reduce(0, +) == Self.chunk + edge + 16 * expected)
    #expect(stored.count == expected)
    if expected == 2 { #expect(stored[0].value.count == Self.chunk + 16, "64 pages of LMDB with their header") }
  }

  @Test("text, zeros and the bytes of a message in several encodings", arguments: [1, 1_000, 300_000, 3_000_000])
  func compressible(size: Int) async throws {
    let archive = try ScratchLog()
    let log = try archive.open()
    let line = Array("Sayın Yılmaz, teklifimiz ektedir.\r\n".utf8)
    let contents: [[UInt8]] = [
      Array(repeating: 0, count: size), Array(repeatElement(line, count: size / line.count + 1).joined().prefix(size)),
      (0..<size).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) },
    ]
    let outcomes = try await log.append(contents.enumerated().map { Letters.maildir($1, name: "\($0)") })
    log.close()
    // Of one byte there are not three different contents.
    for (outcome, bytes) in zip(outcomes, contents) where size > 1 {
      #expect(try archive.stored(outcome.position) == bytes)
    }
    #expect(try archive.verify().isSound)
    let stored = try archive.records("content").map(\.value.count).reduce(0, +)
    if size == 3_000_000 { #expect(stored < size / 2, "what can be compressed is") }
  }
}
