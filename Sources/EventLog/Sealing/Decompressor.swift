import CZstd

/// One zstd decompression context.
///
/// Not Sendable: a context serves one thread at a time.
final class Decompressor {
  private let context: OpaquePointer

  init() throws {
    guard let context = ZSTD_createDCtx() else {
      throw EventLogError(.storage, "There is not enough memory for a decompression context.")
    }
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  func begin() throws {
    try Compressor.check(ZSTD_DCtx_reset(context, ZSTD_reset_session_only))
  }

  /// The original of a whole frame, whose size the event states; a frame that
  /// unpacks to any other size is refused, so memory stays within the claim.
  func decompress(_ frame: UnsafeRawBufferPointer, originalSize: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: originalSize) { buffer, count in
      count = try Compressor.check(
        ZSTD_decompressDCtx(context, buffer.baseAddress, originalSize, frame.baseAddress, frame.count))
      guard count == originalSize else {
        throw EventLogError(.corrupted, "Content unpacks to \(count) bytes where \(originalSize) were stored.")
      }
    }
  }

  /// Feeds the next piece of a frame; `output` gets the original bytes as they come.
  func feed(_ piece: UnsafeRawBufferPointer, output: (UnsafeRawBufferPointer) throws -> Void) throws {
    let capacity = ZSTD_DStreamOutSize()
    try withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { buffer in
      var input = ZSTD_inBuffer(src: piece.baseAddress, size: piece.count, pos: 0)
      var isFull = false
      // A full output buffer may leave more behind in the context.
      while input.pos < input.size || isFull {
        var out = ZSTD_outBuffer(dst: buffer.baseAddress, size: capacity, pos: 0)
        try Compressor.check(ZSTD_decompressStream(context, &out, &input))
        isFull = out.pos == capacity
        if out.pos > 0 { try output(UnsafeRawBufferPointer(rebasing: buffer[..<out.pos])) }
      }
    }
  }
}
