/// Finds the machine-readable part of a report and the message that came back with it.
enum ReportReader {
  static func read(_ root: MailPart, defects: inout DefectList) -> MailReport? {
    var found: [Place] = []
    collect(root, within: nil, into: &found)
    // An empty part of the type says nothing when a later one has something to say.
    guard let place = found.first(where: { !isBlank($0.part) }) ?? found.first else { return nil }
    let returned = returnedPart(beside: place) ?? firstReturned(in: root)
    switch place.kind {
    case .delivery:
      return .delivery(DeliveryReportReader.read(place.part, returned: returned, defects: &defects))
    case .disposition:
      return .disposition(DispositionReport.read(place.part, returned: returned, defects: &defects))
    case .feedback:
      return .feedback(FeedbackReport.read(place.part, returned: returned, defects: &defects))
    }
  }

  private enum Kind {
    case delivery, disposition, feedback

    init?(_ type: MediaType) {
      switch type.essence {
      case "message/delivery-status", "message/global-delivery-status": self = .delivery
      case "message/disposition-notification", "message/global-disposition-notification": self = .disposition
      case "message/feedback-report", "message/global-feedback-report": self = .feedback
      default: return nil
      }
    }
  }

  private struct Place {
    let kind: Kind
    let part: MailPart
    let multipart: MailPart?
  }

  /// Depth first; an attached message is what a report is about and may be a report itself.
  private static func collect(_ part: MailPart, within multipart: MailPart?, into found: inout [Place]) {
    if let kind = Kind(part.type) {
      found.append(Place(kind: kind, part: part, multipart: multipart))
    } else if part.type.isMultipart {
      for child in part.children { collect(child, within: part, into: &found) }
    } else if let content = part.signedContent {
      collect(content, within: nil, into: &found)
    }
  }

  /// The third part of a `multipart/report` (RFC 6522 §3); where systems order the parts as they like, the one behind
  /// the machine-readable part before the one ahead of it.
  private static func returnedPart(beside place: Place) -> MailPart? {
    guard let siblings = place.multipart?.children else { return nil }
    let index = siblings.firstIndex { $0.number == place.part.number } ?? 0
    return siblings[index...].first(where: isReturned) ?? siblings[..<index].first(where: isReturned)
  }

  /// Where a list or a filter put the report into a multipart of its own and left the message outside.
  private static func firstReturned(in part: MailPart) -> MailPart? {
    if isReturned(part) { return part }
    guard part.type.isMultipart || part.signedContent != nil else { return nil }
    for child in part.children {
      if let found = firstReturned(in: child) { return found }
    }
    return nil
  }

  private static func isBlank(_ part: MailPart) -> Bool {
    part.source.withByteView { $0[part.body].trimmed.isEmpty }
  }

  private static func isReturned(_ part: MailPart) -> Bool {
    if part.body.isEmpty { return false }
    if part.type.isMessage { return true }
    switch part.type.essence {
    // The third is what systems write that have not read the RFC.
    case "text/rfc822-headers", "message/global-headers", "message/rfc822-headers": return true
    default: return false
    }
  }
}
