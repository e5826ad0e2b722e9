/// Goes through folders in a stable order and says what is to be read how. Used twice: to read, and before that to add up
/// the bytes.
struct TreeWalk {
  let format: MailboxFormat
  let limits: MessageReadLimits

  /// One thing to be read.
  enum Step {
    /// A folder with `cur` and `new`; its subfolders come as steps of their own.
    case maildir(PathBytes, folder: String?)
    case file(PathBytes, folder: String?)
  }

  /// Calls `step` for everything below `path`, or for `path` itself, in the order of names' bytes.
  func walk(
    _ path: PathBytes, failed: (IntakeError) throws(ScanStopped) -> Void, _ step: (Step) throws(ScanStopped) -> Void
  ) throws(ScanStopped) {
    let kind: FileKind
    do throws(IntakeError) {
      kind = try FileKind.of(path, followingLinks: true).0
    } catch {
      return try failed(error)
    }
    switch kind {
    case .folder:
      let found = try walkFolder(path, names: [], depth: 0, failed: failed, step)
      if format == .maildir, !found {
        try failed(
          IntakeError(
            code: .notMail, path: path.description, reason: "no folder in it has cur or new, so it is no Maildir"))
      }
    case .file where format == .maildir:
      try failed(
        IntakeError(code: .notMail, path: path.description, reason: "a Maildir is a folder, and this is a file"))
    case .file: try step(.file(path, folder: nil))
    case .link, .other: try failed(Self.noFile(path))
    }
  }

  /// - Returns: whether there was a Maildir.
  private func walkFolder(
    _ path: PathBytes, names: [String], depth: Int, failed: (IntakeError) throws(ScanStopped) -> Void,
    _ step: (Step) throws(ScanStopped) -> Void
  ) throws(ScanStopped) -> Bool {
    let directory: Directory
    do throws(IntakeError) {
      guard depth <= limits.folderDepth else {
        throw IntakeError(
          code: .tooDeep, path: path.description, reason: "folders are nested more than \(limits.folderDepth) deep here"
        )
      }
      directory = try Directory(path)
    } catch {
      try failed(error)
      return false
    }
    let isMaildir = (format == .auto || format == .maildir) && MaildirReader.isMaildir(directory, path)
    if isMaildir {
      try step(.maildir(path, folder: names.isEmpty ? nil : names.joined(separator: "/")))
    }
    var found = isMaildir
    for entry in directory.entries {
      let name = directory.name(entry)
      let child = directory.path(entry, in: path)
      // Maildir++ folders are the only hidden ones that hold mail.
      if directory.isHidden(entry), !isMaildir { continue }
      if isMaildir, ["cur", "new", "tmp"].contains(where: { name.elementsEqual($0.utf8) }) { continue }
      switch try kind(of: entry, directory, path, isMaildir: isMaildir, failed: failed) {
      case .folder where isMaildir:
        let level = directory.isHidden(entry) ? MaildirFolderName.decode(name.dropFirst()) : PathBytes.text(name)
        // Beside the mail of a Maildir there are only other Maildirs, and folders of the server's own.
        let inner = TreeWalk(format: .maildir, limits: limits)
        _ = try inner.walkFolder(child, names: names + [level], depth: depth + 1, failed: failed, step)
      case .folder:
        let inner = try walkFolder(child, names: names + [PathBytes.text(name)], depth: depth + 1, failed: failed, step)
        found = found || inner
      case .file where format != .maildir && !isMaildir:
        try step(.file(child, folder: names.isEmpty ? nil : names.joined(separator: "/")))
      case .file where isMaildir && (child.hasExtension("eml") || child.hasExtension("mbox")):
        try failed(
          IntakeError(
            code: .notMail, path: child.description,
            reason: "it lies beside cur and new, where a Maildir has no messages; import it by its own path"))
      case .other where !isMaildir && format != .maildir: try failed(Self.noFile(child))
      case .file, .link, .other, nil: break
      }
    }
    return found
  }

  /// What an entry is, a link to a file being as good as the file.
  /// - Returns: `nil` when there is nothing to do, or the fault was reported.
  private func kind(
    of entry: Directory.Entry, _ directory: Directory, _ path: PathBytes, isMaildir: Bool,
    failed: (IntakeError) throws(ScanStopped) -> Void
  ) throws(ScanStopped) -> FileKind? {
    let child = directory.path(entry, in: path)
    do throws(IntakeError) {
      let kind = try directory.kind(entry, in: path)
      guard kind == .link else { return kind }
      guard try FileKind.of(child, followingLinks: true).0 == .folder else { return .file }
      throw IntakeError(
        code: .linkNotFollowed, path: child.description,
        reason: "this link leads to a folder and was not followed; import that folder by its own path")
    } catch {
      try failed(error)
      return nil
    }
  }

  private static func noFile(_ path: PathBytes) -> IntakeError {
    IntakeError(code: .notMail, path: path.description, reason: "this is not a regular file")
  }
}
