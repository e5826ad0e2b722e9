#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a name in a folder stands for.
enum FileKind {
  case file, folder, link, other

  /// - Parameter followingLinks: look at what a symbolic link leads to.
  /// - Returns: the kind and, for a file, its size in bytes.
  static func of(_ path: PathBytes, followingLinks: Bool) throws(IntakeError) -> (FileKind, UInt64) {
    var status = stat()
    let number = try path.withCString { cPath in
      (followingLinks ? stat(cPath, &status) : lstat(cPath, &status)) == 0 ? 0 : errno
    }
    guard number == 0 else { throw IntakeError(system: number, path: path.description) }
    return (FileKind(mode: status.st_mode), UInt64(clamping: status.st_size))
  }

  private init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}

/// The names in one folder, sorted by their bytes. All names lie in one array: a Maildir folder can hold a million.
struct Directory {
  struct Entry {
    fileprivate let start: Int
    fileprivate let length: UInt32
    /// As much of the name as it is sorted by.
    fileprivate let keyLength: UInt32
    /// `nil` where the file system does not say without being asked again.
    fileprivate let known: FileKind?
    /// Which folder an entry came from, where two were merged.
    let origin: UInt8
  }

  private(set) var entries: [Entry] = []
  private var names: [UInt8] = []

  init() {}

  /// Reads the names in the folder, without `.` and `..`.
  /// - Throws: `IntakeError` when it cannot be read.
  init(_ path: PathBytes) throws(IntakeError) {
    try add(path, origin: 0) { $0.count }
    sort()
  }

  /// Adds a folder's names. Call `sort()` after the last.
  /// - Parameters:
  ///   - isWanted: names for which this is false are left out.
  ///   - key: how many bytes of a name it is sorted by.
  mutating func add(
    _ path: PathBytes, origin: UInt8, where isWanted: (UnsafeRawBufferPointer) -> Bool = { _ in true },
    key: (UnsafeRawBufferPointer) -> Int
  ) throws(IntakeError) {
    let (stream, number) = try path.withCString { (opendir($0), errno) }
    guard let stream else { throw IntakeError(system: number, path: path.description) }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw IntakeError(system: errno, path: path.description) }
        return
      }
      guard let place = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { return }
      let name = UnsafeRawPointer(entry) + place
      let length = strlen(name.assumingMemoryBound(to: CChar.self))
      let bytes = UnsafeRawBufferPointer(start: name, count: length)
      if bytes.elementsEqual([0x2E]) || bytes.elementsEqual([0x2E, 0x2E]) || !isWanted(bytes) { continue }
      let known: FileKind? =
        switch Int32(entry.pointee.d_type) {
        case Int32(DT_REG): .file
        case Int32(DT_DIR): .folder
        case Int32(DT_LNK): .link
        case Int32(DT_UNKNOWN): nil
        default: .other
        }
      entries.append(
        Entry(
          start: names.count, length: UInt32(length), keyLength: UInt32(min(key(bytes), length)), known: known,
          origin: origin))
      names.append(contentsOf: bytes)
    }
  }

  /// Orders the entries by key, then by origin, then by the whole name.
  mutating func sort() {
    names.withUnsafeBytes { names in
      guard let base = names.baseAddress else { return }
      func order(_ left: Entry, _ right: Entry, _ leftLength: UInt32, _ rightLength: UInt32) -> Int32 {
        let common = memcmp(base + left.start, base + right.start, Int(min(leftLength, rightLength)))
        return common != 0 ? common : leftLength < rightLength ? -1 : leftLength == rightLength ? 0 : 1
      }
      entries.sort { left, right in
        let byKey = order(left, right, left.keyLength, right.keyLength)
        if byKey != 0 { return byKey < 0 }
        if left.origin != right.origin { return left.origin < right.origin }
        return order(left, right, left.length, right.length) < 0
      }
    }
  }

  func name(_ entry: Entry) -> ArraySlice<UInt8> {
    names[entry.start..<(entry.start + Int(entry.length))]
  }

  func isHidden(_ entry: Entry) -> Bool { names[entry.start] == 0x2E }

  func path(_ entry: Entry, in folder: PathBytes) -> PathBytes {
    name(entry).withUnsafeBytes { folder.appending($0) }
  }

  /// What the entry is, a symbolic link being a kind of its own.
  func kind(_ entry: Entry, in folder: PathBytes) throws(IntakeError) -> FileKind {
    if let known = entry.known { return known }
    return try FileKind.of(path(entry, in: folder), followingLinks: false).0
  }
}
