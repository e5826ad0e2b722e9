import Archive
import ArchiveEvents
import EventLog
import Testing
import Views

@Suite("Organisations that addresses hint at")
struct OrganisationSuggestionTests {
  private func office(_ addresses: [String]) throws -> Office {
    let office = try Office()
    for (number, address) in addresses.enumerated() {
      var mail = Mail("m\(number)", date: 1_735_689_600 + number)
      mail.from = address
      try office.add(mail)
    }
    return office
  }

  @Test(
    "two contacts of one registered domain hint at an organisation; free mail, public suffixes and ourselves do not",
    arguments: [
      (["derya@kuzey.com.tr", "onur@kuzey.com.tr"], "kuzey.com.tr"),
      (["derya@kuzey.com.tr", "onur@santiye.kuzey.com.tr"], "kuzey.com.tr"),
      (["nora@harbour.co.uk", "tom@harbour.co.uk"], "harbour.co.uk"),
      (["a@çınar.com.tr", "b@xn--nar-1la48a.com.tr"], "xn--nar-1la48a.com.tr"),
      // Two firms below one public suffix have nothing in common.
      (["derya@kuzey.com.tr", "onur@lodos.com.tr"], nil), (["a@com.tr", "b@com.tr"], nil),
      (["derya@kuzey.com.tr"], nil), (["derya@gmail.com", "onur@gmail.com"], nil),
      (["derya@yahoo.com.tr", "onur@yahoo.com.tr"], nil), (["a@hotmail.com", "b@outlook.com"], nil),
      (["a@[192.0.2.1]", "b@[192.0.2.1]"], nil), (["selin@firma.example", "murat@firma.example"], nil),
      (["selin@izmir.firma.example", "murat@firma.example"], nil),
    ] as [([String], String?)])
  func domains(addresses: [String], domain: String?) throws {
    let office = try office(addresses)
    let suggestions = try office.view.organisationSuggestions(limit: 10)
    #expect(suggestions.map(\.domain) == [domain].compactMap { $0 })
    #expect(try suggestions.first.map { try Set($0.contacts) == Set(addresses.map { try office.id($0) }) } ?? true)
    #expect(suggestions.allSatisfy { $0.organisation == nil })
    // Nothing was made of it.
    #expect(try office.view.contacts(ContactQuery(kind: .organisation)).isEmpty)
  }

  @Test("one contact is told of its domain, unless that is free mail or our own")
  func one() throws {
    let office = try office(["derya@kuzey.com.tr", "onur@kuzey.com.tr", "a@gmail.com", "selin@firma.example"])
    let suggestion = try office.view.organisationSuggestion(for: office.contact("derya@kuzey.com.tr"))
    #expect(suggestion?.domain == "kuzey.com.tr" && suggestion?.contacts.count == 2)
    for address in ["a@gmail.com", "selin@firma.example", "info@firma.example"] {
      #expect(try office.view.organisationSuggestion(for: office.contact(address)) == nil)
    }
  }

  @Test("an organisation that has the domain, or an address in it, is the one suggested, until all belong to it")
  func known() throws {
    for identity in ["@kuzey.com.tr", "info@kuzey.com.tr"] {
      let office = try office(["derya@kuzey.com.tr", "onur@kuzey.com.tr"])
      let house = office.archive.newContactID(first: nil, name: "Kuzey İnşaat")
      try office.add(
        Drafts.contact(house, name: "Kuzey İnşaat", kind: .organisation, link: [try Office.key(identity)]))
      #expect(try office.view.organisationSuggestions(limit: 10).map(\.organisation) == [house])
      try office.add(Drafts.affiliation(try office.id("derya@kuzey.com.tr"), house))
      let left = try office.view.organisationSuggestions(limit: 10)
      #expect(
        try left.map(\.contacts) == [[office.id("onur@kuzey.com.tr")]], "even one, where there is an organisation")
      #expect(try office.view.organisationSuggestion(for: office.contact("derya@kuzey.com.tr")) == nil)
      try office.add(Drafts.affiliation(try office.id("onur@kuzey.com.tr"), house))
      #expect(try office.view.organisationSuggestions(limit: 10).isEmpty)
    }
  }

  @Test("the domain of most contacts comes first, and the list ends at its limit")
  func order() throws {
    let office = try office(
      ["a@lodos.com.tr", "b@lodos.com.tr"] + (0..<4).map { "k\($0)@kuzey.com.tr" } + [
        "a@cinar.com.tr", "b@cinar.com.tr",
      ])
    let domains = try office.view.organisationSuggestions(limit: 10).map(\.domain)
    #expect(domains == ["kuzey.com.tr", "cinar.com.tr", "lodos.com.tr"])
    #expect(try office.view.organisationSuggestions(limit: 1).map(\.domain) == ["kuzey.com.tr"])
  }
}
