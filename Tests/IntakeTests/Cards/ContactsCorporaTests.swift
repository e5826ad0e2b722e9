import Foundation
import Intake
import Testing

/// Cards as telephones and mail programs wrote them. The expectations were read off the files by eye.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] != nil,
    "EVRAK_CORPORA does not name the folder of the corpora"))
struct ContactsCorporaTests {
  struct Expected: Sendable {
    var name: String
    var addresses: [String] = []
    /// `number/label`, with `/fax` behind it.
    var numbers: [String] = []
    var organisation = ""
  }

  private static let doe = Expected(
    name: "Mr. John Richter James Doe Sr.", addresses: ["john.doe@ibm.com"],
    numbers: [
      "905-555-1234/cell", "905-666-1234/home", "905-777-1234/work", "905-888-1234/home/fax", "905-999-1234/work/fax",
      "905-111-1234/pager", "905-222-1234/AssistantPhone",
    ],
    organisation: "IBM")

  private static func tildes(_ count: Int) -> String { String(repeating: "Ñ", count: count) }
  private static func spaced(_ count: Int) -> String { Array(repeating: "Ñ", count: count).joined(separator: " ") }

  static let expected: [(file: String, cards: [Expected])] = [
    (
      "John_Doe_ANDROID",
      [
        Expected(name: "john.doe@company.com", addresses: ["john.doe@company.com"]),
        Expected(name: "jane.doe@company.com", addresses: ["jane.doe@company.com"]),
        Expected(name: spaced(5), numbers: ["123456789/cell"]),
        Expected(name: spaced(11), numbers: ["123456/cell", "234567/home", "3456789/cell", "45678901/home"]),
        Expected(
          name: spaced(4), addresses: ["bob@company.com"],
          numbers: ["123456/cell", "123456/work", "123456/work/fax"], organisation: tildes(12)),
        Expected(
          name: tildes(4), addresses: ["henry@company.com"], numbers: ["55556666/cell"], organisation: tildes(44)),
      ]
    ),
    (
      "John_Doe_BLACK_BERRY",
      [Expected(name: "John Doe", numbers: ["+96123456789/cell"], organisation: "Acme Solutions")]
    ),
    (
      "John_Doe_EVOLUTION",
      [
        Expected(
          name: "Mr. John Richter, James Doe Sr.", addresses: ["john.doe@ibm.com"],
          numbers: ["905-666-1234/cell", "905-555-1234/work"], organisation: "IBM")
      ]
    ),
    (
      "John_Doe_GMAIL",
      [
        Expected(
          name: "Mr. John Richter, James Doe Sr.", addresses: ["john.doe@ibm.com"],
          numbers: ["905-555-1234/cell", "905-666-1234/home"], organisation: "IBM")
      ]
    ),
    ("John_Doe_IPHONE", [doe]),
    (
      "John_Doe_LOTUS_NOTES",
      [
        Expected(
          name: "Mr. Doe John I Johny", addresses: ["john.doe@ibm.com", "billy_bob@gmail.com"],
          numbers: ["+1 (212) 204-34456/cell", "00-1-212-555-7777/work/fax"], organisation: "IBM")
      ]
    ),
    (
      "John_Doe_MAC_ADDRESS_BOOK",
      [
        Expected(
          name: "Mr. John Richter,James Doe Sr.", addresses: doe.addresses,
          numbers: [doe.numbers[2], doe.numbers[1], doe.numbers[0]] + doe.numbers[3...], organisation: "IBM")
      ]
    ),
    (
      "John_Doe_MS_OUTLOOK",
      [
        Expected(
          name: doe.name, addresses: ["john.doe@ibm.cm"], numbers: ["(905) 555-1234/work", "(905) 666-1234/home"],
          organisation: "IBM")
      ]
    ),
    (
      "fullcontact",
      [
        Expected(
          name: "Prefix FirstName MiddleName LastName Suffix",
          addresses: ["home", "work", "school", "other", "custom"].map { $0 + "@example.com" },
          numbers: [
            "555-555-1111/home", "555-555-1112/work", "555-555-1113/cell", "555-555-1114/cell", "555-555-1115/",
            "555-555-1116/home/fax", "555-555-1117/work/fax", "555-555-1118/", "555-555-1119/",
          ],
          organisation: "Organization1")
      ]
    ),
    (
      "gmail-list",
      [
        Expected(name: "Arnold Smith", addresses: ["asmithk@gmail.com"]),
        Expected(name: "Chris Beatle", addresses: ["chrisy55d@yahoo.com"]),
        Expected(name: "Doug White", addresses: ["dwhite@gmail.com"]),
      ]
    ),
    (
      "gmail-single",
      [
        Expected(
          name: "Greg Dartmouth", addresses: ["gdartmouth@hotmail.com"],
          numbers: ["555 555 1111/cell", "555 555 2222/GRAND_CENTRAL"], organisation: "TheCompany")
      ]
    ),
    (
      "gmail-single2",
      [
        Expected(
          name: "VCard Test",
          addresses: ["email", "homeemail", "workemail", "otheremail", "customcategory"].map { $0 + "@example.com" },
          numbers: [
            "5555551111/", "5555551112/home", "5555551113/work", "5555551114/", "5555551115/cell", "5555551116/main",
            "5555551117/home/fax", "5555551118/work/fax", "5555551119/GRAND_CENTRAL", "5555551120/pager",
            "5555551121/CustomePhoneCategory",
          ],
          organisation: "TheCompany")
      ]
    ),
    (
      "issue114",
      [
        Expected(
          name: "Dummy, Dummy", addresses: ["dummy.dummy@dummy.com"],
          numbers: ["+49 1234 56789/cell", "+49 9876 54321/work"], organisation: "Dummy GmbH")
      ]
    ),
    (
      "outlook-2003",
      [
        Expected(
          name: "John Doe III", addresses: ["jdoe@hotmail.com"],
          numbers: ["BusinessPhone/work", "HomePhone/home", "MobilePhone/cell", "BusinessFaxPhone/work/fax"],
          organisation: "Company, The")
      ]
    ),
    (
      "outlook-2007",
      [
        Expected(
          name: "Mr. Michael Angstadt Jr.", addresses: ["mike.angstadt@gmail.com"],
          numbers: [
            "(111) 555-1111/work", "(111) 555-2222/home", "(111) 555-4444/cell", "(111) 555-3333/work/fax",
            "(111) 555-4444/callback",
          ],
          organisation: "TheCompany")
      ]
    ),
    (
      "rfc2426-example",
      [
        Expected(
          name: "Frank Dawson", addresses: ["Frank_Dawson@Lotus.com", "fdawson@earthlink.net"],
          numbers: ["+1-919-676-9515/work", "+1-919-676-9564/work/fax"], organisation: "Lotus Development Corporation"),
        Expected(
          name: "Tim Howes", addresses: ["howes@netscape.com"],
          numbers: ["+1-415-937-3419/work", "+1-415-528-4164/work/fax"],
          organisation: "Netscape Communications Corp."),
      ]
    ),
    (
      "rfc6350-example",
      [
        Expected(
          name: "Simon Perreault", addresses: ["simon.perreault@viagenie.ca"],
          numbers: ["+1-418-656-9254;ext=102/work", "+1-418-262-6501/cell"], organisation: "Viagenie")
      ]
    ),
    (
      "thunderbird-MoreFunctionsForAddressBook-extension",
      [
        Expected(
          name: "John Doe",
          addresses: ["doe.john@hotmail.com"] + ["", "1", "2", "3"].map { "additional-email\($0)@company.com" },
          numbers: [
            "555-555-1111/work", "555-555-2222/home", "555-555-5555/cell", "555-555-3333//fax", "555-555-4444/pager",
          ],
          organisation: "TheOrganization")
      ]
    ),
  ]

  private static var folder: String { (ProcessInfo.processInfo.environment["EVRAK_CORPORA"] ?? "") + "/contacts/" }

  private static func read(_ file: String) throws -> ReadCards {
    try ReadCards([UInt8](Data(contentsOf: URL(fileURLWithPath: folder + file))))
  }

  @Test func everyFileIsExpected() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
    #expect(files == Self.expected.map { $0.file + ".vcf" }.sorted())
  }

  @Test(arguments: expected.map(\.file)) func cardsAreReadAsAPersonReadsThem(file: String) throws {
    let cards = try #require(Self.expected.first { $0.file == file }?.cards)
    let read = try Self.read(file + ".vcf")
    #expect(read.errors.isEmpty)
    #expect(read.cards.count == cards.count)
    for (card, expected) in zip(read.cards, cards) {
      #expect(card.name == expected.name)
      #expect(card.addresses == expected.addresses)
      #expect(card.numberTexts == expected.numbers)
      #expect(card.organisation == expected.organisation)
      #expect(card.kind == .person)
    }
  }

  /// A picture that is whole ends as its format asks, and the base64 of these is in four styles.
  @Test(arguments: [
    ("John_Doe_IPHONE", 1), ("John_Doe_LOTUS_NOTES", 1), ("John_Doe_MAC_ADDRESS_BOOK", 1), ("John_Doe_MS_OUTLOOK", 1),
    ("outlook-2007", 1), ("thunderbird-MoreFunctionsForAddressBook-extension", 1), ("gmail-list", 0),
  ])
  func picturesAreWhole(file: String, count: Int) throws {
    let pictures = try Self.read(file + ".vcf").cards.flatMap(\.documents).filter { $0.name == "photo.jpg" }
    #expect(pictures.count == count)
    for picture in pictures {
      #expect(picture.mediaType == "image/jpeg")
      #expect(picture.bytes.starts(with: [0xFF, 0xD8, 0xFF]))
      #expect(picture.bytes.suffix(2) == [0xFF, 0xD9])
    }
  }

  @Test(arguments: expected.map(\.file)) func cardsComeBackFromBothFormats(file: String) throws {
    let cards = try Self.read(file + ".vcf").cards
    let again = try ReadCards(cards.flatMap(VCardWriter.write))
    #expect(again.difference(from: cards) == nil)
    let table = cards.map { card in
      var card = card
      card.documents = []
      return card
    }
    let rows = try ReadCards(CSVWriter.write(cards))
    #expect(rows.difference(from: table) == nil)
  }
}
