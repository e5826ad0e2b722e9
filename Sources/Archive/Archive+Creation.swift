public import ArchiveEvents
public import EventLog
public import Foundation

/// What `evrak init` made.
public struct NewArchive: Sendable {
  public let settings: ArchiveSettings
  public let rootKeyFile: String
  public let signingKeyFile: String
}

extension Archive {
  /// Makes an archive in `directory`, which must be missing or empty, and its
  /// two keys in `keyDirectory`, outside it. Leaves nothing behind if it fails.
  public static func create(
    directory: String, keyDirectory: String? = nil, name: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> NewArchive {
    let id = ArchiveID.random()
    let keysAt = try keyDirectory ?? defaultKeyDirectory(id, environment)
    guard !(plain(keysAt) + "/").hasPrefix(plain(directory) + "/") else {
      throw ArchiveError(
        .cannotCreate, "The keys must lie outside the archive, so \(keysAt) won't do; choose another --key-dir.")
    }
    let isNew = try claim(directory)
    var made: [String] = []
    do {
      let signingKey = NoteSigningKey(generatingFor: try NoteKeyName(name ?? "evrak/\(id)"))
      let root = RootKey.generate()
      try makeFolder(keysAt)
      let rootFile = keysAt + "/\(id).root.key"
      let signingFile = keysAt + "/\(id).signing.key"
      for (path, text) in [(rootFile, Data(root.bytes).base64EncodedString()), (signingFile, signingKey.secretText)] {
        try DurableFile.write(Array((text + "\n").utf8), to: path, mode: 0o600)
        made.append(path)
      }
      try LMDBArchiveLog.create(directory: directory, archive: id, rootKey: root.key)
      try makeFolder(directory + "/views")
      let settings = ArchiveSettings(
        id: id, verifierKey: signingKey.verifierKey, created: Timestamp.now().wholeSeconds, rootKeyFile: rootFile,
        signingKeyFile: signingFile)
      try settings.write(directory: directory)
      try DirectorySync.sync(URL(fileURLWithPath: directory).deletingLastPathComponent().path)
      return NewArchive(settings: settings, rootKeyFile: rootFile, signingKeyFile: signingFile)
    } catch {
      for path in made { unlink(path) }
      for name in ["log", "keys", "views", ArchiveSettings.fileName] {
        try? FileManager.default.removeItem(atPath: directory + "/" + name)
      }
      if isNew { rmdir(directory) }
      if let error = error as? NoteError {
        throw ArchiveError(.cannotCreate, "The name of the archive won't do as the origin of its notes: \(error).")
      }
      throw error
    }
  }

  /// The path without detours, so that two can be compared.
  private static func plain(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// Returns whether the folder had to be made.
  private static func claim(_ directory: String) throws -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isFolder) else {
      try makeFolder(directory)
      return true
    }
    guard isFolder.boolValue else {
      throw ArchiveError(.alreadyExists, "\(directory) is a file; choose another place for the archive.")
    }
    if FileManager.default.fileExists(atPath: directory + "/" + ArchiveSettings.fileName) {
      throw ArchiveError(.alreadyExists, "\(directory) is an archive already; nothing was changed.")
    }
    guard try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty else {
      throw ArchiveError(.alreadyExists, "\(directory) is not empty; choose a new folder for the archive.")
    }
    return false
  }

  private static func makeFolder(_ path: String) throws {
    if FileManager.default.fileExists(atPath: path) { return }
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if parent != path { try makeFolder(parent) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw EventLogError(errno: errno, doing: "made", path: path)
    }
  }

  /// `$XDG_CONFIG_HOME/evrak/keys`, by default `~/.config/evrak/keys`.
  private static func defaultKeyDirectory(_ id: ArchiveID, _ environment: [String: String]) throws -> String {
    if let configured = environment["XDG_CONFIG_HOME"], configured.hasPrefix("/") { return configured + "/evrak/keys" }
    let home = environment["HOME"] ?? NSHomeDirectory()
    guard home.hasPrefix("/") else {
      throw ArchiveError(.cannotCreate, "There is no home folder to keep the keys in; name a place with --key-dir.")
    }
    return home + "/.config/evrak/keys"
  }
}
