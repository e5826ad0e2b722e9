public import EventLog
public import Foundation

/// Finds the secrets of an archive, which lie outside it. For each the first of
/// these that is there counts: the variable with the key itself, the variable
/// with a file, the variable with a command that prints it, the
/// service manager's credential, the file that archive.yaml names.
public struct KeySource: Sendable {
  let environment: [String: String]

  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  public func rootKey(_ settings: ArchiveSettings) throws(ArchiveError) -> RootKey {
    let (text, place) = try find(
      variable: "EVRAK_ROOT_KEY", credential: "evrak-root-key", file: settings.rootKeyFile, what: "root key")
    guard let bytes = Data(base64Encoded: text), let key = RootKey([UInt8](bytes)) else {
      throw ArchiveError(
        .badKey, "The root key from \(place) is not 32 bytes in base64; give the key that `evrak init` made.")
    }
    return key
  }

  public func signingKey(_ settings: ArchiveSettings) throws(ArchiveError) -> NoteSigningKey {
    let (text, place) = try find(
      variable: "EVRAK_SIGNING_KEY", credential: "evrak-signing-key", file: settings.signingKeyFile, what: "signing key"
    )
    do {
      let key = try NoteSigningKey(text)
      guard key.verifierKey == settings.verifierKey else {
        throw ArchiveError(
          .badKey,
          "The signing key from \(place) is not this archive's; its public key must be \(settings.verifierKey.text).")
      }
      return key
    } catch let error as ArchiveError {
      throw error
    } catch {
      throw ArchiveError(.badKey, "The signing key from \(place) can't be read (\(error)).", underlying: error)
    }
  }

  private func find(
    variable: String, credential: String, file: String?, what: String
  ) throws(ArchiveError) -> (text: String, place: String) {
    if let text = environment[variable] { return (text.trimmed, variable) }
    if let path = environment[variable + "_FILE"] { return (try read(path, what), path) }
    if let command = environment[variable + "_COMMAND"] {
      return (try run(command, what), "the command in \(variable)_COMMAND")
    }
    if let directory = environment["CREDENTIALS_DIRECTORY"] {
      let path = directory + "/" + credential
      // The service manager guards this folder itself.
      if let text = try? String(contentsOfFile: path, encoding: .utf8) { return (text.trimmed, path) }
    }
    guard let file else {
      throw ArchiveError(
        .missingKey, "No \(what) is named: set \(variable)_FILE to the file that holds it.")
    }
    return (try read(file, what), file)
  }

  private func read(_ path: String, _ what: String) throws(ArchiveError) -> String {
    var status = stat()
    guard stat(path, &status) == 0, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ArchiveError(
        .missingKey,
        "The \(what) can't be read from \(path): \(String(cString: strerror(errno == 0 ? EACCES : errno))); bring it back there, or name its place in the environment (see `evrak --help`)."
      )
    }
    guard status.st_mode & 0o077 == 0 else {
      throw ArchiveError(.badKey, "The \(what) in \(path) can be read by others; run `chmod 600 \(path)`.")
    }
    return text.trimmed
  }

  private func run(_ command: String, _ what: String) throws(ArchiveError) -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw ArchiveError(.missingKey, "The command for the \(what) can't be started: \(error).", underlying: error)
    }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ArchiveError(.missingKey, "The command for the \(what) ended with status \(process.terminationStatus).")
    }
    return String(decoding: bytes, as: UTF8.self).trimmed
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
