public import ArchiveEvents
public import EventLog
import Foundation
import Yams

/// What `archive.yaml` says: which archive this is, and where its secrets are.
/// Secrets themselves are never in it.
public struct ArchiveSettings: Sendable, Equatable {
  public static let fileName = "archive.yaml"
  public static let currentFormat = 1

  public var format: Int
  public var id: ArchiveID
  /// Checks the archive's checkpoint notes; its name is the notes' origin line.
  public var verifierKey: VerifierKey
  public var created: String
  /// Where the root key lies, unless the environment says otherwise.
  public var rootKeyFile: String?
  public var signingKeyFile: String?

  public var origin: String { verifierKey.name.rawValue }

  private struct Document: Codable {
    var format: Int
    var id: String
    var verifier_key: String
    var created: String
    var root_key: KeyPlace?
    var signing_key: KeyPlace?
  }

  private struct KeyPlace: Codable {
    var file: String?
  }

  private struct FormatOnly: Codable {
    var format: Int
  }

  public init(
    id: ArchiveID, verifierKey: VerifierKey, created: String, rootKeyFile: String?, signingKeyFile: String?
  ) {
    format = Self.currentFormat
    self.id = id
    self.verifierKey = verifierKey
    self.created = created
    self.rootKeyFile = rootKeyFile
    self.signingKeyFile = signingKeyFile
  }

  /// Reads the settings of the archive in `directory`.
  public init(directory: String) throws {
    let path = directory + "/" + Self.fileName
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      let code = (error as NSError).code
      if code == CocoaError.fileReadNoPermission.rawValue {
        throw EventLogError(
          .permissionDenied, "You may not read \(path); run as its owner or have the permissions changed.")
      }
      guard FileManager.default.fileExists(atPath: directory) else {
        throw ArchiveError(
          .notAnArchive,
          "There is no archive at \(directory); check the path, or make one with `evrak init --archive \(directory)`.")
      }
      throw ArchiveError(
        .notAnArchive,
        "\(directory) is not an archive: it has no \(Self.fileName); check the path, or make one elsewhere with `evrak init`."
      )
    }
    let decoder = YAMLDecoder()
    guard let stated = try? decoder.decode(FormatOnly.self, from: text) else {
      throw ArchiveError(.badSettings, "\(path) does not state a format; put back the file that `evrak init` wrote.")
    }
    guard stated.format <= Self.currentFormat else {
      throw ArchiveError(
        .newerFormat,
        "The archive \(directory) has format \(stated.format) and this program reads up to \(Self.currentFormat); use a newer evrak."
      )
    }
    do {
      let document = try decoder.decode(Document.self, from: text)
      guard let id = ArchiveID(hexadecimal: document.id) else {
        throw ArchiveError(.badSettings, "id is not 32 hexadecimal digits")
      }
      self.id = id
      format = document.format
      verifierKey = try VerifierKey(document.verifier_key)
      created = document.created
      rootKeyFile = document.root_key?.file
      signingKeyFile = document.signing_key?.file
    } catch {
      throw ArchiveError(
        .badSettings, "\(path) can't be understood (\(Self.reason(error))); put back the file that `evrak init` wrote.",
        underlying: error)
    }
  }

  private static func reason(_ error: any Error) -> String {
    if let error = error as? DecodingError, case .keyNotFound(let key, _) = error {
      return "\(key.stringValue) is missing"
    }
    if let error = error as? ArchiveError { return error.message }
    if let error = error as? NoteError { return "verifier_key: \(error)" }
    return "a value has the wrong form"
  }

  /// Writes the settings so that a crash leaves the old file or the new one.
  public func write(directory: String) throws {
    let document = Document(
      format: format, id: id.description, verifier_key: verifierKey.text, created: created,
      root_key: KeyPlace(file: rootKeyFile), signing_key: KeyPlace(file: signingKeyFile))
    let heading = """
      # An archive of correspondence, kept by evrak. The two keys are not in here:
      # whoever loses the root key loses the archive, so keep copies of both apart from it.

      """
    let text = try heading + YAMLEncoder().encode(document)
    try DurableFile.write(Array(text.utf8), to: directory + "/" + Self.fileName, mode: 0o600)
  }
}
