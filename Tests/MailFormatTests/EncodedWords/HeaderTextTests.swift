import Testing

@testable import MailFormat

@Suite struct HeaderTextTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("  trimmed \r\n", "trimmed"),
    ("folded\r\n\tline", "folded line"),
    ("folded\n   line", "folded line"),
    // RFC 2047 §8
    ("=?ISO-8859-1?Q?a?=", "a"),
    ("=?ISO-8859-1?Q?a?= b", "a b"),
    ("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"),
    ("=?ISO-8859-1?Q?a?=  \r\n   =?ISO-8859-1?Q?b?=", "ab"),
    ("=?ISO-8859-1?Q?a_b?=", "a b"),
    ("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=", "a b"),
    // Turkish
    ("=?iso-8859-9?Q?=DDstanbul_=DEi=FEli?=", "İstanbul Şişli"),
    ("=?windows-1254?B?0HVyc/0=?=", "Ğursı"),
    ("=?utf-8?B?VGXFn2Vra8O8cmxlcg==?=", "Teşekkürler"),
    // A character split between two words, and its language tag
    ("=?utf-8?q?=C5?= =?utf-8?q?=9F?=", "ş"),
    ("=?utf-8*tr?q?=C5=9F?=", "ş"),
    // Lenient
    ("Re: =?us-ascii?q?with blanks inside?= x", "Re: with blanks inside x"),
    ("x=?utf-8?q?b?=y", "xby"),
    ("=?utf-8?B?VGXFn2Vra8O8cmxlcg?=", "Teşekkürler"),
    ("=?utf-8?x?b?= kept", "=?utf-8?x?b?= kept"),
    ("=?utf-8?q?unfinished", "=?utf-8?q?unfinished"),
    ("=?bogus-charset?q?=C5=9F?=", "ş"),
    ("=?utf-8?q?line=0D=0Aend?=", "line  end"),
    ("=?ISO-2022-JP?B?GyRCTWg9NSROMnE1RBsoQg==?=\n =?ISO-2022-JP?B?GyRCJE41REJqJEckORsoQg==?=", "来週の会議の議題です"),
    // A two-byte character cut between words, and words that forget to return to ASCII
    ("=?iso-2022-jp?B?GyRCJUsl?= =?iso-2022-jp?B?YyE8JXMbKEI=?=", "ニャーン"),
    ("=?iso-2022-jp?B?GyRCJUslYw==?= =?iso-2022-jp?Q?ASCII?=", "ニャASCII"),
    // RFC 6532
    ("Raw Şişli", "Raw Şişli"),
  ])
  func decodes(field: String, expected: String) {
    #expect(field.withView { HeaderText.decode($0) } == expected)
  }

  @Test func rawBytesAreReadInTheCharsetOfTheBody() {
    // 0xE1 0xE4 is да… in KOI8-R; nothing in the two bytes says so but the hint.
    let bytes: [UInt8] = [0xC4, 0xC1]
    let hint = Array("koi8-r".utf8)
    let text = bytes.withByteView { view in hint.withByteView { HeaderText.decode(view, hint: $0) } }
    #expect(text == "да")
  }
}
