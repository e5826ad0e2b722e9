import Foundation

/// Makes ZIP archives, honest ones and others.
struct ZipBuilder {
  private(set) var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// - Parameters:
  ///   - deflated: whether the system's gzip packs it.
  ///   - claimedSize: instead of the true one.
  ///   - flags: of the entry; 1 marks it as encrypted.
  mutating func add(
    _ name: String, _ content: [UInt8], deflated: Bool = true, claimedSize: Int? = nil, flags: Int = 0x800
  ) throws {
    let member = try Self.gzip(content)
    let packed = deflated ? Array(member[10..<(member.count - 8)]) : content
    let checksum = Array(member[(member.count - 8)..<(member.count - 4)])
    let sizes = Self.little(packed.count, 4) + Self.little(claimedSize ?? content.count, 4)
    let common = Self.little(flags, 2) + Self.little(deflated ? 8 : 0, 2) + [0, 0, 0, 0] + checksum + sizes
    let name = Array(name.utf8)
    let offset = bytes.count
    bytes += [0x50, 0x4B, 3, 4, 20, 0] + common + Self.little(name.count, 2) + [0, 0] + name + packed
    addDirectoryEntry(common, name, offset: offset)
  }

  /// Names bytes that are there already, as bombs do.
  mutating func repeatFirst(_ name: String, packedSize: Int, size: Int) {
    let common = [0, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0] + Self.little(packedSize, 4) + Self.little(size, 4)
    addDirectoryEntry(common, Array(name.utf8), offset: 0)
  }

  private mutating func addDirectoryEntry(_ common: [UInt8], _ name: [UInt8], offset: Int) {
    directory += [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + common + Self.little(name.count, 2)
    directory += [UInt8](repeating: 0, count: 12) + Self.little(offset, 4) + name
    count += 1
  }

  func finished() -> [UInt8] {
    bytes + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.little(count, 2) + Self.little(count, 2)
      + Self.little(directory.count, 4) + Self.little(bytes.count, 4) + [0, 0]
  }

  private static func little(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func gzip(_ content: [UInt8]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "evrak-zip-\(UUID().uuidString)")
    try Data(content).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/gzip")
    process.arguments = ["-9nc", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let packed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return [UInt8](packed)
  }
}

extension [UInt8] {
  init(zip files: [(name: String, content: String)]) throws {
    var builder = ZipBuilder()
    for (name, content) in files { try builder.add(name, Array(content.utf8)) }
    self = builder.finished()
  }
}
