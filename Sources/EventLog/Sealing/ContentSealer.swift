import ArchiveEvents
import Crypto
import Foundation
import SwiftProtobuf

/// Compresses and seals the contents of one event.
struct ContentSealer {
  /// Chunks held in memory before they are staged (4 MiB).
  static let chunksInMemory = 16

  let itemKey: SymmetricKey
  let event: EventID
  let numbers: ContentNumberSource
  let compressors: ContextPool<Compressor>
  let stage: @Sendable (ContentNumber, UInt32, [[UInt8]]) throws -> Void

  /// Seals `input`, whose digest and size were measured before; fails if the
  /// source gives other bytes now.
  func seal(
    _ input: ContentInput, digest: SHA256.Digest, size: UInt64
  ) throws -> (PreparedContent, ContentReference) {
    let number = numbers.take()
    let seal = ChunkSeal(itemKey: itemKey, event: event, number: number)
    var hash = SHA256()
    let prepared: PreparedContent
    switch input {
    case .bytes(let bytes):
      let frame = try bytes.withUnsafeBytes { raw in try compressors.with { try $0.compress(raw) } }
      prepared = try sealWhole(frame, number, seal, &hash)
    case .stream(let stream):
      prepared = try sealStream(stream, digest: digest, number, seal, &hash)
    }
    let reference = ContentReference.with {
      $0.number = number.rawValue
      $0.ciphertextDigest = Data(hash.finalize())
      $0.size = size
    }
    return (prepared, reference)
  }

  private func sealWhole(
    _ frame: [UInt8], _ number: ContentNumber, _ seal: ChunkSeal, _ hash: inout SHA256
  ) throws -> PreparedContent {
    var chunks: [[UInt8]] = []
    try frame.withUnsafeBytes { raw in
      var start = 0
      repeat {
        let end = min(start + ChunkSeal.plainCapacity, raw.count)
        let chunk = try seal.seal(
          UnsafeRawBufferPointer(rebasing: raw[start..<end]), index: UInt32(chunks.count), isLast: end == raw.count)
        hash.update(data: chunk)
        chunks.append(chunk)
        start = end
      } while start < raw.count
    }
    return PreparedContent(number: number, firstChunk: 0, chunks: chunks)
  }

  private func sealStream(
    _ stream: any ContentStream, digest: SHA256.Digest, _ number: ContentNumber, _ seal: ChunkSeal,
    _ hash: inout SHA256
  ) throws -> PreparedContent {
    var original = SHA256()
    var pending: [UInt8] = []
    pending.reserveCapacity(ChunkSeal.plainCapacity * 2)
    var chunks: [[UInt8]] = []
    var firstChunk: UInt32 = 0
    func close(_ count: Int, isLast: Bool) throws {
      let index = firstChunk + UInt32(chunks.count)
      let chunk = try pending.withUnsafeBytes {
        try seal.seal(UnsafeRawBufferPointer(rebasing: $0[..<count]), index: index, isLast: isLast)
      }
      hash.update(data: chunk)
      chunks.append(chunk)
      pending.removeFirst(count)
    }
    func take(_ compressed: UnsafeRawBufferPointer) throws {
      pending.append(contentsOf: compressed)
      // The last chunk is known only at the end, so one is always kept back.
      while pending.count > ChunkSeal.plainCapacity { try close(ChunkSeal.plainCapacity, isLast: false) }
      if chunks.count >= Self.chunksInMemory {
        try stage(number, firstChunk, chunks)
        firstChunk += UInt32(chunks.count)
        chunks.removeAll()
      }
    }
    try compressors.with { compressor in
      try compressor.begin()
      try stream.forEachChunk { piece in
        original.update(bufferPointer: piece)
        try compressor.feed(piece, output: take)
      }
      try compressor.finish(output: take)
    }
    try close(pending.count, isLast: true)
    guard original.finalize() == digest else {
      throw EventLogError(.unreadableSource, "The source changed while it was read; import it again once it is quiet.")
    }
    return PreparedContent(number: number, firstChunk: firstChunk, chunks: chunks)
  }
}
