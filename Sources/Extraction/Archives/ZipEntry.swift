/// One file of a ZIP archive, as the central directory describes it.
struct ZipEntry: Sendable {
  enum Method: Sendable, Equatable {
    case stored, deflated
    case other(Int)
  }

  let name: String
  let method: Method
  let isEncrypted: Bool
  let checksum: Int
  let packedSize: Int
  let size: Int
  /// Place of its local header.
  let headerOffset: Int

  var isFolder: Bool { name.hasSuffix("/") || (size == 0 && name.hasSuffix("\\")) }
}
