internal import Glibc

/// Makes text of attachments and of pages of fax.
///
/// Formats that are hard to read safely are read by programs of the system, each in a confined process of its own. May
/// be used from several threads at once; every call comes back in bounded time (`documentPatience` and, for pages that
/// need it, `recognitionPatience`).
public struct Extractor: Sendable {
  /// Raised whenever the same document may give another text or reason: what was kept of older ones is then stale.
  public static let version: UInt32 = 1

  public let configuration: ExtractionConfiguration
  private let sandbox: Sandbox

  public init(configuration: ExtractionConfiguration = ExtractionConfiguration()) {
    self.configuration = configuration
    sandbox = Sandbox(configuration)
  }

  /// Why programs can't be confined here; `nil` where they can. Found out once, by a trial.
  public var confinementObstacle: String? { sandbox.obstacle }

  /// Reads a document. Blocks the calling thread until it is done.
  public func extract(_ request: ExtractionRequest) -> ExtractionOutcome {
    do {
      let bytes = try bytes(of: request.content)
      let reading = DocumentReading(configuration, sandbox)
      return .text(try reading.text(of: bytes, request, level: 0))
    } catch {
      return .none(error)
    }
  }

  private func bytes(of content: ExtractionRequest.Content) throws(ExtractionReason) -> [UInt8] {
    let limit = configuration.limits.maximumDocumentBytes
    switch content {
    case .bytes(let bytes):
      if bytes.count > limit { throw .tooLarge("it has \(bytes.count) bytes of at most \(limit)") }
      return bytes
    case .file(let path):
      // O_NONBLOCK: a pipe by that name must not hold the caller.
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw .unreadable("\(path): \(String(cString: strerror(errno)))") }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw .unreadable("\(path) is no regular file")
      }
      if status.st_size > limit { throw .tooLarge("it has \(status.st_size) bytes of at most \(limit)") }
      return try Self.read(descriptor, count: Int(status.st_size), path)
    }
  }

  private static func read(_ descriptor: CInt, count: Int, _ path: String) throws(ExtractionReason) -> [UInt8] {
    var fault: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
        if got < 0, errno == EINTR { continue }
        if got < 0 { fault = errno }
        guard got > 0 else { break }
        filled += got
      }
    }
    if fault != 0 { throw .unreadable("\(path): \(String(cString: strerror(fault)))") }
    return bytes
  }
}
