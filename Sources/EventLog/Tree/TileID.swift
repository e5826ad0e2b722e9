/// The place of a tile: `tile(level, index)` holds up to 256 hashes of tree level 8 × level (C2SP tlog-tiles).
///
/// Hash `i` of the tile is the root over leaves `(index × 256 + i) × 256^level ..< (index × 256 + i + 1) × 256^level`.
public struct TileID: Hashable, Sendable {
  /// Hashes in a full tile.
  public static let width = 256
  /// Tree levels that one tile spans.
  static let height = 8

  public let level: UInt8
  public let index: UInt64

  public init(level: UInt8, index: UInt64) {
    self.level = level
    self.index = index
  }

  /// The key in storage: level (1 byte) ‖ index (8 bytes, big-endian), so that keys sort by level, then place.
  public var key: [UInt8] {
    var key = [level]
    withUnsafeBytes(of: index.bigEndian) { key.append(contentsOf: $0) }
    return key
  }

  /// Reads a storage key; `nil` unless it has exactly 9 bytes.
  public init?(key: some Collection<UInt8>) {
    guard key.count == 9, let level = key.first else { return nil }
    self.level = level
    index = key.dropFirst().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

extension TileID: CustomStringConvertible {
  public var description: String { "tile level \(level), index \(index)" }
}

extension TileID {
  /// The tile at the right end of `level` in a tree of `size` leaves, and how many hashes it has there (0 to 255).
  static func rightmost(level: UInt8, size: UInt64) -> (id: TileID, width: Int) {
    let shift = Int(level) * height
    return (TileID(level: level, index: size >> (shift + height)), Int(truncatingIfNeeded: (size >> shift) & 255))
  }
}
