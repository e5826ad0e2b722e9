/// Reads a Maildir with its Maildir++ subfolders: every file in `cur` and `new` is a message, `tmp` holds none yet. Files
/// that servers keep beside those folders (indexes, subscriptions, quotas) are passed over.
struct MaildirReader {
  let limits: MessageReadLimits

  /// Whether a folder is a Maildir: it has `cur` or `new`. A folder with only one of the two and with `.eml` files beside it
  /// is a tree of files in which somebody used that word.
  static func isMaildir(_ directory: Directory, _ path: PathBytes) -> Bool {
    let found = ["cur", "new"].filter { name in
      (try? FileKind.of(path.appending(name), followingLinks: true).0) == .folder
    }
    guard found.count == 1 else { return found.count == 2 }
    return !directory.entries.contains { directory.path($0, in: path).hasExtension("eml") }
  }

  /// Reads one Maildir folder, without its subfolders, in the order of the unique names.
  func read(_ path: PathBytes, folder: String?, _ report: ScanReport) throws(ScanStopped) {
    let places = [path.appending("cur"), path.appending("new")]
    let directory = try list(places, report)
    var vanished: [(name: [UInt8], path: PathBytes)] = []
    for entry in directory.entries {
      let place = places[Int(entry.origin)]
      let name = directory.name(entry)
      let message = attempt(directory.path(entry, in: place), name, folder: folder)
      switch message {
      case .success(let message): try report.found(message)
      case .failure(let error) where error.code == .notFound:
        vanished.append((Array(name.prefix(MaildirName.uniqueLength(name))), directory.path(entry, in: place)))
      case .failure(let error): try report.failed(error)
      }
    }
    if !vanished.isEmpty { try readRenamed(vanished, places, folder: folder, report) }
  }

  /// Another program marked a message or moved it from `new` to `cur` while it was being read: it has the same unique
  /// name then. Looked for once.
  private func readRenamed(
    _ vanished: [(name: [UInt8], path: PathBytes)], _ places: [PathBytes], folder: String?, _ report: ScanReport
  ) throws(ScanStopped) {
    let directory = try list(places, report)
    var present: [[UInt8]: Directory.Entry] = [:]
    for entry in directory.entries {
      let name = directory.name(entry)
      present[Array(name.prefix(MaildirName.uniqueLength(name)))] = entry
    }
    for (name, path) in vanished {
      let gone = IntakeError(
        code: .notFound, path: path.description, reason: "the message was removed while the Maildir was read")
      guard let entry = present[name] else {
        try report.failed(gone)
        continue
      }
      let renamed = directory.path(entry, in: places[Int(entry.origin)])
      switch attempt(renamed, directory.name(entry), folder: folder) {
      case .success(let message): try report.found(message)
      case .failure(let error): try report.failed(error.code == .notFound ? gone : error)
      }
    }
  }

  private func list(_ places: [PathBytes], _ report: ScanReport) throws(ScanStopped) -> Directory {
    var directory = Directory()
    for (index, place) in places.enumerated() {
      // A Maildir in the making may lack one of the two.
      guard (try? FileKind.of(place, followingLinks: true)) != nil else { continue }
      _ = try report.attempt { () throws(IntakeError) in
        // maildir(5): names with a leading dot are not messages.
        try directory.add(place, origin: UInt8(index), where: { $0.first != 0x2E }) { MaildirName.uniqueLength($0) }
      }
    }
    directory.sort()
    return directory
  }

  private func attempt(
    _ path: PathBytes, _ name: ArraySlice<UInt8>, folder: String?
  ) -> Result<FoundMessage, IntakeError> {
    do throws(IntakeError) {
      let file = try OpenFile(path)
      guard file.size > 0 else {
        throw IntakeError(code: .notMail, path: file.path, reason: "the file is empty")
      }
      var message = try MessageFile(limits: limits, format: .maildir).message(file, 0..<file.size, folder: folder)
      if let defect = try oddity(file, message.body) { message.defects.append(defect) }
      let parts = MaildirName(name)
      message.locator = .maildir(uniqueName: parts.uniqueName)
      message.flags = parts.flags
      return .success(message)
    } catch {
      return .failure(error)
    }
  }

  /// A file in a Maildir is a message because of where it lies, so it is taken as it is, unless it is plainly something
  /// else.
  private func oddity(_ file: OpenFile, _ body: FoundMessage.Body) throws(IntakeError) -> String? {
    let kind: MailRecognition
    if case .bytes(let bytes) = body {
      kind = bytes.withUnsafeBytes { MailRecognition($0, isNamedMail: true) }
    } else {
      kind = try file.prefix(MailRecognition.prefix, at: 0).withUnsafeBytes { MailRecognition($0, isNamedMail: true) }
    }
    switch kind {
    case .message: return nil
    case .mbox: return "the file begins with a From_ line"
    case .appleMail: return "the file begins with a number"
    case .other(let reason): throw IntakeError(code: .notMail, path: file.path, reason: reason)
    }
  }
}
