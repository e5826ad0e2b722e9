import Archive
import ArchiveEvents
import EventLog
import Views

/// What `show` prints of a text message, a fax or a meeting note.
struct RecordSheet {
  private let event: RecordedEvent
  private let readable: ReadableArchive

  init(_ event: RecordedEvent, _ readable: ReadableArchive) {
    self.event = event
    self.readable = readable
  }

  func show(raw: Bool, part: PartNumber?, json: Bool) throws {
    if raw { return try showOriginal() }
    if let part { return try showFile(part) }
    guard let payload = event.payload?.event else {
      throw Failure(status: Failure.noInput, message: "The item at position \(event.position) was erased.")
    }
    let entry = try readable.timelines.entry(at: event.position)
    let sightings = try Sightings.of(event, in: readable)
    let amendments = try amendments()
    if json {
      var members: [(String, JSONLine)] = [
        ("item", .string(event.id.description)), ("position", .unsigned(event.position.rawValue)),
        ("recorded_at", .string(event.recordedAt.description)),
      ]
      if let entry { members.append(("entry", EntrySheet.json(entry))) }
      members.append(("text", .string(text(payload))))
      members.append(
        (
          "files",
          .array(
            files().enumerated().map {
              .object([
                ("part", .count($0.offset + 1)), ("name", .string($0.element.name)),
                ("media_type", .string($0.element.mediaType)), ("size", .unsigned($0.element.content.size)),
              ])
            })
        ))
      if case .noteRecorded(let note) = payload { members.append(("note", noteJSON(note))) }
      members.append(("amendments", .array(amendments.map(amendmentJSON))))
      members.append(("sightings", .array(sightings.map(\.json))))
      print(JSONLine.object(members).text)
      return
    }
    for line in lines(payload, entry) where !line.value.isEmpty { print(printable("\(line.name): \(line.value)")) }
    print("Item: \(event.id), position \(event.position), recorded \(event.recordedAt.wholeSeconds)")
    for place in sightings { print(printable("Seen: \(place.text)")) }
    for defect in payload.sighting?.defects ?? [] { print(printable("Defect: \(defect)")) }
    print("")
    print(printable(text(payload), keepingLines: true))
    var fileCount = files().count
    for (event, amended) in amendments { printAmendment(event, amended, &fileCount) }
  }

  // MARK: Originals and files

  private func showOriginal() throws {
    if let content = event.content { return try StandardOutput.write(content, of: readable.archive.log) }
    // A note that was written with `record` has no original but its event, whose bytes the proof is about.
    try readable.archive.log.originalBytes(of: event).withUnsafeBytes { try StandardOutput.write($0) }
  }

  private func showFile(_ part: PartNumber) throws {
    let files = try filesWithAmended()
    guard part.path.count == 1, files.indices.contains(part.path[0] - 1) else {
      throw Failure(
        status: Failure.noInput,
        message:
          "The item at position \(event.position) has no file \(part); `evrak show \(event.position)` lists what it has."
      )
    }
    try StandardOutput.write(files[part.path[0] - 1].content, of: readable.archive.log)
  }

  private typealias File = (name: String, mediaType: String, content: StoredContent)

  private func files() -> [File] {
    switch event.payload?.event {
    case .faxCaptured(let fax): Self.files(event, [fax.documentName], [fax.mediaType])
    case .textMessageCaptured(let message): Self.files(event, message.attachmentNames, message.attachmentTypes)
    case .noteRecorded(let note): Self.files(event, note.attachmentNames, note.attachmentTypes)
    default: []
    }
  }

  /// Those that amendments brought come behind.
  private func filesWithAmended() throws -> [File] {
    var files = files()
    for position in try readable.timelines.amendments(ofItemAt: event.position) {
      guard let amendment = try readable.archive.log.event(at: position),
        case .noteAmended(let amended)? = amendment.payload?.event
      else { continue }
      files += Self.files(amendment, amended.attachmentNames, amended.attachmentTypes)
    }
    return files
  }

  private static func files(_ event: RecordedEvent, _ names: [String], _ types: [String]) -> [File] {
    event.attachments.enumerated().map { index, content in
      (index < names.count ? names[index] : "", index < types.count ? types[index] : "", content)
    }
  }

  // MARK: For people

  private static func described(_ file: File) -> String {
    "\(file.name) (\(file.mediaType), \(file.content.size) bytes)"
  }

  private func lines(_ payload: EventPayload, _ entry: TimelineEntry?) -> [(name: String, value: String)] {
    var lines: [(name: String, value: String)] = []
    if let entry {
      let source =
        entry.timeSource == .stated
        ? "" : entry.timeSource == .document ? ", as its document states" : ", when its file was last changed"
      // The clock that the timeline shows, too.
      lines.append(("Date", Moment.rfc3339(entry.time, zoneMinutes: EntryTime.shownZone(entry)) + source))
    }
    switch payload {
    case .textMessageCaptured(let message):
      lines.insert(("Text message", message.subject.isEmpty ? entry?.direction.word ?? "" : message.subject), at: 0)
      lines += [
        ("From", Self.participant(message.from)), ("To", message.to.map(Self.participant).joined(separator: ", ")),
      ]
    case .faxCaptured(let fax):
      lines.insert(("Fax", fax.subject.isEmpty ? entry?.direction.word ?? "" : fax.subject), at: 0)
      lines += [
        ("From", Self.participant(fax.from)),
        ("To", ([fax.to] + fax.furtherTo).map(Self.participant).joined(separator: ", ")),
      ]
      lines.append(("Pages", fax.pages == 0 ? "not counted" : "\(fax.pages)"))
    case .noteRecorded(let note):
      lines.insert(("Meeting note", note.purpose), at: 0)
      lines += [("With", note.participants.map(Self.participant).joined(separator: ", ")), ("Author", note.author)]
      lines.append(("Medium", NoteMedium(note.medium).rawValue + (note.place.isEmpty ? "" : ", \(note.place)")))
      if note.hasFollowUp { lines.append(("Follow up", Self.followUp(note.followUp))) }
    default: break
    }
    if let entry { lines.append(("Not indexed", EntrySheet.unindexed(entry))) }
    for (number, file) in files().enumerated() {
      lines.append(("File \(number + 1)", Self.described(file)))
    }
    return lines
  }

  private func text(_ payload: EventPayload) -> String {
    switch payload {
    case .textMessageCaptured(let message): message.text
    case .faxCaptured(let fax): fax.text
    case .noteRecorded(let note): note.text
    default: ""
    }
  }

  private static func participant(_ phone: PhoneParticipant) -> String {
    let number = phone.e164.isEmpty ? phone.number : phone.e164
    return phone.name.isEmpty ? number : "\(phone.name) <\(number)>"
  }

  private static func participant(_ participant: NoteParticipant) -> String {
    if participant.name.isEmpty { return participant.identity }
    return participant.identity.isEmpty ? participant.name : "\(participant.name) <\(participant.identity)>"
  }

  private static func followUp(_ followUp: FollowUp) -> String {
    "\(followUp.due), \(followUp.responsible.joined(separator: ", "))\(followUp.text.isEmpty ? "" : ": \(followUp.text)")"
  }

  // MARK: Amendments

  private typealias Amendment = (event: RecordedEvent, amended: NoteAmended)

  private func amendments() throws -> [Amendment] {
    try readable.timelines.amendments(ofItemAt: event.position).compactMap { position in
      guard let event = try readable.archive.log.event(at: position),
        case .noteAmended(let amended)? = event.payload?.event
      else { return nil }
      return (event, amended)
    }
  }

  /// - Parameter fileCount: files before those that it brought, which are counted on.
  private func printAmendment(_ event: RecordedEvent, _ amended: NoteAmended, _ fileCount: inout Int) {
    print("")
    print(printable("Amended \(event.recordedAt.wholeSeconds) by \(amended.author) (position \(event.position))"))
    if !amended.purpose.isEmpty { print(printable("Purpose: \(amended.purpose)")) }
    if !amended.participantsAdded.isEmpty {
      print(printable("Also with: \(amended.participantsAdded.map(Self.participant).joined(separator: ", "))"))
    }
    if amended.hasFollowUp { print(printable("Follow up: \(Self.followUp(amended.followUp))")) }
    if amended.followUpWithdrawn { print("Follow up: no longer") }
    for file in Self.files(event, amended.attachmentNames, amended.attachmentTypes) {
      fileCount += 1
      print(printable("File \(fileCount): \(Self.described(file))"))
    }
    if !amended.text.isEmpty { print(printable(amended.text, keepingLines: true)) }
  }

  // MARK: For scripts

  private func noteJSON(_ note: NoteRecorded) -> JSONLine {
    .object([
      ("purpose", .string(note.purpose)), ("place", .string(note.place)), ("text", .string(note.text)),
      (
        "with",
        .array(
          note.participants.map {
            .object([
              ("contact", $0.contact.isEmpty ? .null : .string($0.contact)), ("identity", .string($0.identity)),
              ("name", .string($0.name)),
            ])
          })
      ),
      ("follow_up", note.hasFollowUp ? Self.followUpJSON(note.followUp) : .null),
    ])
  }

  private func amendmentJSON(_ amendment: Amendment) -> JSONLine {
    .object([
      ("position", .unsigned(amendment.event.position.rawValue)),
      ("recorded_at", .string(amendment.event.recordedAt.description)), ("author", .string(amendment.amended.author)),
      ("purpose", .string(amendment.amended.purpose)), ("text", .string(amendment.amended.text)),
      ("with_added", .strings(amendment.amended.participantsAdded.map(Self.participant))),
      ("follow_up", amendment.amended.hasFollowUp ? Self.followUpJSON(amendment.amended.followUp) : .null),
      ("follow_up_withdrawn", .bool(amendment.amended.followUpWithdrawn)),
      ("files", .strings(amendment.amended.attachmentNames)),
    ])
  }

  private static func followUpJSON(_ followUp: FollowUp) -> JSONLine {
    .object([
      ("due", .string(followUp.due)), ("responsible", .strings(followUp.responsible)), ("text", .string(followUp.text)),
    ])
  }
}
