import Foundation
import SearchIndex
import TextAnalysis

/// Texts to a committed index: `search-build DOCS DIR [--threads N] [--segments N] [--no-merge] [--language CODE]`.
///
/// DOCS holds one document after another: its size as u32, little-endian, then its text. They lie in memory before the
/// clock starts.
enum SearchBuildBenchmark {
  static let schema = IndexSchema(texts: [IndexSchema.TextField("body", weight: 1)], columns: ["number"])

  private struct Options {
    var documents: String
    var directory: String
    var threads = 1
    var segments = 1
    var merges = true
    var language = TextLanguage.english
  }

  static func run(_ arguments: [String]) throws {
    let options = try parse(arguments)
    let data = try Data(contentsOf: URL(fileURLWithPath: options.documents))
    if FileManager.default.fileExists(atPath: options.directory) {
      try FileManager.default.removeItem(atPath: options.directory)
    }
    let index = try SearchIndex(directory: options.directory, schema: schema, identity: [1], role: .owner)
    defer { index.close() }
    let ranges = data.withUnsafeBytes { documents(in: $0) }
    let clock = ContinuousClock()
    let start = clock.now
    try data.withUnsafeBytes { bytes in try build(index, bytes, ranges, options) }
    let built = clock.now
    if options.merges { try index.merge(MergePolicy(all: true)) }
    let merged = clock.now
    let values: [String: Double] = [
      "seconds": seconds(built - start), "merge_seconds": seconds(merged - built),
      "bytes_text": Double(data.count - 4 * ranges.count), "documents": Double(ranges.count),
      "index_bytes": Double(index.byteCount), "segments": Double(index.segmentCount),
      "peak_rss_anon": Double(PeakMemory.anonymousBytes()),
    ]
    print(String(decoding: try JSONEncoder().encode(values), as: UTF8.self))
  }

  private static func parse(_ arguments: [String]) throws -> Options {
    guard arguments.count >= 2 else {
      throw BenchmarkUsage("search-build DOCS DIR [--threads N] [--segments N] [--no-merge]")
    }
    var options = Options(documents: arguments[0], directory: arguments[1])
    var index = 2
    func number() -> Int {
      index += 1
      return index < arguments.count ? Int(arguments[index]) ?? 1 : 1
    }
    while index < arguments.count {
      switch arguments[index] {
      case "--threads": options.threads = max(1, number())
      case "--segments": options.segments = max(1, number())
      case "--no-merge": options.merges = false
      default: throw BenchmarkUsage("search-build has no option \(arguments[index])")
      }
      index += 1
    }
    return options
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }

  private static func documents(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var offset = 0
    while offset + 4 <= bytes.count {
      let size = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      guard offset + 4 + size <= bytes.count else { break }
      ranges.append((offset + 4)..<(offset + 4 + size))
      offset += 4 + size
    }
    return ranges
  }

  /// Each thread takes its share of the documents, in pieces as many as there are to be segments.
  private static func build(
    _ index: SearchIndex, _ bytes: UnsafeRawBufferPointer, _ ranges: [Range<Int>], _ options: Options
  ) throws {
    let failure = FirstFailure()
    let pieces = max(options.threads, options.segments)
    // The pointer is read only, and outlives the threads.
    nonisolated(unsafe) let bytes = bytes
    DispatchQueue.concurrentPerform(iterations: options.threads) { thread in
      failure.catching {
        let writer = IndexWriter(index)
        for piece in stride(from: thread, to: pieces, by: options.threads) {
          for number in (ranges.count * piece / pieces)..<(ranges.count * (piece + 1) / pieces) {
            writer.add(
              UInt64(number), [Int64(number)],
              [(0, UnsafeRawBufferPointer(rebasing: bytes[ranges[number]]), options.language)])
            if options.segments == 1, writer.isFull { try writer.commit(checkpoint: nil) }
          }
          if options.segments > 1 { try writer.commit(checkpoint: nil) }
        }
        try writer.commit(checkpoint: nil)
      }
    }
    try failure.rethrow()
  }
}

struct BenchmarkUsage: Error, CustomStringConvertible {
  let description: String

  init(_ usage: String) { description = "usage: evrak-bench \(usage)" }
}

/// The first error of several threads.
///
/// Sendable because the error is touched under the lock only.
final class FirstFailure: @unchecked Sendable {
  private let lock = NSLock()
  private var error: (any Error)?

  func catching(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      lock.withLock { self.error = self.error ?? error }
    }
  }

  func rethrow() throws {
    if let error = lock.withLock({ error }) { throw error }
  }
}
