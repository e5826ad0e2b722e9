import ArchiveEvents
import Correspondence
import EventLog
import MailFormat
import Views

/// Reads what is to be searched of an item from its event and its original.
struct ItemReader: Sendable {
  /// Bytes of an original that are read (48 MiB); of a larger one the beginning is searchable, and `too_large` is noted.
  static let originalBytes: UInt64 = 48 << 20

  /// Text of an item's files that is searched (64 MiB); beyond it `too_large` is noted.
  static let fileTextBytes = 64 << 20

  let log: any ArchiveLog
  let files: any FileTexts

  /// Nil where the event bears no item, or its key was destroyed.
  func item(_ event: RecordedEvent, _ history: ItemHistory = ItemHistory()) throws -> IndexedItem? {
    guard let payload = event.payload?.event else { return nil }
    var item = IndexedItem(position: event.position.rawValue)
    let sighting: Sighting
    switch payload {
    case .emailCaptured(let capture):
      sighting = capture.sighting
      try readMail(event, &item)
    case .textMessageCaptured(let capture):
      sighting = capture.sighting
      item.add(capture.subject, to: .subject)
      item.add(capture.text, to: .body)
      add([capture.from], to: .from, &item)
      add(capture.to, to: .to, &item)
      try addFiles(event, capture.attachmentNames, capture.attachmentTypes, &item)
    case .faxCaptured(let capture):
      sighting = capture.sighting
      item.add(capture.subject, to: .subject)
      item.add(capture.text, to: .body)
      if capture.hasFrom { add([capture.from], to: .from, &item) }
      add((capture.hasTo ? [capture.to] : []) + capture.furtherTo, to: .to, &item)
      try addFiles(event, [capture.documentName], [capture.mediaType], &item)
    case .noteRecorded(let note):
      sighting = note.sighting
      try readNote(event, note, history.amendments, &item)
    default: return nil
    }
    for sighting in [sighting] + history.sightings {
      item.accounts.append(sighting.account)
      item.owners.append(sighting.owner)
      item.folders.append(sighting.folder)
    }
    item.size = event.content?.size ?? 0
    return item
  }

  // MARK: Mail

  private func readMail(_ event: RecordedEvent, _ item: inout IndexedItem) throws {
    guard let content = event.content else { return }
    let bytes: [UInt8]
    do {
      bytes = try OriginalPrefix.read(content, from: log, limit: Self.originalBytes)
    } catch let error as EventLogError where error.code == .corrupted {
      // One damaged message must not keep all others from being found: `verify` names it.
      item.states.insert(ItemState.damaged)
      item.reasons.insert("damaged")
      return
    }
    if UInt64(bytes.count) < content.size { item.reasons.insert("too_large") }
    let message = MailMessage(bytes)
    var (root, summary) = (message.root, message.summary)
    if summary.isJournalReport, let original = message.journal?.message {
      (root, summary) = (original, original.summary)
    }
    item.messageID = summary.messageID ?? ""
    item.add(summary.subject ?? "", to: .subject)
    for mailbox in summary.from + summary.sender { add(mailbox, to: .from, &item) }
    for mailbox in summary.to { add(mailbox, to: .to, &item) }
    for mailbox in summary.cc + summary.bcc { add(mailbox, to: .copies, &item) }
    addBody(message.readableText, &item)
    noteStates(message, root, &item)
    for attachment in message.carriedAttachments {
      try add(file: attachment.name ?? "", attachment.type, &item) { attachment.decoded() }
    }
  }

  private func addBody(_ text: String, _ item: inout IndexedItem) {
    var text = text
    text.withUTF8 { buffer in
      let bytes = UnsafeRawBufferPointer(buffer)
      for part in QuoteSplitter.split(bytes) {
        let field: CorrespondenceSchema.Text = part.kind == .quoted ? .quoted : .body
        item.texts[field, default: []].append([UInt8](bytes[part.range]))
      }
    }
  }

  private func noteStates(_ message: MailMessage, _ root: MailPart, _ item: inout IndexedItem) {
    switch message.report {
    case .delivery: item.states.insert(ItemState.bounce)
    case .disposition: item.states.insert(ItemState.receipt)
    default: break
    }
    // RFC 3834 §5: everything but `no` was not written by a person.
    if let submitted = root.values(of: "Auto-Submitted").first?.lowercased(), !submitted.hasPrefix("no"),
      message.report == nil
    {
      item.states.insert(ItemState.autoReply)
    }
    for protection in message.protections {
      item.states.insert(protection.kind == .encrypted ? ItemState.encrypted : ItemState.signed)
    }
  }

  private func add(_ mailbox: Mailbox, to field: CorrespondenceSchema.Text, _ item: inout IndexedItem) {
    // Ten thousand recipients are a list of addresses; all lead to the item by their identities.
    guard (item.texts[field]?.count ?? 0) < 2_000 else { return }
    item.add(mailbox.name ?? "", to: field)
    item.add(mailbox.address, to: field)
  }

  // MARK: Other channels

  private func add(_ participants: [PhoneParticipant], to field: CorrespondenceSchema.Text, _ item: inout IndexedItem) {
    for participant in participants.prefix(1_000) {
      item.add(participant.name, to: field)
      item.add(participant.number, to: field)
      if participant.e164 != participant.number { item.add(participant.e164, to: field) }
    }
  }

  private func readNote(
    _ event: RecordedEvent, _ note: NoteRecorded, _ amendments: [ItemHistory.Amendment], _ item: inout IndexedItem
  ) throws {
    item.add(note.purpose, to: .subject)
    item.add(note.author, to: .from)
    item.add(note.text, to: .body)
    item.add(note.place, to: .body)
    for participant in note.participants + amendments.flatMap(\.amended.participantsAdded) {
      item.add(participant.name, to: .to)
      item.add(participant.identity, to: .to)
    }
    // What was corrected stays findable: it was on record.
    var isFollowedUp = note.hasFollowUp
    for amendment in amendments {
      let amended = amendment.amended
      item.states.insert(ItemState.amended)
      item.add(amended.author, to: .from)
      item.add(amended.purpose, to: .subject)
      item.add(amended.text, to: .body)
      item.add(amended.followUp.text, to: .body)
      isFollowedUp = amended.hasFollowUp || (isFollowedUp && !amended.followUpWithdrawn)
    }
    item.add(note.followUp.text, to: .body)
    if isFollowedUp { item.states.insert(ItemState.followUp) }
    try addFiles(event, note.attachmentNames, note.attachmentTypes, &item)
    for amendment in amendments {
      try addFiles(amendment.event, amendment.amended.attachmentNames, amendment.amended.attachmentTypes, &item)
    }
  }

  private func addFiles(
    _ event: RecordedEvent, _ names: [String], _ types: [String], _ item: inout IndexedItem
  ) throws {
    for (index, content) in event.attachments.enumerated() {
      let name = index < names.count ? names[index] : ""
      let type = index < types.count ? types[index] : ""
      guard content.size <= Self.originalBytes else {
        note(file: name, type, &item)
        item.reasons.insert("too_large")
        continue
      }
      try add(file: name, type, &item) { try log.content(content) }
    }
  }

  // MARK: Files

  private func note(file name: String, _ type: String, _ item: inout IndexedItem) {
    item.files += 1
    item.add(name, to: .fileNames)
    if !type.isEmpty { item.mediaTypes.append(type.lowercased()) }
  }

  private func add(
    file name: String, _ type: String, _ item: inout IndexedItem, _ bytes: () throws -> [UInt8]
  ) throws {
    note(file: name, type, &item)
    // A message with thousands of files costs bounded time; what is left out is said.
    guard item.files <= 200 else {
      item.reasons.insert("too_large")
      return
    }
    guard item.fileTextBytes < Self.fileTextBytes else {
      item.reasons.insert("too_large")
      return
    }
    let content: [UInt8]
    do {
      content = try bytes()
    } catch let error as EventLogError where [.corrupted, .erased].contains(error.code) {
      // One damaged file must not keep all others from being found: `verify` names it.
      item.states.insert(ItemState.damaged)
      item.reasons.insert("damaged")
      return
    }
    switch try files.text(of: content, mediaType: type, name: name) {
    case .text(let text): item.addFileText(text)
    case .reason(let code): item.reasons.insert(code)
    case .partly(let text, let code):
      item.addFileText(text)
      item.reasons.insert(code)
    case .waiting: item.isWaiting = true
    }
  }
}

/// Where the text of files comes from.
protocol FileTexts: Sendable {
  func text(of bytes: [UInt8], mediaType: String, name: String) throws -> FileText
}

/// The text of a file, or why there is none.
enum FileText: Sendable, Equatable {
  case text(String)
  /// The code of a reason; see `ExtractionReason`.
  case reason(String)
  /// Text of a part, and why the rest has none.
  case partly(String, String)
  /// It is to be extracted yet.
  case waiting
}

/// The beginning of an original.
enum OriginalPrefix {
  private struct Enough: Error {}

  static func read(_ content: StoredContent, from log: any ArchiveLog, limit: UInt64) throws -> [UInt8] {
    guard content.size > limit else { return try log.content(content) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(limit))
    do {
      try log.readContent(content) { chunk in
        bytes.append(contentsOf: chunk.prefix(Int(limit) - bytes.count))
        if bytes.count >= Int(limit) { throw Enough() }
      }
    } catch let error {
      guard bytes.count >= Int(limit) else { throw error }
    }
    return bytes
  }
}
