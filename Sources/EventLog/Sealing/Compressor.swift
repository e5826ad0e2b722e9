import CZstd

/// One zstd compression context (RFC 8878), reused from content to content.
///
/// Not Sendable: a context serves one thread at a time; `CompressorPool`
/// hands them out.
final class Compressor {
  /// zstd's fastest regular level; level 3 is a tenth smaller on mail and half
  /// as fast.
  static let level: CInt = 1

  private let context: OpaquePointer

  init() throws {
    guard let context = ZSTD_createCCtx() else {
      throw EventLogError(.storage, "There is not enough memory for a compression context.")
    }
    self.context = context
    try Self.check(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Self.level))
  }

  deinit { ZSTD_freeCCtx(context) }

  /// The whole frame of bytes that lie in memory.
  func compress(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
      count = try Self.check(ZSTD_compress2(context, buffer.baseAddress, buffer.count, bytes.baseAddress, bytes.count))
    }
  }

  /// Begins a frame that is fed piece by piece.
  func begin() throws {
    try Self.check(ZSTD_CCtx_reset(context, ZSTD_reset_session_only))
  }

  /// `output` gets compressed bytes as they come.
  func feed(_ piece: UnsafeRawBufferPointer, output: (UnsafeRawBufferPointer) throws -> Void) throws {
    var input = ZSTD_inBuffer(src: piece.baseAddress, size: piece.count, pos: 0)
    while input.pos < input.size {
      _ = try step(&input, ZSTD_e_continue, output)
    }
  }

  /// Ends the frame.
  func finish(output: (UnsafeRawBufferPointer) throws -> Void) throws {
    var input = ZSTD_inBuffer(src: nil, size: 0, pos: 0)
    while try step(&input, ZSTD_e_end, output) > 0 {}
  }

  /// Returns how many bytes zstd still holds back.
  private func step(
    _ input: inout ZSTD_inBuffer, _ directive: ZSTD_EndDirective, _ output: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Int {
    let capacity = ZSTD_CStreamOutSize()
    return try withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 16) { buffer in
      var out = ZSTD_outBuffer(dst: buffer.baseAddress, size: capacity, pos: 0)
      let left = try Self.check(ZSTD_compressStream2(context, &out, &input, directive))
      if out.pos > 0 { try output(UnsafeRawBufferPointer(rebasing: buffer[..<out.pos])) }
      return left
    }
  }

  @discardableResult
  static func check(_ result: Int) throws -> Int {
    guard ZSTD_isError(result) == 0 else {
      throw EventLogError(.storage, "Compression failed: \(String(cString: ZSTD_getErrorName(result))).")
    }
    return result
  }
}
