/// Reads one line of NDJSON as `Schemas/records/README.md` describes it: bytes in, a record out, no file touched.
struct RecordLine {
  /// What a record states of one of its files.
  struct File {
    enum Place: Equatable {
      case bytes([UInt8])
      /// Relative to the folder of the NDJSON file.
      case path(String)
    }

    let name: String
    let mediaType: String
    let place: Place
    /// What faults call it.
    let member: String
  }

  let path: String
  let limits: RecordReadLimits

  /// - Returns: the record without its files, and where those are.
  /// - Throws: `IntakeError` with the reason why it is none.
  func read(_ line: [UInt8], offset: UInt64) throws(IntakeError) -> (FoundRecord, [File]) {
    do throws(RecordFault) {
      let members = try JSONValue(line: line).members()
      var record = FoundRecord(
        form: .record, path: path, offset: offset, content: line, channel: try channel(members))
      try time(&record, members)
      let files =
        switch record.channel {
        case .textMessage: try textMessage(&record, members)
        case .fax: try fax(&record, members)
        case .note: try note(&record, members)
        }
      return (record, files)
    } catch {
      throw IntakeError(code: error.code, path: path, offset: offset, reason: error.reason)
    }
  }

  private func channel(_ members: JSONMembers) throws(RecordFault) -> FoundRecord.Channel {
    guard let name = try members.string("channel") else { return .textMessage }
    guard let channel = FoundRecord.Channel(rawValue: name) else {
      throw RecordFault(reason: "its member “channel” must be sms, fax or note")
    }
    return channel
  }

  private func time(_ record: inout FoundRecord, _ members: JSONMembers) throws(RecordFault) {
    guard let text = try members.string("time") else {
      // A fax carries the time of its transmission in itself.
      if record.channel == .fax { return }
      throw members.missing("time")
    }
    guard let time = RecordTime(text) else {
      throw RecordFault(
        reason: "its member “time” must be a time of RFC 3339 with zone, such as 2025-03-01T09:30:00+03:00")
    }
    record.time = time.microseconds
    record.zoneMinutes = time.zoneMinutes
  }

  // MARK: Channels

  private func textMessage(_ record: inout FoundRecord, _ members: JSONMembers) throws(RecordFault) -> [File] {
    try correspondents(&record, members)
    record.subject = try members.string("subject") ?? ""
    let files = try files(members, "media")
    let text = try members.string("text")
    if text == nil, files.isEmpty { throw members.missing("text") }
    record.text = text ?? ""
    return files
  }

  private func fax(_ record: inout FoundRecord, _ members: JSONMembers) throws(RecordFault) -> [File] {
    try correspondents(&record, members)
    record.subject = try members.string("subject") ?? ""
    record.text = try members.string("text") ?? ""
    // The document is the member `file` itself, or an object there, or base64 in `data` of the record.
    if let file = members["file"], file.isObject {
      return [try self.file(try file.members(), as: file.title)]
    }
    return [try self.file(members, as: "the fax")]
  }

  private func note(_ record: inout FoundRecord, _ members: JSONMembers) throws(RecordFault) -> [File] {
    guard let author = try members.string("author"), !author.isEmpty else { throw members.missing("author") }
    record.author = author
    record.medium = try members.string("medium") ?? "other"
    guard ["visit", "phone", "video", "other"].contains(record.medium) else {
      throw RecordFault(reason: "its member “medium” must be visit, phone, video or other")
    }
    record.place = try members.string("place") ?? ""
    record.subject = try members.string("purpose") ?? ""
    record.text = try members.string("text") ?? ""
    record.to = try participants(members, "with")
    let files = try files(members, "files")
    if record.text.isEmpty, record.subject.isEmpty, files.isEmpty { throw members.missing("text") }
    if let followUp = members["follow_up"] { record.followUp = try self.followUp(try followUp.members()) }
    return files
  }

  private func followUp(_ members: JSONMembers) throws(RecordFault) -> FoundRecord.FollowUp {
    guard let due = try members.string("due") else { throw members.missing("due") }
    guard RecordTime.isDate(due) else {
      throw RecordFault(reason: "its member “follow_up.due” must be a date, such as 2025-03-15")
    }
    var responsible: [String] = []
    if let value = members["responsible"] {
      for element in value.isString ? [value] : try value.elements(limit: limits.participants) {
        responsible.append(try element.string())
      }
    }
    return FoundRecord.FollowUp(due: due, responsible: responsible, text: try members.string("text") ?? "")
  }

  // MARK: Who

  /// Direction, sender and receivers. The side that is the account itself need not be named.
  private func correspondents(_ record: inout FoundRecord, _ members: JSONMembers) throws(RecordFault) {
    let direction = try members.string("direction")
    switch direction {
    case "inbound": record.outbound = false
    case "outbound": record.outbound = true
    case "internal": record.isInternal = true
    case nil: break
    default: throw RecordFault(reason: "its member “direction” must be inbound, outbound or internal")
    }
    if let from = members["from"] { record.from = try participant(from, isNote: false) }
    record.to = try participants(members, "to")
    if record.from == nil, record.outbound != true { throw members.missing("from") }
    if record.to.isEmpty, record.outbound != false { throw members.missing("to") }
  }

  /// One participant or a list of them.
  private func participants(_ members: JSONMembers, _ name: String) throws(RecordFault) -> [FoundRecord.Participant] {
    guard let value = members[name] else { return [] }
    let isNote = name == "with"
    guard value.isArray else { return [try participant(value, isNote: isNote)] }
    var participants: [FoundRecord.Participant] = []
    for element in try value.elements(limit: limits.participants) {
      participants.append(try participant(element, isNote: isNote))
    }
    return participants
  }

  private func participant(_ value: JSONValue, isNote: Bool) throws(RecordFault) -> FoundRecord.Participant {
    let participant: FoundRecord.Participant
    if value.isString {
      let text = try value.string()
      // A note may name somebody by a name alone.
      let isName = isNote && !Self.isIdentity(text)
      participant = FoundRecord.Participant(identity: isName ? "" : text, name: isName ? text : "")
    } else if value.isObject {
      let members = try value.members()
      let number = try members.string("number") ?? ""
      let identity = try members.string("identity") ?? ""
      participant = FoundRecord.Participant(
        identity: number.isEmpty ? identity : number, name: try members.string("name") ?? "")
    } else {
      throw RecordFault(reason: "\(value.title) must be a text, or an object with a number or an identity")
    }
    guard !participant.identity.isEmpty || !participant.name.isEmpty else {
      throw RecordFault(reason: "\(value.title) names nobody")
    }
    return participant
  }

  /// Whether a text is an address or a number rather than a name.
  private static func isIdentity(_ text: String) -> Bool {
    if text.utf8.contains(UInt8(ascii: "@")) { return true }
    let digits = text.utf8.filter { (0x30...0x39).contains($0) }.count
    return digits >= 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || " +-()./".utf8.contains($0) }
  }

  // MARK: Files

  private func files(_ members: JSONMembers, _ name: String) throws(RecordFault) -> [File] {
    guard let value = members[name] else { return [] }
    var files: [File] = []
    for element in try value.elements(limit: limits.files) {
      files.append(try file(try element.members(), as: element.title))
    }
    return files
  }

  private func file(_ members: JSONMembers, as title: String) throws(RecordFault) -> File {
    let path = try members.string("file")
    let data = try members.string("data")
    let place: File.Place
    switch (path, data) {
    case (let path?, nil): place = .path(path)
    case (nil, var data?):
      let decoded = data.withUTF8 { Base64Text(UnsafeRawBufferPointer($0)) }
      guard !decoded.isDamaged else { throw RecordFault(reason: "the member “data” of \(title) is no base64") }
      place = .bytes(decoded.bytes)
    case (_?, _?): throw RecordFault(reason: "\(title) has a “file” and “data”, and must have one of them")
    case (nil, nil): throw RecordFault(reason: "\(title) has neither “file” nor “data”")
    }
    let stated = try members.string("name") ?? ""
    return File(
      name: FoundRecord.File.name(atEndOf: stated.isEmpty ? path ?? "" : stated),
      mediaType: try members.string("type") ?? "", place: place, member: title)
  }
}
