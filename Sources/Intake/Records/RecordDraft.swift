public import ArchiveEvents
public import EventLog
import Foundation
import PhoneNumbers
import SwiftProtobuf

/// Makes the event that a record is captured as.
public struct RecordDraft: Sendable {
  /// Our line, in E.164, or mailbox; empty for notes, which belong to their author.
  public let account: String
  public let owner: String
  /// The country of numbers without a country code, ISO 3166-1 alpha-2: by default that of the account's number.
  public let region: String?

  public init(account: String, owner: String, region: String? = nil) {
    self.account = account
    self.owner = owner
    self.region = region ?? (try? PhoneNumber(account))?.region
  }

  /// - Parameter form: who entered the record by hand; nil for one that was found in a file.
  /// - Throws: why it can't be captured.
  public func draft(_ record: FoundRecord, form: FormSource? = nil) throws(IntakeError) -> EventDraft {
    var sighting = Sighting()
    sighting.account = record.channel == .note ? "" : account
    sighting.owner = record.channel == .note && owner.isEmpty ? record.author : owner
    sighting.defects = record.defects + numberDefects(record)
    if let form {
      sighting.form = form
    } else {
      sighting.file.format = record.form == .androidBackup ? .smsBackup : .ndjson
      sighting.file.path = record.path
      sighting.file.offset = record.offset
    }
    switch record.channel {
    case .textMessage: return try textMessage(record, sighting)
    case .fax: return try fax(record, sighting)
    case .note: return note(record, sighting)
    }
  }

  private func textMessage(_ record: FoundRecord, _ sighting: Sighting) throws(IntakeError) -> EventDraft {
    guard !account.isEmpty else { throw Self.accountMissing(record, "text message") }
    guard let time = record.time else { throw Self.refused(record, "the message states no time") }
    var event = TextMessageCaptured()
    event.sighting = sighting
    event.direction = Self.direction(record)
    event.sentAtUs = time
    let (from, to) = ends(record)
    if let from { event.from = from }
    event.to = to
    event.text = record.text
    event.subject = record.subject
    event.attachmentNames = record.files.map(\.name)
    event.attachmentTypes = record.files.map(\.mediaType)
    if let zone = record.zoneMinutes { event.zoneMinutes = Int32(clamping: zone) }
    return EventDraft(
      .textMessageCaptured(event), content: .bytes(record.content), attachments: record.files.map(\.body.content))
  }

  private func fax(_ record: FoundRecord, _ sighting: Sighting) throws(IntakeError) -> EventDraft {
    guard !account.isEmpty else { throw Self.accountMissing(record, "fax") }
    guard let file = record.files.first else { throw Self.refused(record, "the fax has no document") }
    let name = file.name.isEmpty ? "the document" : file.name
    let document: FaxDocument
    do throws(IntakeError) {
      document = try FaxDocument(file.body, named: name)
    } catch {
      throw Self.refused(record, "\(name) can't be taken for a fax: \(error.reason)")
    }
    guard record.time ?? document.time != nil else {
      throw Self.refused(record, "neither the record nor \(name) states a time")
    }
    return try fax(
      record, document: document, named: file.name, content: file.body.content, modified: nil, sighting: sighting)
  }

  /// The event of a fax whose document lies in a file of its own.
  ///
  /// - Parameter modified: when the file was last changed, the time of the fax if nothing better is known.
  public func fax(
    _ record: FoundRecord, document: FaxDocument, named name: String, content: ContentInput, modified: Timestamp,
    source: Sighting.OneOf_Source
  ) throws(IntakeError) -> EventDraft {
    var sighting = Sighting()
    sighting.account = account
    sighting.owner = owner
    sighting.source = source
    sighting.defects = numberDefects(record)
    return try fax(record, document: document, named: name, content: content, modified: modified, sighting: sighting)
  }

  private func fax(
    _ record: FoundRecord, document: FaxDocument, named name: String, content: ContentInput, modified: Timestamp?,
    sighting: Sighting
  ) throws(IntakeError) -> EventDraft {
    var event = FaxCaptured()
    event.sighting = sighting
    event.sighting.defects += document.defects
    event.direction = Self.direction(record)
    event.transmittedAtUs = record.time ?? document.time ?? modified?.microseconds ?? 0
    event.timeOrigin = record.time != nil ? .stated : document.time != nil ? .document : .file
    let zone = record.time == nil ? document.zoneMinutes : record.zoneMinutes
    if let zone { event.zoneMinutes = Int32(clamping: zone) }
    let (from, to) = ends(record)
    if let from { event.from = from }
    if let first = to.first { event.to = first }
    event.furtherTo = Array(to.dropFirst())
    event.text = record.text
    event.pages = UInt32(clamping: document.pages)
    event.mediaType = document.mediaType
    event.subject = record.subject
    event.documentName = name
    let original = try FaxTransmission.record(event, document: content, line: record.content, path: record.path)
    return EventDraft(.faxCaptured(event), content: .bytes(original), attachments: [content])
  }

  private func note(_ record: FoundRecord, _ sighting: Sighting) -> EventDraft {
    var event = NoteRecorded()
    event.sighting = sighting
    event.author = record.author
    event.participants = record.to.map { participant in
      NoteParticipant.with {
        $0.identity = (try? PhoneNumber(participant.identity, region: region))?.e164 ?? participant.identity
        $0.name = participant.name
      }
    }
    event.heldAtUs = record.time ?? 0
    event.medium =
      switch record.medium {
      case "visit": .visit
      case "phone": .phone
      case "video": .video
      default: .other
      }
    event.place = record.place
    event.purpose = record.subject
    event.text = record.text
    if let followUp = record.followUp {
      event.followUp.due = followUp.due
      event.followUp.responsible = followUp.responsible
      event.followUp.text = followUp.text
    }
    event.attachmentNames = record.files.map(\.name)
    event.attachmentTypes = record.files.map(\.mediaType)
    if let zone = record.zoneMinutes { event.zoneMinutes = Int32(clamping: zone) }
    // A note that was written here has no other original than the event itself.
    let content: ContentInput? = record.content.isEmpty ? nil : .bytes(record.content)
    return EventDraft(.noteRecorded(event), content: content, attachments: record.files.map(\.body.content))
  }

  // MARK: Parts

  /// Sender and receivers; the account is the one that the source leaves out.
  private func ends(_ record: FoundRecord) -> (from: PhoneParticipant?, to: [PhoneParticipant]) {
    let ourselves = participant(FoundRecord.Participant(identity: account))
    var from = record.from.map(participant)
    var to = record.to.map(participant)
    if from == nil, record.outbound == true { from = ourselves }
    if to.isEmpty, record.outbound != true { to = [ourselves] }
    return (from, to)
  }

  private func participant(_ participant: FoundRecord.Participant) -> PhoneParticipant {
    PhoneParticipant.with {
      $0.number = participant.identity
      $0.name = participant.name
      // Short codes and names of senders have digits too, but are no numbers that could be called from elsewhere.
      if let number = try? PhoneNumber(participant.identity, region: region) { $0.e164 = number.e164 }
    }
  }

  private func numberDefects(_ record: FoundRecord) -> [String] {
    NumberDefects.of((record.from.map { [$0] } ?? []) + record.to, region: region)
  }

  private static func direction(_ record: FoundRecord) -> Direction {
    record.isInternal ? .internal : record.outbound.map { $0 ? .outbound : .inbound } ?? .unspecified
  }

  private static func refused(_ record: FoundRecord, _ reason: String) -> IntakeError {
    IntakeError(code: .notARecord, path: record.path, offset: record.offset, reason: reason)
  }

  private static func accountMissing(_ record: FoundRecord, _ what: String) -> IntakeError {
    refused(record, "a \(what) needs the line of ours on which it came or went; name it with --account")
  }
}
