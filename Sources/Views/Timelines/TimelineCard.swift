import MailFormat

typealias TimelineCard = Evrak_Views_V1_TimelineCard
typealias CardParticipant = Evrak_Views_V1_CardParticipant

extension Evrak_Views_V1_TimelineCard {
  static func participant(_ mailbox: Mailbox) -> CardParticipant {
    var participant = CardParticipant()
    participant.name = mailbox.name ?? ""
    participant.address = mailbox.address
    return participant
  }
}
