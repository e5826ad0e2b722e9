import LMDB

/// The tables of `keys/`.
struct KeyTables: Sendable {
  /// Key id → wrapped item key.
  let keys: Table
  /// Epoch → wrapped epoch key.
  let epochs: Table
  /// "archive" → archive id; "digest-key" → wrapped key.
  let settings: Table

  init(_ environment: Environment, create: Bool) throws {
    if create {
      try environment.makeTables(
        [.init("keys", integerKey: true), .init("epochs", integerKey: true), .init("settings")])
    }
    keys = try environment.openTable("keys", integerKey: true, create: create)
    epochs = try environment.openTable("epochs", integerKey: true, create: create)
    settings = try environment.openTable("settings", create: create)
  }

  static func options(readOnly: Bool) -> Environment.Options {
    var options = Environment.Options()
    options.readOnly = readOnly
    options.maxTables = 8
    // Room for hundreds of millions of keys; the map grows if that is not enough.
    options.mapSize = 1 << 36
    return options
  }
}
