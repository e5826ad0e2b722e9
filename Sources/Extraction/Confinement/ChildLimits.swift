/// What a program may use that reads a document for us.
struct ChildLimits: Sendable {
  /// Seconds of processor time.
  var processorSeconds = 60
  /// Address space in bytes, each process.
  var memory = 1 << 30
  /// Processes and threads (only under confinement, where they are counted apart).
  var processes = 16
  /// Bytes of output that are kept; what follows ends the child.
  var output = 32 << 20
  /// Bytes of complaint that are kept; what follows is dropped.
  static let complaint = 16 << 10
  /// Bytes of the temporary folder, which lies in memory.
  static let temporary = 64 << 20
}
